-- The band of doubt of full-time persons too. Whoever goes on is presumed paid until told, so late payments change nothing
-- of them: what is not known yet is who has begun and who has stopped, an ordinary number a day. A beginning told L days
-- after its first day lacks 1, 2, … days (at most the m of the running month) on each of the days until it is told: their
-- sum is `ventes` of type ydelse, times payments a day. Who has stopped is presumed paid until the next month is over.

DROP VIEW IF EXISTS fokusvagt.taeller_sene;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_sene
REFRESH AFTER 1 HOUR TO fokusvagt.talte_sene
AS WITH
    (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS dag,
    ifNull(dag, toDate('1971-01-01')) AS nu,
    toDayOfMonth(nu) AS m
SELECT type, hvem.1 AS scope, hvem.2 AS code, countIf(NOT deleted) / 365 AS pr_dag,
    pr_dag * if(countIf(foerst) = 0, 0, avgIf(multiIf(type != 'ydelse', toFloat64(sent), sent <= m, sent * (sent + 1) / 2, m * (m + 1) / 2 + toFloat64((sent - m) * m)), foerst)) AS ventes,
    pr_dag * 120 * countIf(deleted) / count() AS annulles
FROM
(
    SELECT type, kommune, akasse, deleted, foerst, least(120, greatest(0, dateDiff('day', sket, toDate(registered_at, 'Europe/Copenhagen')))) AS sent
    FROM
    (
        SELECT 'samtale' AS type, kommune, ifNull(akasse, 0) AS akasse, deleted, NOT deleted AS foerst, dato AS sket, registered_at
        FROM fokusvagt.facts_samtale FINAL
        WHERE status = 'AFHOLDT' AND dato <= nu - 121 AND dato > nu - 486
        UNION ALL
        SELECT 'tilbud', kommune, ifNull(akasse, 0), deleted, NOT deleted AND revision = 0, startdato, registered_at
        FROM fokusvagt.facts_tilbud FINAL
        WHERE status IN ('PAABEGYNDT', 'AFSLUTTET', 'AFBRUDT') AND startdato <= nu - 121 AND startdato > nu - 486
        UNION ALL
        SELECT 'ydelse', kommune, 0, deleted, NOT deleted AND revision = 0, period_start, registered_at
        FROM fokusvagt.facts_ydelse FINAL
        WHERE period_start <= nu - 121 AND period_start > nu - 486
    )
)
ARRAY JOIN [('kommune', kommune), ('akasse', akasse)] AS hvem
WHERE hvem.2 != 0
GROUP BY type, scope, code
HAVING countIf(NOT deleted) > 0
SETTINGS max_threads = 1;

-- lav: those who usually stop have stopped, and nobody has begun; hoej: those who usually begin have, and nobody has stopped.
-- lav: every late one comes to somebody who lacks it; midt: they fall among those who lack and those who do not alike;
-- hoej: the usual annulments come, and no late one. For a share that succeeds it is the other way round.
CREATE OR REPLACE VIEW fokusvagt.v_tvivl
(
    indicator_id LowCardinality(String) COMMENT 'A live indicator that rests on samtaler, tilbud or payments',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    numerator    Float64 COMMENT 'As it is known today',
    denominator  Float64 COMMENT 'As it is known today',
    value        Float64 COMMENT 'Their share',
    lav          Float64 COMMENT 'The least it would be, if what is usually late comes',
    midt         Float64 COMMENT 'What it would likely be',
    hoej         Float64 COMMENT 'The most it would be',
    ventes       Float64 COMMENT 'Samtaler or tilbud, or full-time persons, that are usually told later',
    ord          String COMMENT 'What that means, in Danish'
)
AS SELECT n.indicator_id AS indicator_id, n.scope AS scope, n.code AS code, numerator, denominator, value,
    if(mangler, greatest(0, numerator - s.ventes), greatest(0, numerator - s.annulles * value)) / denominator AS lav,
    if(mangler, greatest(0, numerator - s.ventes * value), least(denominator, numerator + s.ventes * (1 - value))) / denominator AS midt,
    if(mangler, least(denominator, numerator + s.annulles * (1 - value)), least(denominator, numerator + s.ventes)) / denominator AS hoej,
    s.ventes AS ventes,
    multiIf(
        hoej - lav < 0.005, 'Sene registreringer kan næsten ikke flytte tallet.',
        n.threshold IS NOT NULL AND lav < n.threshold AND hoej >= n.threshold, 'Sene registreringer kan afgøre, om dagens tal ligger over eller under målet.',
        'Sene registreringer kan flytte tallet, men ikke til den anden side af målet.'
    ) AS ord,
    n.indicator_id != 'AK-SAM3' AS mangler
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.talte_sene AS s ON s.scope = n.scope AND s.code = n.code AND s.type = if(n.indicator_id = 'FM-TILBUD', 'tilbud', 'samtale')
WHERE n.indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'AK-SAM3') AND denominator > 0
UNION ALL
SELECT n.indicator_id AS indicator_id, n.scope AS scope, n.code AS code, numerator, denominator, value,
    greatest(0, numerator - holdt) / denominator AS lav, greatest(0, numerator + kommet - holdt) / denominator AS midt,
    (numerator + kommet) / denominator AS hoej, kommet AS ventes,
    multiIf(
        hoej - lav < 0.005, 'Sene registreringer kan næsten ikke flytte tallet.',
        n.threshold IS NOT NULL AND lav <= n.threshold AND hoej > n.threshold, 'Sene registreringer kan afgøre, om dagens tal ligger over eller under målet.',
        'Sene registreringer kan flytte tallet, men ikke til den anden side af målet.'
    ) AS ord,
    true AS mangler
FROM
(
    SELECT v.indicator_id AS indicator_id, v.scope AS scope, v.code AS code, v.numerator AS numerator, v.denominator AS denominator,
        v.value AS value, v.threshold AS threshold, toDayOfMonth(v.period_end) AS m,
        a.begynder * s.ventes / s.pr_dag / m AS kommet, a.slutter * (m * (m - 1) / 2 + 30 * m) / m AS holdt
    FROM fokusvagt.v_nu AS v
    INNER JOIN fokusvagt.talte_sene AS s ON s.scope = v.scope AND s.code = v.code AND s.type = 'ydelse'
    INNER JOIN
    (
        SELECT kommune, sumIf(antal, fra = 'START') / 365 AS begynder, sumIf(antal, fra = 'SLUT') / 365 AS slutter
        FROM fokusvagt.talte_afgange
        WHERE definition = 'YDELSE' AND efter = 1 AND fra IN ('START', 'SLUT')
            AND maaned > (SELECT addMonths(max(maaned), -12) FROM fokusvagt.talte_afgange WHERE definition = 'YDELSE' AND efter = 1 AND fra = 'START')
        GROUP BY kommune
    ) AS a ON a.kommune = v.code
    WHERE v.indicator_id = 'RM-FORSOERGELSE' AND v.scope = 'kommune' AND v.denominator > 0
) AS n
COMMENT 'The band of doubt of today''s figures: what they would be if the usual late registrations came';
