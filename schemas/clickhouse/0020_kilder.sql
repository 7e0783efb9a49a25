-- When each source was last heard: a source that has gone silent must be seen, because silence is not compliance.

CREATE TABLE IF NOT EXISTS fokusvagt.kilder
(
    source   LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    type     LowCardinality(String) COMMENT 'Fact type',
    sidst    SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Newest registration',
    modtaget SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'When ClickHouse got the latest fact counted here'
)
ENGINE = AggregatingMergeTree
ORDER BY (source, type)
COMMENT 'When each source was last heard';

-- What has come since the last time, and a little before, should an insert have been under way.
CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.kilder_facts
REFRESH EVERY 1 MINUTE APPEND TO fokusvagt.kilder
AS SELECT source, type, max(registered_at) AS sidst, max(f.modtaget) AS modtaget
FROM
(
    SELECT 'ydelse' AS type, source, registered_at, modtaget FROM fokusvagt.facts_ydelse
    UNION ALL
    SELECT 'samtale' AS type, source, registered_at, modtaget FROM fokusvagt.facts_samtale
    UNION ALL
    SELECT 'tilbud' AS type, source, registered_at, modtaget FROM fokusvagt.facts_tilbud
    UNION ALL
    SELECT 'borgerstatus' AS type, source, registered_at, modtaget FROM fokusvagt.facts_borgerstatus
    UNION ALL
    SELECT 'beskaeftigelse' AS type, source, registered_at, modtaget FROM fokusvagt.facts_beskaeftigelse
) AS f
WHERE f.modtaget >= (SELECT max(modtaget) FROM fokusvagt.kilder) - INTERVAL 1 MINUTE
GROUP BY source, type
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_kilder
(
    source LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    type   LowCardinality(String) COMMENT 'Fact type',
    sidst  DateTime64(3, 'UTC') COMMENT 'Newest registration',
    dage   Int64 COMMENT 'Days from it to the current business date'
)
AS WITH (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS today
SELECT source, type, max(sidst) AS sidst,
    dateDiff('day', toDate(sidst, 'Europe/Copenhagen'), ifNull(today, toDate(sidst))) AS dage
FROM fokusvagt.kilder
GROUP BY source, type
COMMENT 'When each source was last heard; counted every minute'
