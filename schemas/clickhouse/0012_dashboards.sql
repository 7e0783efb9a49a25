-- What the dashboards ask beyond the figures themselves: inhabitants, the rules in words, the figures of today in one
-- place, the target group of a citizen, and what the pipeline did minute by minute.

ALTER TABLE fokusvagt.kommuner ADD COLUMN IF NOT EXISTS indbyggere UInt32 COMMENT 'Inhabitants, in whole thousands' AFTER region;

CREATE OR REPLACE VIEW fokusvagt.v_kommuner
(
    kode        UInt16 COMMENT 'Kommune code',
    navn        String COMMENT 'Name',
    regionskode UInt16 COMMENT 'Region code',
    region      String COMMENT 'Region',
    indbyggere  UInt32 COMMENT 'Inhabitants, in whole thousands',
    stoerrelse  String COMMENT 'Size group by inhabitants'
)
AS SELECT kode, navn, regionskode, region, indbyggere,
    multiIf(indbyggere < 30000, 'under 30.000', indbyggere < 50000, '30.000–50.000', indbyggere < 80000, '50.000–80.000',
        indbyggere < 120000, '80.000–120.000', 'over 120.000') AS stoerrelse
FROM fokusvagt.kommuner FINAL
WHERE loaded = (SELECT max(loaded) FROM fokusvagt.kommuner)
COMMENT 'The kommuner there are';

CREATE TABLE IF NOT EXISTS fokusvagt.rules
(
    rule_id     String COMMENT 'Rule of the catalogue, such as SAM-DP-FOERSTE',
    version     String COMMENT 'Version of the rule',
    omraade     String COMMENT 'Area of the catalogue, such as samtaler',
    kind        String COMMENT 'Kind of rule',
    regime      String COMMENT 'gaeldende, anbefalet or tilsyn',
    titel       String COMMENT 'Title in Danish',
    tekst       String COMMENT 'The duty in plain Danish',
    afhjaelp    String COMMENT 'What closes the gap, in Danish',
    lov         String COMMENT 'Legal basis',
    citat       String COMMENT 'Quotation from the source, verbatim',
    kilde       String COMMENT 'Document and line of the quotation',
    kilde_titel String COMMENT 'What the document is',
    maalgrupper Array(String) COMMENT 'Ydelser the rule is for; empty: not bound to any',
    loaded      UInt64 COMMENT 'Load number: the latest load is the one in force'
)
ENGINE = ReplacingMergeTree(loaded)
ORDER BY rule_id
COMMENT 'The rules in words, from the rule catalogue';

CREATE OR REPLACE VIEW fokusvagt.v_rules
(
    rule_id     String COMMENT 'Rule of the catalogue, such as SAM-DP-FOERSTE',
    version     String COMMENT 'Version of the rule',
    omraade     String COMMENT 'Area of the catalogue, such as samtaler',
    kind        String COMMENT 'Kind of rule',
    regime      String COMMENT 'gaeldende, anbefalet or tilsyn',
    titel       String COMMENT 'Title in Danish',
    tekst       String COMMENT 'The duty in plain Danish',
    afhjaelp    String COMMENT 'What closes the gap, in Danish',
    lov         String COMMENT 'Legal basis',
    citat       String COMMENT 'Quotation from the source, verbatim',
    kilde       String COMMENT 'Document and line of the quotation',
    kilde_titel String COMMENT 'What the document is',
    maalgrupper Array(String) COMMENT 'Ydelser the rule is for; empty: not bound to any'
)
AS SELECT rule_id, version, omraade, kind, regime, titel, tekst, afhjaelp, lov, citat, kilde, kilde_titel, maalgrupper
FROM fokusvagt.rules FINAL
WHERE loaded = (SELECT max(loaded) FROM fokusvagt.rules)
COMMENT 'The rules in words';

