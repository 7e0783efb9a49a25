-- What did we say on a date? The logs answer, if they also know which indicators were no more.

ALTER TABLE fokusvagt.indicator_log ADD COLUMN IF NOT EXISTS is_deleted UInt8 DEFAULT 0 COMMENT '1: from this version on there was no such row';

CREATE OR REPLACE VIEW fokusvagt.v_indicator_log
(
    indicator_id LowCardinality(String) COMMENT 'Such as FM-SAMTALE',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Kommune or a-kasse code',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    headroom     Nullable(Int32) COMMENT 'How many more may fail before the coming month-end; negative: how many must be mended',
    numerator    Float64 COMMENT 'Numerator',
    denominator  Float64 COMMENT 'Denominator',
    value        Float64 COMMENT 'numerator / denominator',
    avg12        Float64 COMMENT 'Mean of value over up to 12 month-ends',
    threshold    Nullable(Float64) COMMENT 'Target',
    breach       Bool COMMENT 'avg12 misses the target',
    class        Nullable(String) COMMENT 'Recommended regime: the class',
    as_of        Date COMMENT 'Business date of the evaluation',
    version      UInt64 COMMENT 'The greatest is current'
)
AS SELECT indicator_id, scope, code, period_end, live, headroom, numerator, denominator, value, avg12,
    threshold, breach, class, as_of, version
FROM fokusvagt.indicator_log FINAL
WHERE NOT is_deleted
COMMENT 'Every change of every indicator';

-- What was said on a date: WHERE said_from <= '2025-03-31' AND said_until > '2025-03-31'. What was replaced within a day,
-- or by a clock that went back, was said on no date in the end.
CREATE OR REPLACE VIEW fokusvagt.v_breach_spans
(
    breach_id    String COMMENT 'Hex of the first 16 bytes of SHA-256 over rule_id|scope|subject|anchor',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, such as SAM-DP-FOERSTE',
    rule_version LowCardinality(String) COMMENT 'Version of the rule',
    regime       LowCardinality(String) COMMENT 'gaeldende, anbefalet or tilsyn',
    scope        LowCardinality(String) COMMENT 'person, kommune or akasse',
    subject      String COMMENT 'person_id, or the code of the kommune or a-kasse',
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
    said_from    Date COMMENT 'First business date on which this was said',
    said_until   Date COMMENT 'First business date on which something else was said, or nothing'
)
AS SELECT *, as_of AS said_from,
    min(as_of) OVER (PARTITION BY breach_id ORDER BY version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING) AS next,
    if(next = toDate(0), toDate('2149-06-06'), next) AS said_until
FROM fokusvagt.v_breach_log
COMMENT 'Every row of every breach with the business dates on which it was what we said';

CREATE OR REPLACE VIEW fokusvagt.v_indicator_spans
(
    indicator_id LowCardinality(String) COMMENT 'Such as FM-SAMTALE',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Kommune or a-kasse code',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    headroom     Nullable(Int32) COMMENT 'How many more may fail before the coming month-end; negative: how many must be mended',
    numerator    Float64 COMMENT 'Numerator',
    denominator  Float64 COMMENT 'Denominator',
    value        Float64 COMMENT 'numerator / denominator',
    avg12        Float64 COMMENT 'Mean of value over up to 12 month-ends',
    threshold    Nullable(Float64) COMMENT 'Target',
    breach       Bool COMMENT 'avg12 misses the target',
    class        Nullable(String) COMMENT 'Recommended regime: the class',
    as_of        Date COMMENT 'Business date of the evaluation',
    version      UInt64 COMMENT 'The greatest is current',
    said_from    Date COMMENT 'First business date on which this was said',
    said_until   Date COMMENT 'First business date on which something else was said, or nothing'
)
AS SELECT * EXCEPT (is_deleted) FROM
(
    SELECT indicator_id, scope, code, period_end, live, headroom, numerator, denominator, value, avg12,
        threshold, breach, class, as_of, version, as_of AS said_from,
        min(as_of) OVER (
            PARTITION BY scope, code, indicator_id, live, if(live, toDate(0), period_end)
            ORDER BY version ROWS BETWEEN 1 FOLLOWING AND UNBOUNDED FOLLOWING
        ) AS next,
        if(next = toDate(0), toDate('2149-06-06'), next) AS said_until, is_deleted
    FROM fokusvagt.indicator_log FINAL
)
WHERE NOT is_deleted
COMMENT 'Every row of every indicator with the business dates on which it was what we said';
