-- Indicators of kommuner and a-kasser. A live row has period_key 1970-01-01, so that a nowcast replaces the one before.

CREATE TABLE IF NOT EXISTS fokusvagt.indicators
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
    period_key   Date COMMENT 'period_end, or 1970-01-01 for a live row',
    is_deleted   UInt8 COMMENT '1: there is no such row any more'
)
ENGINE = ReplacingMergeTree(version, is_deleted)
ORDER BY (scope, code, indicator_id, live, period_key)
COMMENT 'The current indicators';

CREATE TABLE IF NOT EXISTS fokusvagt.indicator_log
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
ENGINE = ReplacingMergeTree
ORDER BY (scope, code, indicator_id, live, period_end, version)
COMMENT 'Every change of every indicator, for good';
