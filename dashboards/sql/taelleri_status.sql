-- Hvor mange spørgsmål der er at stille, vagt for vagt.
SELECT countIf(spoerg AND monitor = 'SAMTALE-SIDSTE-UGE') AS sidste_uge, countIf(spoerg AND monitor = 'TILBUD-AFBRUDT') AS afbrudt,
    countIf(spoerg AND monitor = 'SAMTALE-PR-DAG') AS pr_dag, countIf(spoerg AND monitor = 'FORM-SKIFT') AS form, countIf(spoerg AND monitor = 'TYPE-SKIFT') AS type
FROM fokusvagt.v_taelleri
