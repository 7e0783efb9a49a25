-- What others may build on: the columns, their order and types are the contract; the tables behind may change.

CREATE OR REPLACE VIEW fokusvagt.v_breaches
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
    version      UInt64 COMMENT 'Taken at evaluation; the greatest is current'
)
AS SELECT lower(hex(breach_id)) AS breach_id, rule_id, rule_version, regime, scope,
    if(scope = 'person', person_id, toString(ifNull(if(scope = 'kommune', kommune, akasse), 0))) AS subject,
    person_id, kommune, akasse, responsible, anchor_on, due_on, status, opened_on, resolved_on, value, threshold,
    as_of, detected_at, version
FROM fokusvagt.breaches FINAL
COMMENT 'The current row of every breach';

CREATE OR REPLACE VIEW fokusvagt.v_breach_log
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
    version      UInt64 COMMENT 'Taken at evaluation; the greatest is current'
)
AS SELECT lower(hex(breach_id)) AS breach_id, rule_id, rule_version, regime, scope,
    if(scope = 'person', person_id, toString(ifNull(if(scope = 'kommune', kommune, akasse), 0))) AS subject,
    person_id, kommune, akasse, responsible, anchor_on, due_on, status, opened_on, resolved_on, value, threshold,
    as_of, detected_at, version
FROM fokusvagt.breach_log FINAL
COMMENT 'Every change of every breach';

CREATE OR REPLACE VIEW fokusvagt.v_indicators
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
FROM fokusvagt.indicators FINAL
COMMENT 'The current indicators; live is the nowcast';

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
COMMENT 'Every change of every indicator';

CREATE OR REPLACE VIEW fokusvagt.v_facts_ydelse
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    ydelse        LowCardinality(String) COMMENT 'The benefit',
    visitation    LowCardinality(String) COMMENT 'Visitation in the period',
    period_start  Date COMMENT 'First paid day',
    period_end    Date COMMENT 'Last paid day, inclusive',
    loentimer     Float64 COMMENT 'Ordinary paid hours in the period'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, ydelse, visitation,
    period_start, period_end, loentimer
FROM fokusvagt.facts_ydelse FINAL
COMMENT 'Current revisions of ydelse, annulled ones (deleted) too';

