-- No view hangs on the tables of facts: a materialized view costs every insert as much again, however little it keeps.
-- What is derived from facts is taken from them afterwards: data quality counted anew every quarter of an hour, the rest
-- by what has come since (`modtaget`).

DROP VIEW IF EXISTS fokusvagt.registreringer_ydelse;
DROP VIEW IF EXISTS fokusvagt.registreringer_samtale;
DROP VIEW IF EXISTS fokusvagt.registreringer_tilbud;
DROP VIEW IF EXISTS fokusvagt.registreringer_borgerstatus;
DROP VIEW IF EXISTS fokusvagt.registreringer_beskaeftigelse;
DROP VIEW IF EXISTS fokusvagt.deltagelser_samtale;
DROP TABLE IF EXISTS fokusvagt.registreringer;
DROP TABLE IF EXISTS fokusvagt.deltagelser;

ALTER TABLE fokusvagt.facts_ydelse ADD COLUMN IF NOT EXISTS modtaget DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When ClickHouse got this revision' CODEC(ZSTD(1));
ALTER TABLE fokusvagt.facts_ydelse ADD INDEX IF NOT EXISTS by_modtaget modtaget TYPE minmax GRANULARITY 1;
ALTER TABLE fokusvagt.facts_samtale ADD COLUMN IF NOT EXISTS modtaget DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When ClickHouse got this revision' CODEC(ZSTD(1));
ALTER TABLE fokusvagt.facts_samtale ADD INDEX IF NOT EXISTS by_modtaget modtaget TYPE minmax GRANULARITY 1;
ALTER TABLE fokusvagt.facts_tilbud ADD COLUMN IF NOT EXISTS modtaget DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When ClickHouse got this revision' CODEC(ZSTD(1));
ALTER TABLE fokusvagt.facts_tilbud ADD INDEX IF NOT EXISTS by_modtaget modtaget TYPE minmax GRANULARITY 1;
ALTER TABLE fokusvagt.facts_borgerstatus ADD COLUMN IF NOT EXISTS modtaget DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When ClickHouse got this revision' CODEC(ZSTD(1));
ALTER TABLE fokusvagt.facts_borgerstatus ADD INDEX IF NOT EXISTS by_modtaget modtaget TYPE minmax GRANULARITY 1;
ALTER TABLE fokusvagt.facts_beskaeftigelse ADD COLUMN IF NOT EXISTS modtaget DateTime64(3, 'UTC') DEFAULT now64(3, 'UTC') COMMENT 'When ClickHouse got this revision' CODEC(ZSTD(1));
ALTER TABLE fokusvagt.facts_beskaeftigelse ADD INDEX IF NOT EXISTS by_modtaget modtaget TYPE minmax GRANULARITY 1;

CREATE TABLE IF NOT EXISTS fokusvagt.talte_registreringer
(
    type          LowCardinality(String) COMMENT 'Fact type',
    source        LowCardinality(String) COMMENT 'Registering system',
    aar           UInt16 COMMENT 'Year of the fact',
    antal         UInt64 COMMENT 'Facts, annulled ones too',
    slettede      UInt64 COMMENT 'Facts annulled',
    rettede       UInt64 COMMENT 'Facts with a revision above 0',
    median_dage   Nullable(Float64) COMMENT 'Median of days from the fact to its registration as it stands',
    p90_dage      Nullable(Float64) COMMENT '90th percentile of the same'
)
ENGINE = MergeTree
ORDER BY (type, source, aar)
COMMENT 'What each source has registered';

-- One thread: a count that takes longer delays nobody. AFTER, not EVERY: with the time it takes grows the time between.
CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_registreringer
REFRESH AFTER 15 MINUTE TO fokusvagt.talte_registreringer
AS SELECT type, source, aar, count() AS antal, countIf(deleted) AS slettede, countIf(revision > 0) AS rettede,
    if(antal = slettede, NULL, quantileTimingIf(0.5)(dage, NOT deleted)) AS median_dage,
    if(antal = slettede, NULL, quantileTimingIf(0.9)(dage, NOT deleted)) AS p90_dage
FROM
(
    SELECT 'ydelse' AS type, source, toYear(period_end) AS aar, revision, deleted,
        toInt64(greatest(0, dateDiff('day', period_end, toDate(registered_at, 'Europe/Copenhagen')))) AS dage
    FROM fokusvagt.facts_ydelse FINAL
    UNION ALL
    SELECT 'samtale' AS type, source, toYear(dato) AS aar, revision, deleted,
        toInt64(greatest(0, dateDiff('day', dato, toDate(registered_at, 'Europe/Copenhagen')))) AS dage
    FROM fokusvagt.facts_samtale FINAL
    UNION ALL
    SELECT 'tilbud' AS type, source, toYear(startdato) AS aar, revision, deleted,
        toInt64(greatest(0, dateDiff('day', startdato, toDate(registered_at, 'Europe/Copenhagen')))) AS dage
    FROM fokusvagt.facts_tilbud FINAL
    UNION ALL
    SELECT 'borgerstatus' AS type, source, toYear(dato) AS aar, revision, deleted,
        toInt64(greatest(0, dateDiff('day', dato, toDate(registered_at, 'Europe/Copenhagen')))) AS dage
    FROM fokusvagt.facts_borgerstatus FINAL
    UNION ALL
    SELECT 'beskaeftigelse' AS type, source, toYear(toLastDayOfMonth(maaned)) AS aar, revision, deleted,
        toInt64(greatest(0, dateDiff('day', toLastDayOfMonth(maaned), toDate(registered_at, 'Europe/Copenhagen')))) AS dage
    FROM fokusvagt.facts_beskaeftigelse FINAL
)
GROUP BY type, source, aar
SETTINGS max_threads = 1;

