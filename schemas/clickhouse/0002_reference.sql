-- Reference facts. Their identity is the fact_id alone: a correction may move one to another kommune or year.

CREATE TABLE IF NOT EXISTS fokusvagt.facts_rammevilkaar
(
    fact_id               String COMMENT 'Identity of the real-world fact, unique within its type',
    revision              UInt32 COMMENT 'The highest revision is the current one',
    deleted               Bool COMMENT 'True: this revision says that the fact never was',
    registered_at         DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source                LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    scope                 Enum8('AKASSE' = 0, 'KOMMUNE' = 1) COMMENT 'KOMMUNE or AKASSE',
    kode                  UInt16 COMMENT 'Its code',
    aar                   UInt16 COMMENT 'Year',
    befolkning_16_66      Nullable(UInt32) COMMENT 'Inhabitants aged 16-66',
    forventet_andel       Nullable(Float64) COMMENT 'Expected share on benefit',
    forventet_afgang_3mdr Nullable(Float64) COMMENT 'Expected exit share after 3 months',
    forventet_afgang_6mdr Nullable(Float64) COMMENT 'Expected exit share after 6 months',
    rang                  UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (fact_id)
COMMENT 'Yearly terms of a kommune or a-kasse: every revision, the greatest rang is current';

CREATE TABLE IF NOT EXISTS fokusvagt.facts_tilfredshed
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    scope         Enum8('AKASSE' = 0, 'KOMMUNE' = 1) COMMENT 'KOMMUNE or AKASSE',
    kode          UInt16 COMMENT 'Its code',
    aar           UInt16 COMMENT 'Year',
    kind          Enum8('BORGER' = 0, 'VIRKSOMHED' = 1) COMMENT 'Who answered',
    score         Float64 COMMENT 'Score',
    svar          UInt32 COMMENT 'Answers',
    maal          Nullable(Float64) COMMENT 'Target',
    rang          UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (fact_id)
COMMENT 'Yearly satisfaction survey: every revision, the greatest rang is current';

CREATE TABLE IF NOT EXISTS fokusvagt.kommuner
(
    kode        UInt16 COMMENT 'Kommune code',
    navn        String COMMENT 'Name',
    regionskode UInt16 COMMENT 'Region code',
    region      String COMMENT 'Region',
    loaded      UInt64 COMMENT 'Load number: the latest load is the one in force'
)
ENGINE = ReplacingMergeTree(loaded)
ORDER BY kode
COMMENT 'The kommuner there are, from schemas/kommuner.csv';

CREATE TABLE IF NOT EXISTS fokusvagt.akasser
(
    kode      UInt16 COMMENT 'A-kasse code',
    kortnavn  String COMMENT 'Short name',
    navn      String COMMENT 'Name',
    medlemmer Nullable(UInt32) COMMENT 'Members, NULL where not published',
    loaded    UInt64 COMMENT 'Load number: the latest load is the one in force'
)
ENGINE = ReplacingMergeTree(loaded)
ORDER BY kode
COMMENT 'The a-kasser there are, from schemas/akasser.csv';
