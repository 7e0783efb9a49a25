-- Data quality, counted as facts arrive, so that no panel reads the facts themselves.
-- Distinct facts are counted by sketches (exact while few, within about 1 % when many): an insert that is repeated
-- counts nothing twice. What is registered is counted, and a fact annulled later is taken out again.

CREATE TABLE IF NOT EXISTS fokusvagt.registreringer
(
    type      LowCardinality(String) COMMENT 'Fact type',
    source    LowCardinality(String) COMMENT 'Registering system',
    kommune   UInt16 COMMENT 'Kommune code of the fact',
    aar       UInt16 COMMENT 'Year of the fact',
    fra_aar   SimpleAggregateFunction(min, UInt16) COMMENT 'Earliest year a fact of that year reaches back to',
    facts     AggregateFunction(uniqCombined(14), String) COMMENT 'Facts',
    slettede  AggregateFunction(uniqCombined(14), String) COMMENT 'Facts annulled at some time',
    rettede   AggregateFunction(uniqCombined(14), String) COMMENT 'Facts with a revision above 0',
    forsinket AggregateFunction(quantilesTiming(0.5, 0.9), Int64) COMMENT 'Days from the fact to its first registration'
)
ENGINE = AggregatingMergeTree
ORDER BY (type, source, kommune, aar)
COMMENT 'What each source has registered';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.registreringer_ydelse TO fokusvagt.registreringer
AS SELECT 'ydelse' AS type, source, kommune, toYear(period_end) AS aar, min(toYear(period_start)) AS fra_aar,
    uniqCombinedState(14)(fact_id) AS facts, uniqCombinedStateIf(14)(fact_id, deleted) AS slettede,
    uniqCombinedStateIf(14)(fact_id, revision > 0) AS rettede,
    quantilesTimingStateIf(0.5, 0.9)(
        toInt64(greatest(0, dateDiff('day', period_end, toDate(registered_at, 'Europe/Copenhagen')))), revision = 0
    ) AS forsinket
FROM fokusvagt.facts_ydelse GROUP BY source, kommune, aar;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.registreringer_samtale TO fokusvagt.registreringer
AS SELECT 'samtale' AS type, source, kommune, toYear(dato) AS aar, min(toYear(dato)) AS fra_aar,
    uniqCombinedState(14)(fact_id) AS facts, uniqCombinedStateIf(14)(fact_id, deleted) AS slettede,
    uniqCombinedStateIf(14)(fact_id, revision > 0) AS rettede,
    quantilesTimingStateIf(0.5, 0.9)(
        toInt64(greatest(0, dateDiff('day', dato, toDate(registered_at, 'Europe/Copenhagen')))), revision = 0
    ) AS forsinket
FROM fokusvagt.facts_samtale GROUP BY source, kommune, aar;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.registreringer_tilbud TO fokusvagt.registreringer
AS SELECT 'tilbud' AS type, source, kommune, toYear(startdato) AS aar, min(toYear(startdato)) AS fra_aar,
    uniqCombinedState(14)(fact_id) AS facts, uniqCombinedStateIf(14)(fact_id, deleted) AS slettede,
    uniqCombinedStateIf(14)(fact_id, revision > 0) AS rettede,
    quantilesTimingStateIf(0.5, 0.9)(
        toInt64(greatest(0, dateDiff('day', startdato, toDate(registered_at, 'Europe/Copenhagen')))), revision = 0
    ) AS forsinket
FROM fokusvagt.facts_tilbud GROUP BY source, kommune, aar;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.registreringer_borgerstatus TO fokusvagt.registreringer
AS SELECT 'borgerstatus' AS type, source, kommune, toYear(dato) AS aar, min(toYear(dato)) AS fra_aar,
    uniqCombinedState(14)(fact_id) AS facts, uniqCombinedStateIf(14)(fact_id, deleted) AS slettede,
    uniqCombinedStateIf(14)(fact_id, revision > 0) AS rettede,
    quantilesTimingStateIf(0.5, 0.9)(
        toInt64(greatest(0, dateDiff('day', dato, toDate(registered_at, 'Europe/Copenhagen')))), revision = 0
    ) AS forsinket
FROM fokusvagt.facts_borgerstatus GROUP BY source, kommune, aar;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.registreringer_beskaeftigelse TO fokusvagt.registreringer
AS SELECT 'beskaeftigelse' AS type, source, kommune, toYear(maaned) AS aar, min(toYear(maaned)) AS fra_aar,
    uniqCombinedState(14)(fact_id) AS facts, uniqCombinedStateIf(14)(fact_id, deleted) AS slettede,
    uniqCombinedStateIf(14)(fact_id, revision > 0) AS rettede,
    quantilesTimingStateIf(0.5, 0.9)(
        toInt64(greatest(0, dateDiff('day', toLastDayOfMonth(maaned), toDate(registered_at, 'Europe/Copenhagen')))),
        revision = 0
    ) AS forsinket
FROM fokusvagt.facts_beskaeftigelse GROUP BY source, kommune, aar;

CREATE TABLE IF NOT EXISTS fokusvagt.deltagelser
(
    akasse Nullable(UInt16) COMMENT 'A-kasse code',
    aar    UInt16 COMMENT 'Year of the samtale',
    facts  AggregateFunction(uniqCombined(14), String) COMMENT 'Faellessamtaler held, where the citizen did not decline',
    kendte AggregateFunction(uniqCombined(14), String) COMMENT 'Those of which it is known whether the a-kasse took part'
)
ENGINE = AggregatingMergeTree
ORDER BY (akasse, aar)
SETTINGS allow_nullable_key = 1
COMMENT 'Whether a-kasser took part';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.deltagelser_samtale TO fokusvagt.deltagelser
AS SELECT akasse, toYear(dato) AS aar, uniqCombinedState(14)(fact_id) AS facts,
    uniqCombinedStateIf(14)(fact_id, akasse_deltog != 'UKENDT') AS kendte