CREATE OR REPLACE VIEW fokusvagt.v_nu
(
    indicator_id LowCardinality(String) COMMENT 'Such as FM-SAMTALE',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Kommune or a-kasse code',
    period_end   Date COMMENT 'The current business date',
    headroom     Nullable(Int32) COMMENT 'How many more may fail; negative: to be mended; NULL on a month-end',
    numerator    Float64 COMMENT 'Numerator',
    denominator  Float64 COMMENT 'Denominator',
    value        Float64 COMMENT 'numerator / denominator',
    avg12        Float64 COMMENT 'Mean of value over up to 12 month-ends',
    threshold    Nullable(Float64) COMMENT 'Target',
    breach       Bool COMMENT 'avg12 misses the target',
    forrige      Nullable(Float64) COMMENT 'avg12 at the month-end before; NULL without one',
    forrige_brud Nullable(Bool) COMMENT 'Whether that missed its target',
    as_of        Date COMMENT 'Business date of the evaluation'
)
AS WITH
    dage AS (SELECT indicator_id, max(period_end) AS dag FROM fokusvagt.indicators FINAL GROUP BY indicator_id),
    sidste AS
    (
        SELECT indicator_id, scope, code, avg12, breach
        FROM fokusvagt.indicators AS i FINAL
        INNER JOIN dage USING (indicator_id)
        WHERE NOT live AND period_end = toLastDayOfMonth(subtractMonths(dag, 1))
    )
SELECT n.indicator_id AS indicator_id, n.scope AS scope, n.code AS code, n.period_end AS period_end,
    n.headroom AS headroom, n.numerator AS numerator, n.denominator AS denominator, n.value AS value, n.avg12 AS avg12,
    n.threshold AS threshold, n.breach AS breach, s.avg12 AS forrige, s.breach AS forrige_brud, n.as_of AS as_of
FROM fokusvagt.indicators AS n FINAL
INNER JOIN dage AS d ON d.indicator_id = n.indicator_id
LEFT JOIN (SELECT indicator_id, scope, code, toNullable(avg12) AS avg12, toNullable(breach) AS breach FROM sidste) AS s
    ON s.indicator_id = n.indicator_id AND s.scope = n.scope AND s.code = n.code
WHERE n.period_end = d.dag
COMMENT 'Every indicator as it stands at the current business date, and a month-end before';

-- The newest payment tells the target group. An annulled payment is not taken out again: a case list may be filed under
-- the ydelse of a payment that was annulled until the next one comes.
CREATE TABLE IF NOT EXISTS fokusvagt.seneste_ydelse
(
    kommune   UInt16 COMMENT 'Kommune code of the payment',
    person_id String COMMENT 'Pseudonym of the citizen',
    seneste   SimpleAggregateFunction(max, Tuple(Date, String, String, String)) COMMENT 'period_start, fact_id, ydelse, visitation',
    modtaget  SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'When ClickHouse got the latest payment counted here'
)
ENGINE = AggregatingMergeTree
ORDER BY (kommune, person_id)
COMMENT 'The newest payment of each citizen in each kommune';

-- What has come since the last time, and a little before, should an insert have been under way.
CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.seneste_ydelse_facts
REFRESH EVERY 1 MINUTE APPEND TO fokusvagt.seneste_ydelse
AS SELECT kommune, person_id, max((period_start, fact_id, toString(ydelse), toString(visitation))) AS seneste,
    max(f.modtaget) AS modtaget
FROM fokusvagt.facts_ydelse AS f
WHERE NOT deleted AND f.modtaget >= (SELECT max(modtaget) FROM fokusvagt.seneste_ydelse) - INTERVAL 1 MINUTE
GROUP BY kommune, person_id
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_maalgruppe
(
    kommune    UInt16 COMMENT 'Kommune code; leads the key, so filter on it',
    person_id  String COMMENT 'Pseudonym of the citizen',
    ydelse     String COMMENT 'Ydelse of the newest payment in the kommune',
    visitation String COMMENT 'Its visitation'
)
AS SELECT kommune, person_id, max(seneste).3 AS ydelse, max(seneste).4 AS visitation
FROM fokusvagt.seneste_ydelse
GROUP BY kommune, person_id
COMMENT 'The target group of each citizen, by the newest payment';

CREATE TABLE IF NOT EXISTS fokusvagt.drift
(
    minut     DateTime('UTC') COMMENT 'When the stage told of its progress',
    stage     LowCardinality(String) COMMENT 'Which stage of the stream',
    topic     LowCardinality(String) COMMENT 'Input topic',
    partition Int32 COMMENT 'Input partition',
    run       String COMMENT 'Which run of the process',
    foerst    SimpleAggregateFunction(min, UInt64) COMMENT 'Next offset to read at the first progress of the minute',
    sidst     SimpleAggregateFunction(max, UInt64) COMMENT 'The same at the last',
    cyklusser AggregateFunction(uniq, UInt64) COMMENT 'Progress told'
)
ENGINE = AggregatingMergeTree
ORDER BY (minut, stage, topic, partition, run)
TTL minut + INTERVAL 90 DAY
COMMENT 'What each stage did, minute by minute';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.drift_progress TO fokusvagt.drift
AS SELECT toStartOfMinute(fromUnixTimestamp64Micro(toInt64(version), 'UTC')) AS minut, stage, topic, partition, run,
    min(consumed) AS foerst, max(consumed) AS sidst, uniqState(version) AS cyklusser
