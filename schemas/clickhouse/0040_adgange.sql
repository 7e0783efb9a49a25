-- Who looked into whose case, and who was erased: kept for the data protection officer.
-- Two years: long enough to answer a citizen who asks and to find a misuse, and no longer.
-- The columns named person_id are found by an erasure, which takes the pseudonym out of here and leaves the line.

CREATE TABLE IF NOT EXISTS fokusvagt.adgange
(
    tidspunkt DateTime64(3, 'UTC') COMMENT 'When it was read',
    bruger    LowCardinality(String) DEFAULT currentUser() COMMENT 'User of the database',
    hvem      LowCardinality(String) COMMENT 'Who asked, as the tool knows it: the login of the machine or of the page',
    vaerktoej LowCardinality(String) COMMENT 'With what: explain, hvorfor',
    spurgt    String COMMENT 'What was asked for, without the citizen: a rule and kommune, a breach, a person',
    person_id String COMMENT 'Pseudonym of the citizen; empty where a figure was asked for, or after an erasure',
    personer  UInt32 COMMENT 'How many citizens the answer told of'
)
ENGINE = MergeTree
ORDER BY (tidspunkt, hvem)
TTL toDateTime(tidspunkt) + INTERVAL 2 YEAR
COMMENT 'Who looked into whose case';

CREATE OR REPLACE VIEW fokusvagt.v_adgange
(
    tidspunkt DateTime64(3, 'UTC') COMMENT 'When it was read',
    bruger    LowCardinality(String) COMMENT 'User of the database',
    hvem      LowCardinality(String) COMMENT 'Who asked',
    vaerktoej LowCardinality(String) COMMENT 'With what',
    spurgt    String COMMENT 'What was asked for, without the citizen',
    person_id String COMMENT 'Pseudonym of the citizen; empty where a figure was asked for, or after an erasure',
    personer  UInt32 COMMENT 'How many citizens the answer told of'
)
AS SELECT tidspunkt, bruger, hvem, vaerktoej, spurgt, person_id, personer FROM fokusvagt.adgange
COMMENT 'Who looked into whose case; for the data protection officer';

CREATE TABLE IF NOT EXISTS fokusvagt.sletninger
(
    tidspunkt DateTime64(3, 'UTC') COMMENT 'When it was done',
    bruger    LowCardinality(String) DEFAULT currentUser() COMMENT 'User of the database',
    hvem      LowCardinality(String) COMMENT 'Who did it: the login of the machine',
    aftryk    FixedString(64) COMMENT 'SHA-256 (hex) of the pseudonym: proves that somebody was erased, names nobody',
    raekker   Map(LowCardinality(String), UInt64) COMMENT 'Rows erased by table, and tombstones by topic'
)
ENGINE = MergeTree
ORDER BY tidspunkt
COMMENT 'Who was erased, when and by whom, without saying who';

CREATE OR REPLACE VIEW fokusvagt.v_sletninger
(
    tidspunkt DateTime64(3, 'UTC') COMMENT 'When it was done',
    bruger    LowCardinality(String) COMMENT 'User of the database',
    hvem      LowCardinality(String) COMMENT 'Who did it',
    aftryk    FixedString(64) COMMENT 'SHA-256 (hex) of the pseudonym',
    raekker   Map(LowCardinality(String), UInt64) COMMENT 'Rows erased by table, and tombstones by topic'
)
AS SELECT tidspunkt, bruger, hvem, aftryk, raekker FROM fokusvagt.sletninger
COMMENT 'Erasures; for the data protection officer';
