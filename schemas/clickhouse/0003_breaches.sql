-- Breaches: the current row of each, and every change there ever was. The log is written first.
-- kommune_key leads the key, so that a kommune's list is one range of it. When a breach changes kommune the writer adds
-- an is_deleted row under the old key. The minmax index gives `kommune` the same range.
-- The subject follows from the other columns and is left to the views, as is the hex of breach_id.

CREATE TABLE IF NOT EXISTS fokusvagt.breaches
(
    kommune_key UInt16 COMMENT 'kommune, or 0 for none',
    breach_id    FixedString(16) COMMENT 'The first 16 bytes of SHA-256 over rule_id|scope|subject|anchor; the views tell them in hex',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, such as SAM-DP-FOERSTE',
    rule_version LowCardinality(String) COMMENT 'Version of the rule',
    regime       LowCardinality(String) COMMENT 'gaeldende, anbefalet or tilsyn',
    scope        LowCardinality(String) COMMENT 'person, kommune or akasse',
    person_id    String COMMENT 'The citizen; empty unless scope is person',
    kommune      Nullable(UInt16) COMMENT 'Kommune code',
    akasse       Nullable(UInt16) COMMENT 'A-kasse code',
    responsible  LowCardinality(String) COMMENT 'KOMMUNE or AKASSE',
    anchor_on    Date COMMENT 'The date the deadline is counted from',
    due_on       Date COMMENT 'The last day in time',
    status       LowCardinality(String) COMMENT 'VARSEL, FORELOEBIG, KONSTATERET, AFHJULPET, OPFYLDT or BORTFALDET',
    opened_on    Date COMMENT 'First day of the breach',
    resolved_on  Nullable(Date) COMMENT 'The day it was remedied, when late',
    value        Nullable(Float64) COMMENT 'What was counted',
    threshold    Nullable(Float64) COMMENT 'What was required',
    as_of        Date COMMENT 'Business date of the evaluation',
    detected_at  DateTime64(3, 'UTC') COMMENT 'When the row was evaluated',
    version      UInt64 COMMENT 'Taken at evaluation; the greatest is current',
    is_deleted   UInt8 COMMENT '1: the breach has moved to another kommune_key',
    INDEX by_kommune kommune TYPE minmax GRANULARITY 1,
    INDEX by_breach lower(hex(breach_id)) TYPE bloom_filter GRANULARITY 1,
    INDEX by_person person_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (kommune_key, rule_id, breach_id)
COMMENT 'The current row of every breach';

-- Replacing by (breach_id, version), which has one date and kommune: an insert that is retried is not a second change, and
-- what has changed of late in a kommune is one range.
CREATE TABLE IF NOT EXISTS fokusvagt.breach_log
(
    breach_id    FixedString(16) COMMENT 'The first 16 bytes of SHA-256 over rule_id|scope|subject|anchor; the views tell them in hex',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, such as SAM-DP-FOERSTE',
    rule_version LowCardinality(String) COMMENT 'Version of the rule',
    regime       LowCardinality(String) COMMENT 'gaeldende, anbefalet or tilsyn',
    scope        LowCardinality(String) COMMENT 'person, kommune or akasse',
    person_id    String COMMENT 'The citizen; empty unless scope is person',
    kommune      Nullable(UInt16) COMMENT 'Kommune code',
    akasse       Nullable(UInt16) COMMENT 'A-kasse code',
    responsible  LowCardinality(String) COMMENT 'KOMMUNE or AKASSE',
    anchor_on    Date COMMENT 'The date the deadline is counted from',
    due_on       Date COMMENT 'The last day in time',
    status       LowCardinality(String) COMMENT 'VARSEL, FORELOEBIG, KONSTATERET, AFHJULPET, OPFYLDT or BORTFALDET',
    opened_on    Date COMMENT 'First day of the breach',
    resolved_on  Nullable(Date) COMMENT 'The day it was remedied, when late',
    value        Nullable(Float64) COMMENT 'What was counted',
    threshold    Nullable(Float64) COMMENT 'What was required',
    as_of        Date COMMENT 'Business date of the evaluation',
    detected_at  DateTime64(3, 'UTC') COMMENT 'When the row was evaluated',
    version      UInt64 COMMENT 'Taken at evaluation; the greatest is current',
    INDEX by_kommune kommune TYPE minmax GRANULARITY 1,
    INDEX by_breach lower(hex(breach_id)) TYPE bloom_filter GRANULARITY 1,
    INDEX by_person person_id TYPE bloom_filter GRANULARITY 1
)
ENGINE = ReplacingMergeTree
ORDER BY (as_of, ifNull(kommune, 0), breach_id, version)
COMMENT 'Every change of every breach, for good';
