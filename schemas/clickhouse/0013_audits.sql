-- Audits: when everything was recomputed from the facts, and in how much it differed from what is told.

CREATE TABLE IF NOT EXISTS fokusvagt.audits
(
    began       DateTime64(3, 'UTC') COMMENT 'When the audit began',
    as_of       Date COMMENT 'Business date it recomputed',
    seconds     Float64 COMMENT 'How long it took',
    persons     UInt64 COMMENT 'Persons recomputed',
    facts       UInt64 COMMENT 'Their standing facts',
    breaches    UInt64 COMMENT 'Open breaches recomputed',
    indicators  UInt64 COMMENT 'Indicators recomputed',
    differences UInt64 COMMENT 'Fields and rows that are told otherwise',
    moved       Bool COMMENT 'True: facts came in meanwhile, kommuner and a-kasser could not be compared'
)
ENGINE = ReplacingMergeTree
ORDER BY began
COMMENT 'Every audit, for good';

CREATE OR REPLACE VIEW fokusvagt.v_audits
(
    began       DateTime64(3, 'UTC') COMMENT 'When the audit began',
    as_of       Date COMMENT 'Business date it recomputed',
    seconds     Float64 COMMENT 'How long it took',
    persons     UInt64 COMMENT 'Persons recomputed',
    facts       UInt64 COMMENT 'Their standing facts',
    breaches    UInt64 COMMENT 'Open breaches recomputed',
    indicators  UInt64 COMMENT 'Indicators recomputed',
    differences UInt64 COMMENT 'Fields and rows that are told otherwise',
    moved       Bool COMMENT 'True: facts came in meanwhile, kommuner and a-kasser could not be compared'
)
AS SELECT began, as_of, seconds, persons, facts, breaches, indicators, differences, moved
FROM fokusvagt.audits FINAL
COMMENT 'Every audit: when, of how much, and in how much it differed';
