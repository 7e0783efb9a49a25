-- How far each stage has come, and what could not be read.
-- Retention of dead letters is the operator's: once mended and replayed they may be deleted by letter_id.

CREATE TABLE IF NOT EXISTS fokusvagt.progress
(
    stage     LowCardinality(String) COMMENT 'Which stage of the stream',
    topic     LowCardinality(String) COMMENT 'Input topic',
    partition Int32 COMMENT 'Input partition',
    consumed  UInt64 COMMENT 'Next offset to read: everything before it is in ClickHouse',
    as_of     Nullable(Date) COMMENT 'Business date the state is told for',
    version   UInt64 COMMENT 'The greatest is current',
    run       String COMMENT 'Which run of the process',
    produced  Map(String, UInt64) COMMENT 'topic:partition -> next offset of what the stage has produced'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (stage, topic, partition)
COMMENT 'How far each stage has come';

CREATE TABLE IF NOT EXISTS fokusvagt.dead_letters
(
    letter_id   String COMMENT 'Hex of SHA-256 over where the letter came from and what it says',
    topic       LowCardinality(String) COMMENT 'Topic it was read from',
    partition   Int32 COMMENT 'Partition, -1 for a file',
    offset      Int64 COMMENT 'Offset, -1 for a file',
    key         String COMMENT 'Original key',
    value       String COMMENT 'Original bytes, digits of CPR numbers masked',
    reason      String COMMENT 'Why it could not be used',
    error_class LowCardinality(String) COMMENT 'Class of the error',
    time        DateTime64(3, 'UTC') COMMENT 'When it was refused',
    file        String COMMENT 'File it was read from, or empty',
    line        UInt64 COMMENT 'Line in the file, 0 for none'
)
ENGINE = ReplacingMergeTree
ORDER BY letter_id
COMMENT 'Input that could not be used, whole, with the reason';
