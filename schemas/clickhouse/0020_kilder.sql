-- When each source was last heard: a source that has gone silent must be seen, because silence is not compliance.

CREATE TABLE IF NOT EXISTS fokusvagt.kilder
(
    source LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    type   LowCardinality(String) COMMENT 'Fact type',
    sidst  SimpleAggregateFunction(max, DateTime64(3, 'UTC')) COMMENT 'Newest registration'
)
ENGINE = AggregatingMergeTree
ORDER BY (source, type)
COMMENT 'When each source was last heard';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.kilder_ydelse TO fokusvagt.kilder
AS SELECT source, 'ydelse' AS type, max(registered_at) AS sidst FROM fokusvagt.facts_ydelse GROUP BY source;

INSERT INTO fokusvagt.kilder SELECT source, 'ydelse', max(registered_at) FROM fokusvagt.facts_ydelse GROUP BY source;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.kilder_samtale TO fokusvagt.kilder
AS SELECT source, 'samtale' AS type, max(registered_at) AS sidst FROM fokusvagt.facts_samtale GROUP BY source;

INSERT INTO fokusvagt.kilder SELECT source, 'samtale', max(registered_at) FROM fokusvagt.facts_samtale GROUP BY source;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.kilder_tilbud TO fokusvagt.kilder
AS SELECT source, 'tilbud' AS type, max(registered_at) AS sidst FROM fokusvagt.facts_tilbud GROUP BY source;

INSERT INTO fokusvagt.kilder SELECT source, 'tilbud', max(registered_at) FROM fokusvagt.facts_tilbud GROUP BY source;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.kilder_borgerstatus TO fokusvagt.kilder
AS SELECT source, 'borgerstatus' AS type, max(registered_at) AS sidst FROM fokusvagt.facts_borgerstatus GROUP BY source;

INSERT INTO fokusvagt.kilder SELECT source, 'borgerstatus', max(registered_at) FROM fokusvagt.facts_borgerstatus GROUP BY source;

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.kilder_beskaeftigelse TO fokusvagt.kilder
AS SELECT source, 'beskaeftigelse' AS type, max(registered_at) AS sidst FROM fokusvagt.facts_beskaeftigelse GROUP BY source;

INSERT INTO fokusvagt.kilder SELECT source, 'beskaeftigelse', max(registered_at) FROM fokusvagt.facts_beskaeftigelse GROUP BY source;

CREATE OR REPLACE VIEW fokusvagt.v_kilder
(
    source LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    type   LowCardinality(String) COMMENT 'Fact type',
    sidst  DateTime64(3, 'UTC') COMMENT 'Newest registration',
    dage   Int64 COMMENT 'Days from it to the current business date'
)
AS WITH (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS today
SELECT source, type, max(sidst) AS sidst, dateDiff('day', toDate(sidst, 'Europe/Copenhagen'), ifNull(today, toDate(sidst))) AS dage
FROM fokusvagt.kilder
GROUP BY source, type
COMMENT 'When each source was last heard';
