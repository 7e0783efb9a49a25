-- The facts, as they were received: the system's memory.
-- A fact is (person_id, fact_id); revisions collapse to the greatest `rang`, whatever the order of arrival.
-- The numbers of the enums are the codes of streams/core/codes.py (alphabetical), so that Arrow carries plain int8.
-- Partition p of n holds the persons with kafkaMurmurHash(person_id) % n = p, Kafka's own partitioner.
-- Retention is a purge by person (ALTER ... DELETE, mutations_sync): a TTL would cut a forloeb in two.

CREATE DATABASE IF NOT EXISTS fokusvagt;

CREATE TABLE IF NOT EXISTS fokusvagt.facts_ydelse
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    ydelse        Enum8('DAGPENGE' = 0, 'FLEKSJOB' = 1, 'FOERTIDSPENSION' = 2, 'JOBAFKLARING' = 3, 'KONTANTHJAELP' = 4, 'LEDIGHEDSYDELSE' = 5, 'RESSOURCEFORLOEB' = 6, 'REVALIDERING' = 7, 'SHO' = 8, 'SYGEDAGPENGE' = 9, 'UDDANNELSESHJAELP' = 10) COMMENT 'The benefit',
    visitation    Enum8('AKTIVITETSPARAT' = 0, 'INGEN' = 1, 'JOBPARAT' = 2, 'UDDANNELSESPARAT' = 3) COMMENT 'Visitation in the period',
    period_start  Date COMMENT 'First paid day',
    period_end    Date COMMENT 'Last paid day, inclusive',
    loentimer     Float64 COMMENT 'Ordinary paid hours in the period',
    rang          UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (person_id, fact_id)
COMMENT 'A benefit payment for a period: every revision, the greatest rang is current';

CREATE TABLE IF NOT EXISTS fokusvagt.facts_samtale
(
    fact_id         String COMMENT 'Identity of the real-world fact, unique within its type',
    revision        UInt32 COMMENT 'The highest revision is the current one',
    deleted         Bool COMMENT 'True: this revision says that the fact never was',
    registered_at   DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source          LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id       String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune         UInt16 COMMENT 'Kommune code of the fact itself',
    akasse          Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    samtaletype     Enum8('ANDEN' = 0, 'CV_SAMTALE' = 1, 'FAELLESSAMTALE' = 2, 'JOBSAMTALE' = 3, 'OPFOELGNING' = 4, 'RAADIGHEDSSAMTALE' = 5) COMMENT 'Kind of samtale',
    form            Enum8('PERSONLIG' = 0, 'TELEFON' = 1, 'UKENDT' = 2, 'VIDEO' = 3) COMMENT 'How it was held',
    status          Enum8('AFHOLDT' = 0, 'AFLYST' = 1, 'INDKALDT' = 2, 'UDEBLEVET' = 3) COMMENT 'AFHOLDT counts',
    dato            Date COMMENT 'Date of the samtale',
    aktoer          Enum8('AKASSE' = 0, 'ANDEN_AKTOER' = 1, 'JOBCENTER' = 2) COMMENT 'Who held it',
    akasse_deltog   Enum8('JA' = 0, 'NEJ' = 1, 'UKENDT' = 2) COMMENT 'Whether the a-kasse took part',
    akasse_fravalgt Bool COMMENT 'The citizen declined the a-kasse',
    rang            UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (person_id, fact_id)
COMMENT 'A conversation, held or only called: every revision, the greatest rang is current';

CREATE TABLE IF NOT EXISTS fokusvagt.facts_tilbud
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    tilbudstype   Enum8('LOENTILSKUD_OFFENTLIG' = 0, 'LOENTILSKUD_PRIVAT' = 1, 'MENTOR' = 2, 'NYTTEINDSATS' = 3, 'OEVRIG_VEJLEDNING' = 4, 'ORDINAER_UDDANNELSE' = 5, 'VIRKSOMHEDSPRAKTIK' = 6) COMMENT 'Kind of tilbud',
    status        Enum8('AFBRUDT' = 0, 'AFGIVET' = 1, 'AFLYST' = 2, 'AFSLUTTET' = 3, 'PAABEGYNDT' = 4) COMMENT 'PAABEGYNDT, AFSLUTTET and AFBRUDT have started',
    startdato     Date COMMENT 'First day',
    slutdato      Nullable(Date) COMMENT 'Last day, NULL while unknown',
    rang          UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (person_id, fact_id)
COMMENT 'An offer of activation: every revision, the greatest rang is current';

CREATE TABLE IF NOT EXISTS fokusvagt.facts_borgerstatus
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    kind          Enum8('AFMELDT' = 0, 'CV_GODKENDT' = 1, 'FOERSTE_HENVENDELSE' = 2, 'FRITAGELSE' = 3, 'INDPLACERING' = 4, 'REVURDERING' = 5, 'TILMELDT' = 6) COMMENT 'Kind of event',
    dato          Date COMMENT 'Its date',
    slutdato      Nullable(Date) COMMENT 'Last day of an interval such as FRITAGELSE',
    rang          UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (person_id, fact_id)
COMMENT 'An event in the citizen''s case: every revision, the greatest rang is current';

CREATE TABLE IF NOT EXISTS fokusvagt.facts_beskaeftigelse
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    kind          Enum8('FLEKSJOB' = 0, 'ORDINAER' = 1, 'UDDANNELSE' = 2) COMMENT 'Kind of employment',
    maaned        Date COMMENT 'First day of the month',
    timer         Float64 COMMENT 'Paid hours in the month',
    rang          UInt128 COMMENT 'Revision, registered_at (ms) and a 48-bit digest of the content: the greatest stands'
)
ENGINE = ReplacingMergeTree(rang)
ORDER BY (person_id, fact_id)
COMMENT 'Employment in a month: every revision, the greatest rang is current';