CREATE TABLE IF NOT EXISTS fokusvagt.talte_betalinger
(
    kommune    UInt16 COMMENT 'Kommune code of the payment',
    aar        UInt16 COMMENT 'A year it reaches into',
    betalinger UInt64 COMMENT 'Payments'
)
ENGINE = MergeTree
ORDER BY (kommune, aar)
COMMENT 'Payments of each kommune and year';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_betalinger
REFRESH AFTER 15 MINUTE TO fokusvagt.talte_betalinger
AS SELECT kommune, arrayJoin(range(toYear(period_start), toYear(period_end) + 1)) AS aar, count() AS betalinger
FROM fokusvagt.facts_ydelse FINAL
WHERE NOT deleted
GROUP BY kommune, aar
SETTINGS max_threads = 1;

CREATE TABLE IF NOT EXISTS fokusvagt.talte_deltagelser
(
    akasse  Nullable(UInt16) COMMENT 'A-kasse code',
    aar     UInt16 COMMENT 'Year of the samtale',
    antal   UInt64 COMMENT 'Faellessamtaler held, where the citizen did not decline',
    ukendte UInt64 COMMENT 'Those of which it is not known whether the a-kasse took part'
)
ENGINE = MergeTree
ORDER BY aar
COMMENT 'Whether a-kasser took part';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_deltagelser
REFRESH AFTER 15 MINUTE TO fokusvagt.talte_deltagelser
AS SELECT akasse, toYear(dato) AS aar, count() AS antal, countIf(akasse_deltog = 'UKENDT') AS ukendte
FROM fokusvagt.facts_samtale FINAL
WHERE samtaletype = 'FAELLESSAMTALE' AND status = 'AFHOLDT' AND NOT deleted AND NOT akasse_fravalgt
GROUP BY akasse, aar
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_registrering
(
    type          LowCardinality(String) COMMENT 'Fact type',
    source        LowCardinality(String) COMMENT 'Registering system',
    aar           UInt16 COMMENT 'Year of the fact',
    antal         UInt64 COMMENT 'Facts, annulled ones too',
    median_dage   Nullable(Float64) COMMENT 'Median of days from the fact to its registration as it stands',
    p90_dage      Nullable(Float64) COMMENT '90th percentile of the same',
    andel_slettet Float64 COMMENT 'Share annulled',
    andel_rettet  Float64 COMMENT 'Share with a later revision'
)
AS SELECT type, source, aar, antal, median_dage, p90_dage, slettede / antal AS andel_slettet,
    rettede / antal AS andel_rettet
FROM fokusvagt.talte_registreringer
COMMENT 'How late each source registers, and how often it annuls or corrects; counted every quarter of an hour';

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_rammevilkaar
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    aar          UInt16 COMMENT 'A year with paid days and without rammevilkaar',
    betalinger   UInt64 COMMENT 'How many payments reach into the year'
)
AS WITH sidste AS (SELECT max(as_of) AS dag FROM fokusvagt.progress FINAL)
SELECT t.kommune AS kommune, k.navn AS kommune_navn, t.aar AS aar, t.betalinger AS betalinger
FROM fokusvagt.talte_betalinger AS t
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = t.kommune
WHERE t.aar <= toYear(ifNull((SELECT dag FROM sidste), toDate('2149-01-01')))
    AND (t.kommune, t.aar) NOT IN
        (SELECT kode, aar FROM fokusvagt.v_rammevilkaar WHERE scope = 'KOMMUNE' AND NOT deleted)
COMMENT 'Kommuner whose resultatmaal cannot be told, because rammevilkaar are missing; counted every quarter of an hour';

CREATE OR REPLACE VIEW fokusvagt.v_datakvalitet_deltagelse
(
    akasse       Nullable(UInt16) COMMENT 'A-kasse code',
    aar          UInt16 COMMENT 'Year of the samtale',
    antal        UInt64 COMMENT 'Faellessamtaler held, where the citizen did not decline',
    ukendte      UInt64 COMMENT 'Those of which it is not known whether the a-kasse took part',
    andel_ukendt Float64 COMMENT 'Their share'
)
AS SELECT akasse, aar, antal, ukendte, ukendte / antal AS andel_ukendt
FROM fokusvagt.talte_deltagelser
COMMENT 'How often it is unknown whether the a-kasse took part; counted every quarter of an hour';
