-- How whole the registrations are, source by source, and what the figures would be if the usual late ones came.

CREATE TABLE IF NOT EXISTS fokusvagt.talte_kilder
(
    type       LowCardinality(String) COMMENT 'Fact type',
    source     LowCardinality(String) COMMENT 'Registering system',
    antal      UInt64 COMMENT 'Facts registered in the year before the business date, annulled ones too',
    slettede   UInt64 COMMENT 'Those annulled',
    rettede    UInt64 COMMENT 'Those with a revision above 0',
    dage       Array(Float64) COMMENT 'Quantiles 0.1, 0.25, 0.5, 0.75, 0.9 and 0.99 of days from fact to registration',
    inden_7    UInt64 COMMENT 'Those registered within 7 days',
    inden_30   UInt64 COMMENT 'Those registered within 30 days',
    tavse_dage UInt32 COMMENT 'Weekdays of the year, from the first registration on, without any'
)
ENGINE = MergeTree
ORDER BY (type, source)
COMMENT 'How each source registers';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_kilder
REFRESH AFTER 1 HOUR TO fokusvagt.talte_kilder
AS WITH
    (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS dag,
    ifNull(dag, toDate('1971-01-01')) AS nu
SELECT type, source, count() AS antal, countIf(deleted) AS slettede, countIf(revision > 0) AS rettede,
    quantilesTiming(0.1, 0.25, 0.5, 0.75, 0.9, 0.99)(toInt64(sent)) AS dage,
    countIf(sent <= 7) AS inden_7, countIf(sent <= 30) AS inden_30,
    toUInt32(length(arrayFilter(d -> toDayOfWeek(addDays(min(reg), d)) < 6, range(toUInt32(greatest(0, nu - min(reg) + 1)))))
        - uniqExactIf(reg, toDayOfWeek(reg) < 6)) AS tavse_dage
FROM
(
    SELECT type, source, deleted, revision, toDate(registered_at, 'Europe/Copenhagen') AS reg,
        greatest(0, dateDiff('day', sket, reg)) AS sent
    FROM
    (
        SELECT 'ydelse' AS type, source, deleted, revision, registered_at, period_end AS sket FROM fokusvagt.facts_ydelse FINAL
        UNION ALL
        SELECT 'samtale', source, deleted, revision, registered_at, dato FROM fokusvagt.facts_samtale FINAL
        UNION ALL
        SELECT 'tilbud', source, deleted, revision, registered_at, startdato FROM fokusvagt.facts_tilbud FINAL
        UNION ALL
        SELECT 'borgerstatus', source, deleted, revision, registered_at, dato FROM fokusvagt.facts_borgerstatus FINAL
        UNION ALL
        SELECT 'beskaeftigelse', source, deleted, revision, registered_at, toLastDayOfMonth(maaned) FROM fokusvagt.facts_beskaeftigelse FINAL
    )
    WHERE reg > nu - 365 AND reg <= nu
)
GROUP BY type, source
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_kilde
(
    type          LowCardinality(String) COMMENT 'Fact type',
    source        LowCardinality(String) COMMENT 'Registering system',
    antal         UInt64 COMMENT 'Facts registered in the year before the business date, annulled ones too',
    p10_dage      Float64 COMMENT 'One in ten is registered within so many days',
    median_dage   Float64 COMMENT 'Half',
    p90_dage      Float64 COMMENT 'Nine in ten',
    p99_dage      Float64 COMMENT 'All but one in a hundred',
    andel_7       Float64 COMMENT 'Share registered within 7 days',
    andel_30      Float64 COMMENT 'Share registered within 30 days',
    andel_slettet Float64 COMMENT 'Share annulled',
    andel_rettet  Float64 COMMENT 'Share corrected: with a revision above 0',
    tavse_dage    UInt32 COMMENT 'Weekdays without any registration'
)
AS SELECT type, source, antal, dage[1] AS p10_dage, dage[3] AS median_dage, dage[5] AS p90_dage, dage[6] AS p99_dage,
    inden_7 / antal AS andel_7, inden_30 / antal AS andel_30, slettede / antal AS andel_slettet,
    rettede / antal AS andel_rettet, tavse_dage
FROM fokusvagt.talte_kilder
COMMENT 'How each source has registered in the last year; counted every hour';

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet
(
    maaling       LowCardinality(String) COMMENT 'registrering, rammevilkaar, deltagelse or kilde',
    type          LowCardinality(String) COMMENT 'Fact type',
    source        LowCardinality(String) COMMENT 'registrering, kilde: the registering system',
    kommune       Nullable(UInt16) COMMENT 'rammevilkaar: the kommune without',
    akasse        Nullable(UInt16) COMMENT 'deltagelse: the a-kasse',
    aar           UInt16 COMMENT 'Year; kilde: that of the business date',
    antal         UInt64 COMMENT 'Facts: registered; payments without rammevilkaar; faellessamtaler; registered in the last year',
    median_dage   Nullable(Float64) COMMENT 'registrering, kilde: median delay in days',
    p90_dage      Nullable(Float64) COMMENT 'registrering, kilde: 90th percentile of the delay',
    andel_slettet Nullable(Float64) COMMENT 'registrering, kilde: share annulled',
    andel_rettet  Nullable(Float64) COMMENT 'registrering, kilde: share corrected',
    andel_ukendt  Nullable(Float64) COMMENT 'deltagelse: share unknown',
    andel_30      Nullable(Float64) COMMENT 'kilde: share registered within 30 days',
    tavse_dage    Nullable(UInt32) COMMENT 'kilde: weekdays of the last year without any registration'
)
AS SELECT 'registrering' AS maaling, type, source, NULL AS kommune, NULL AS akasse, aar, antal, median_dage, p90_dage,
    andel_slettet, andel_rettet, NULL AS andel_ukendt, NULL AS andel_30, NULL AS tavse_dage
FROM fokusvagt.v_datakvalitet_registrering
UNION ALL
SELECT 'rammevilkaar', 'ydelse', '', kommune, NULL, aar, betalinger, NULL, NULL, NULL, NULL, NULL, NULL, NULL
FROM fokusvagt.v_datakvalitet_rammevilkaar
UNION ALL
SELECT 'deltagelse', 'samtale', '', NULL, akasse, aar, antal, NULL, NULL, NULL, NULL, andel_ukendt, NULL, NULL
FROM fokusvagt.v_datakvalitet_deltagelse
UNION ALL
SELECT 'kilde', type, source, NULL, NULL, toYear((SELECT max(as_of) FROM fokusvagt.progress FINAL)), antal, median_dage, p90_dage, andel_slettet,
    andel_rettet, NULL, andel_30, tavse_dage
FROM fokusvagt.v_datakvalitet_kilde
COMMENT 'Late registration per source, missing rammevilkaar, unknown participation, silent days';

-- A day's facts are told little by little: after a days the share F(a) of them, learnt from days long past. What is
-- usually still to come is the ordinary number a day times the sum of 1 - F(a) over the last 120 days.
CREATE TABLE IF NOT EXISTS fokusvagt.talte_sene
(
    type     LowCardinality(String) COMMENT 'samtale (held) or tilbud (started)',
    scope    LowCardinality(String) COMMENT 'kommune or akasse',
    code     UInt16 COMMENT 'Its code',
    pr_dag   Float64 COMMENT 'Facts a day that stand, 121 to 485 days before the business date',
    ventes   Float64 COMMENT 'How many of the last 120 days are usually told later',
    annulles Float64 COMMENT 'How many of the last 120 days are usually annulled later'
)
ENGINE = MergeTree
ORDER BY (type, scope, code)
COMMENT 'What is usually registered later';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_sene
REFRESH AFTER 1 HOUR TO fokusvagt.talte_sene
AS WITH
    (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS dag,
    ifNull(dag, toDate('1971-01-01')) AS nu
SELECT type, hvem.1 AS scope, hvem.2 AS code, countIf(NOT deleted) / 365 AS pr_dag,
    pr_dag * avgIf(least(sent, 120), NOT deleted) AS ventes,
    pr_dag * 120 * countIf(deleted) / count() AS annulles
FROM
(
    SELECT 'samtale' AS type, kommune, ifNull(akasse, 0) AS akasse, deleted,
        greatest(0, dateDiff('day', dato, toDate(registered_at, 'Europe/Copenhagen'))) AS sent
    FROM fokusvagt.facts_samtale FINAL
    WHERE status = 'AFHOLDT' AND dato <= nu - 121 AND dato > nu - 486
    UNION ALL
    SELECT 'tilbud', kommune, ifNull(akasse, 0), deleted,
        greatest(0, dateDiff('day', startdato, toDate(registered_at, 'Europe/Copenhagen')))
    FROM fokusvagt.facts_tilbud FINAL
    WHERE status IN ('PAABEGYNDT', 'AFSLUTTET', 'AFBRUDT') AND startdato <= nu - 121 AND startdato > nu - 486
)
ARRAY JOIN [('kommune', kommune), ('akasse', akasse)] AS hvem
WHERE hvem.2 != 0
GROUP BY type, scope, code
HAVING countIf(NOT deleted) > 0
SETTINGS max_threads = 1;

-- lav: every late one comes to somebody who lacks it; midt: they fall among those who lack and those who do not alike;
-- hoej: the usual annulments come, and no late one. For a share that succeeds it is the other way round.
CREATE OR REPLACE VIEW fokusvagt.v_tvivl
(
    indicator_id LowCardinality(String) COMMENT 'A live indicator that rests on samtaler or tilbud',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    numerator    Float64 COMMENT 'As it is known today',
    denominator  Float64 COMMENT 'As it is known today',
    value        Float64 COMMENT 'Their share',
    lav          Float64 COMMENT 'The least it would be, if what is usually late comes',
    midt         Float64 COMMENT 'What it would likely be',
    hoej         Float64 COMMENT 'The most it would be',
    ventes       Float64 COMMENT 'Samtaler or tilbud that are usually told later',
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
COMMENT 'The band of doubt of today''s figures: what they would be if the usual late registrations came';
