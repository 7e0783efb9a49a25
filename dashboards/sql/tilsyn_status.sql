-- Begge trin lige nu, og kandidaterne ved det seneste månedsskifte.
WITH
    nu AS (SELECT * FROM fokusvagt.v_nu WHERE scope = 'kommune')
SELECT countIf(indicator_id = 'SKAERPET-TILSYN' AND breach) AS kandidater,
    countIf(indicator_id = 'SKAERPET-TILSYN' AND forrige_brud) AS kandidater_foer,
    countIf(indicator_id = 'RM-FORSOERGELSE' AND breach) AS trin1,
    uniqExactIf(code, indicator_id LIKE 'FM-%' AND breach) AS trin2,
    countIf(indicator_id = 'SKAERPET-TILSYN') AS bedoemt
FROM nu