FROM fokusvagt.facts_samtale
WHERE samtaletype = 'FAELLESSAMTALE' AND status = 'AFHOLDT' AND NOT deleted AND NOT akasse_fravalgt
GROUP BY akasse, aar;

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_registrering
(
    type          LowCardinality(String) COMMENT 'Fact type',
    source        LowCardinality(String) COMMENT 'Registering system',
    aar           UInt16 COMMENT 'Year of the fact',
    antal         UInt64 COMMENT 'Facts registered, annulled ones too',
    median_dage   Nullable(Float64) COMMENT 'Median of days from the fact to its first registration',
    p90_dage      Nullable(Float64) COMMENT '90th percentile of the same',
    andel_slettet Float64 COMMENT 'Share annulled',
    andel_rettet  Float64 COMMENT 'Share with a later revision'
)
AS SELECT type, source, aar, uniqCombinedMerge(14)(facts) AS antal,
    if(isNaN(dage[1]), NULL, dage[1]) AS median_dage, if(isNaN(dage[2]), NULL, dage[2]) AS p90_dage,
    uniqCombinedMerge(14)(slettede) / antal AS andel_slettet, uniqCombinedMerge(14)(rettede) / antal AS andel_rettet,
    quantilesTimingMerge(0.5, 0.9)(forsinket) AS dage
FROM fokusvagt.registreringer
GROUP BY type, source, aar
COMMENT 'How late each source registers, and how often it annuls or corrects';

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_rammevilkaar
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    aar          UInt16 COMMENT 'A year with paid days and without rammevilkaar',
    betalinger   UInt64 COMMENT 'About how many payments reach into the year'
)
AS WITH
    hvert AS
    (
        SELECT kommune, arrayJoin(range(min(fra_aar), r.aar + 1)) AS aar,
            uniqCombinedMerge(14)(facts) AS alle, uniqCombinedMerge(14)(slettede) AS slettet
        FROM fokusvagt.registreringer AS r
        WHERE type = 'ydelse'
        GROUP BY kommune, r.aar
    ),
    sidste AS (SELECT max(as_of) AS dag FROM fokusvagt.progress FINAL)
SELECT h.kommune AS kommune, k.navn AS kommune_navn, h.aar AS aar, sum(alle - slettet) AS betalinger
FROM hvert AS h
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = h.kommune
WHERE alle > slettet AND h.aar <= toYear(ifNull((SELECT dag FROM sidste), toDate('2149-01-01')))
    AND (h.kommune, h.aar) NOT IN
        (SELECT kode, aar FROM fokusvagt.v_rammevilkaar WHERE scope = 'KOMMUNE' AND NOT deleted)
GROUP BY h.kommune, k.navn, h.aar
COMMENT 'Kommuner whose resultatmaal cannot be told, because rammevilkaar are missing';

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_deltagelse
(
    akasse       Nullable(UInt16) COMMENT 'A-kasse code',
    aar          UInt16 COMMENT 'Year of the samtale',
    antal        UInt64 COMMENT 'Faellessamtaler held, where the citizen did not decline',
    ukendte      UInt64 COMMENT 'Those of which it is not known whether the a-kasse took part',
    andel_ukendt Float64 COMMENT 'Their share'
)
AS SELECT akasse, aar, uniqCombinedMerge(14)(facts) AS antal,
    antal - least(antal, uniqCombinedMerge(14)(kendte)) AS ukendte, ukendte / antal AS andel_ukendt
FROM fokusvagt.deltagelser
GROUP BY akasse, aar
COMMENT 'How often it is unknown whether the a-kasse took part';

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet
(
    maaling       LowCardinality(String) COMMENT 'registrering, rammevilkaar or deltagelse',
    type          LowCardinality(String) COMMENT 'Fact type',
    source        LowCardinality(String) COMMENT 'registrering: the registering system',
    kommune       Nullable(UInt16) COMMENT 'rammevilkaar: the kommune without',
    akasse        Nullable(UInt16) COMMENT 'deltagelse: the a-kasse',
    aar           UInt16 COMMENT 'Year',
    antal         UInt64 COMMENT 'Facts: registered; payments without rammevilkaar; faellessamtaler',
    median_dage   Nullable(Float64) COMMENT 'registrering: median delay in days',
    p90_dage      Nullable(Float64) COMMENT 'registrering: 90th percentile of the delay',
    andel_slettet Nullable(Float64) COMMENT 'registrering: share annulled',
    andel_rettet  Nullable(Float64) COMMENT 'registrering: share corrected',
    andel_ukendt  Nullable(Float64) COMMENT 'deltagelse: share unknown'
)
AS SELECT 'registrering' AS maaling, type, source, NULL AS kommune, NULL AS akasse, aar, antal, median_dage, p90_dage,
    andel_slettet, andel_rettet, NULL AS andel_ukendt
FROM fokusvagt.v_datakvalitet_registrering
UNION ALL
SELECT 'rammevilkaar', 'ydelse', '', kommune, NULL, aar, betalinger, NULL, NULL, NULL, NULL, NULL
FROM fokusvagt.v_datakvalitet_rammevilkaar
UNION ALL
SELECT 'deltagelse', 'samtale', '', NULL, akasse, aar, antal, NULL, NULL, NULL, NULL, andel_ukendt
FROM fokusvagt.v_datakvalitet_deltagelse
COMMENT 'Late registration per source, missing rammevilkaar, unknown participation';