FROM fokusvagt.progress GROUP BY minut, stage, topic, partition, run;

CREATE OR REPLACE VIEW fokusvagt.v_drift
(
    minut     DateTime('UTC') COMMENT 'When the stage told of its progress',
    stage     LowCardinality(String) COMMENT 'Which stage of the stream',
    topic     LowCardinality(String) COMMENT 'Input topic',
    partition Int32 COMMENT 'Input partition',
    run       String COMMENT 'Which run of the process',
    foerst    UInt64 COMMENT 'Next offset to read at the first progress of the minute',
    sidst     UInt64 COMMENT 'The same at the last',
    cyklusser UInt64 COMMENT 'Progress told'
)
AS SELECT minut, stage, topic, partition, run, min(foerst) AS foerst, max(sidst) AS sidst,
    uniqMerge(cyklusser) AS cyklusser
FROM fokusvagt.drift
GROUP BY minut, stage, topic, partition, run
COMMENT 'What each stage did, minute by minute';

-- Only facts registered within the hour: those of a replay say nothing about how long a fact is on its way.
CREATE TABLE IF NOT EXISTS fokusvagt.ankomster
(
    minut    DateTime('UTC') COMMENT 'When the facts were written',
    type     LowCardinality(String) COMMENT 'Fact type',
    facts    AggregateFunction(uniq, String) COMMENT 'Facts',
    sekunder AggregateFunction(quantilesTDigest(0.5, 0.99), Float64) COMMENT 'From registration to ClickHouse'
)
ENGINE = AggregatingMergeTree
ORDER BY (minut, type)
TTL minut + INTERVAL 90 DAY
COMMENT 'How long live facts are on their way';

-- The minute under way is counted again until it is over; nothing weighs more for it but within that minute.
CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.ankomster_facts
REFRESH EVERY 1 MINUTE APPEND TO fokusvagt.ankomster
AS SELECT toStartOfMinute(modtaget) AS minut, type, uniqState(fact_id) AS facts,
    quantilesTDigestState(0.5, 0.99)(dateDiff('millisecond', registered_at, modtaget) / 1000) AS sekunder
FROM
(
    SELECT 'ydelse' AS type, fact_id, registered_at, modtaget FROM fokusvagt.facts_ydelse
    UNION ALL
    SELECT 'samtale' AS type, fact_id, registered_at, modtaget FROM fokusvagt.facts_samtale
    UNION ALL
    SELECT 'tilbud' AS type, fact_id, registered_at, modtaget FROM fokusvagt.facts_tilbud
    UNION ALL
    SELECT 'borgerstatus' AS type, fact_id, registered_at, modtaget FROM fokusvagt.facts_borgerstatus
    UNION ALL
    SELECT 'beskaeftigelse' AS type, fact_id, registered_at, modtaget FROM fokusvagt.facts_beskaeftigelse
)
WHERE modtaget >= greatest((SELECT max(minut) FROM fokusvagt.ankomster), now('UTC') - INTERVAL 1 HOUR)
    AND registered_at > modtaget - INTERVAL 1 HOUR
GROUP BY minut, type
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_ankomster
(
    minut      DateTime('UTC') COMMENT 'When the facts were written',
    type       LowCardinality(String) COMMENT 'Fact type',
    facts      UInt64 COMMENT 'Facts',
    median_sek Float64 COMMENT 'Median of seconds from registration to ClickHouse',
    p99_sek    Float64 COMMENT '99th percentile of the same'
)
AS SELECT minut, type, uniqMerge(facts) AS facts, quantilesTDigestMerge(0.5, 0.99)(sekunder) AS q, q[1] AS median_sek,
    q[2] AS p99_sek
FROM fokusvagt.ankomster
GROUP BY minut, type
COMMENT 'How long live facts are on their way'
;
