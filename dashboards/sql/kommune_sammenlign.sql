-- Gennemsnittet over 12 måneder: kommunen selv, og de kommuner som den kan måles med, vægtet med deres nævnere.
WITH
    egen AS (SELECT region, stoerrelse FROM fokusvagt.v_kommuner WHERE kode = ${kommune:sqlstring})
SELECT transform(indicator_id, ['FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE'], ['Samtaler', 'Tilbud', 'Forsørgelse'], indicator_id) AS maal,
    anyIf(toNullable(avg12), code = ${kommune:sqlstring}) AS kommunen,
    sumIf(avg12 * denominator, k.region = (SELECT region FROM egen)) / nullIf(sumIf(denominator, k.region = (SELECT region FROM egen)), 0) AS regionen,
    sumIf(avg12 * denominator, k.stoerrelse = (SELECT stoerrelse FROM egen)) / nullIf(sumIf(denominator, k.stoerrelse = (SELECT stoerrelse FROM egen)), 0) AS stoerrelsen,
    sum(avg12 * denominator) / sum(denominator) AS landet
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
WHERE scope = 'kommune' AND indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE')
GROUP BY indicator_id
ORDER BY indicator_id
