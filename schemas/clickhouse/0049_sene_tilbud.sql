-- A tilbud is told again when it ends, on time; when its start was told is known only of those never told again. A samtale
-- that counts is told when it was held, whatever was told before of its calling, so that its last revision is the one.

DROP VIEW IF EXISTS fokusvagt.taeller_sene;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_sene
REFRESH AFTER 1 HOUR TO fokusvagt.talte_sene
AS WITH
    (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS dag,
    ifNull(dag, toDate('1971-01-01')) AS nu
SELECT type, hvem.1 AS scope, hvem.2 AS code, countIf(NOT deleted) / 365 AS pr_dag,
    pr_dag * if(countIf(foerst) = 0, 0, avgIf(least(sent, 120), foerst)) AS ventes,
    pr_dag * 120 * countIf(deleted) / count() AS annulles
FROM
(
    SELECT 'samtale' AS type, kommune, ifNull(akasse, 0) AS akasse, deleted, NOT deleted AS foerst,
        greatest(0, dateDiff('day', dato, toDate(registered_at, 'Europe/Copenhagen'))) AS sent
    FROM fokusvagt.facts_samtale FINAL
    WHERE status = 'AFHOLDT' AND dato <= nu - 121 AND dato > nu - 486
    UNION ALL
    SELECT 'tilbud', kommune, ifNull(akasse, 0), deleted, NOT deleted AND revision = 0,
        greatest(0, dateDiff('day', startdato, toDate(registered_at, 'Europe/Copenhagen')))
    FROM fokusvagt.facts_tilbud FINAL
    WHERE status IN ('PAABEGYNDT', 'AFSLUTTET', 'AFBRUDT') AND startdato <= nu - 121 AND startdato > nu - 486
)
ARRAY JOIN [('kommune', kommune), ('akasse', akasse)] AS hvem
WHERE hvem.2 != 0
GROUP BY type, scope, code
HAVING countIf(NOT deleted) > 0
SETTINGS max_threads = 1;