CREATE OR REPLACE VIEW fokusvagt.v_facts_samtale
(
    fact_id         String COMMENT 'Identity of the real-world fact, unique within its type',
    revision        UInt32 COMMENT 'The highest revision is the current one',
    deleted         Bool COMMENT 'True: this revision says that the fact never was',
    registered_at   DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source          LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id       String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune         UInt16 COMMENT 'Kommune code of the fact itself',
    akasse          Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    samtaletype     LowCardinality(String) COMMENT 'Kind of samtale',
    form            LowCardinality(String) COMMENT 'How it was held',
    status          LowCardinality(String) COMMENT 'AFHOLDT counts',
    dato            Date COMMENT 'Date of the samtale',
    aktoer          LowCardinality(String) COMMENT 'Who held it',
    akasse_deltog   LowCardinality(String) COMMENT 'Whether the a-kasse took part',
    akasse_fravalgt Bool COMMENT 'The citizen declined the a-kasse'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, samtaletype, form,
    status, dato, aktoer, akasse_deltog, akasse_fravalgt
FROM fokusvagt.facts_samtale FINAL
COMMENT 'Current revisions of samtale, annulled ones (deleted) too';

CREATE OR REPLACE VIEW fokusvagt.v_facts_tilbud
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    tilbudstype   LowCardinality(String) COMMENT 'Kind of tilbud',
    status        LowCardinality(String) COMMENT 'PAABEGYNDT, AFSLUTTET and AFBRUDT have started',
    startdato     Date COMMENT 'First day',
    slutdato      Nullable(Date) COMMENT 'Last day, NULL while unknown'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, tilbudstype, status,
    startdato, slutdato
FROM fokusvagt.facts_tilbud FINAL
COMMENT 'Current revisions of tilbud, annulled ones (deleted) too';

CREATE OR REPLACE VIEW fokusvagt.v_facts_borgerstatus
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    kind          LowCardinality(String) COMMENT 'Kind of event',
    dato          Date COMMENT 'Its date',
    slutdato      Nullable(Date) COMMENT 'Last day of an interval such as FRITAGELSE'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, kind, dato, slutdato
FROM fokusvagt.facts_borgerstatus FINAL
COMMENT 'Current revisions of borgerstatus, annulled ones (deleted) too';

CREATE OR REPLACE VIEW fokusvagt.v_facts_beskaeftigelse
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id     String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune       UInt16 COMMENT 'Kommune code of the fact itself',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    kind          LowCardinality(String) COMMENT 'Kind of employment',
    maaned        Date COMMENT 'First day of the month',
    timer         Float64 COMMENT 'Paid hours in the month'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, kind, maaned, timer
FROM fokusvagt.facts_beskaeftigelse FINAL
COMMENT 'Current revisions of beskaeftigelse, annulled ones (deleted) too';

-- One row for each kommune or a-kasse and year: of two facts that stand, the one with the greater fact_id.
CREATE OR REPLACE VIEW fokusvagt.v_rammevilkaar
(
    fact_id               String COMMENT 'Identity of the real-world fact, unique within its type',
    revision              UInt32 COMMENT 'The highest revision is the current one',
    deleted               Bool COMMENT 'True: this revision says that the fact never was',
    registered_at         DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source                LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    scope                 LowCardinality(String) COMMENT 'KOMMUNE or AKASSE',
    kode                  UInt16 COMMENT 'Its code',
    aar                   UInt16 COMMENT 'Year',
    befolkning_16_66      Nullable(UInt32) COMMENT 'Inhabitants aged 16-66',
    forventet_andel       Nullable(Float64) COMMENT 'Expected share on benefit',
    forventet_afgang_3mdr Nullable(Float64) COMMENT 'Expected exit share after 3 months',
    forventet_afgang_6mdr Nullable(Float64) COMMENT 'Expected exit share after 6 months'
)
AS SELECT fact_id, revision, deleted, registered_at, source, scope, kode, aar, befolkning_16_66,
    forventet_andel, forventet_afgang_3mdr, forventet_afgang_6mdr
FROM fokusvagt.facts_rammevilkaar FINAL
ORDER BY scope, kode, aar, deleted, fact_id DESC
LIMIT 1 BY scope, kode, aar
COMMENT 'Current rammevilkaar, one row for each scope x kode x aar';

CREATE OR REPLACE VIEW fokusvagt.v_tilfredshed
(
    fact_id       String COMMENT 'Identity of the real-world fact, unique within its type',
    revision      UInt32 COMMENT 'The highest revision is the current one',
    deleted       Bool COMMENT 'True: this revision says that the fact never was',
    registered_at DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source        LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    scope         LowCardinality(String) COMMENT 'KOMMUNE or AKASSE',
    kode          UInt16 COMMENT 'Its code',
    aar           UInt16 COMMENT 'Year',
    kind          LowCardinality(String) COMMENT 'Who answered',
    score         Float64 COMMENT 'Score',
    svar          UInt32 COMMENT 'Answers',
    maal          Nullable(Float64) COMMENT 'Target'
)
AS SELECT fact_id, revision, deleted, registered_at, source, scope, kode, aar, kind, score, svar, maal
FROM fokusvagt.facts_tilfredshed FINAL
ORDER BY scope, kode, aar, kind, deleted, fact_id DESC
LIMIT 1 BY scope, kode, aar, kind
COMMENT 'Current tilfredshed, one row for each scope x kode x aar x kind';

CREATE OR REPLACE VIEW fokusvagt.v_kommuner
(
    kode        UInt16 COMMENT 'Kommune code',
    navn        String COMMENT 'Name',
    regionskode UInt16 COMMENT 'Region code',
    region      String COMMENT 'Region'
)
AS SELECT kode, navn, regionskode, region
FROM fokusvagt.kommuner FINAL
WHERE loaded = (SELECT max(loaded) FROM fokusvagt.kommuner)
COMMENT 'The kommuner there are';

CREATE OR REPLACE VIEW fokusvagt.v_akasser
(
    kode      UInt16 COMMENT 'A-kasse code',
    kortnavn  String COMMENT 'Short name',
    navn      String COMMENT 'Name',
    medlemmer Nullable(UInt32) COMMENT 'Members, NULL where not published'
)
AS SELECT kode, kortnavn, navn, medlemmer
FROM fokusvagt.akasser FINAL
WHERE loaded = (SELECT max(loaded) FROM fokusvagt.akasser)
COMMENT 'The a-kasser there are';

CREATE OR REPLACE VIEW fokusvagt.v_progress
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
AS SELECT stage, topic, partition, consumed, as_of, version, run, produced
FROM fokusvagt.progress FINAL
COMMENT 'How far each stage has come';

CREATE OR REPLACE VIEW fokusvagt.v_dead_letters
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
AS SELECT letter_id, topic, partition, offset, key, value, reason, error_class, time, file, line
FROM fokusvagt.dead_letters FINAL
COMMENT 'Input that could not be used';
