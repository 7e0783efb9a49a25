-- Events of life behind an AFMELDT: who has died or left, moved, or changed a-kasse.

ALTER TABLE fokusvagt.facts_borgerstatus ADD COLUMN IF NOT EXISTS
    livsbegivenhed Enum8('INGEN' = 0, 'AKASSE_SKIFT' = 1, 'DOED' = 2, 'FLYTTET' = 3, 'UDREJST' = 4, 'UKENDT' = 5) DEFAULT 'INGEN' COMMENT 'The event of life behind an AFMELDT' AFTER slutdato;

CREATE OR REPLACE VIEW fokusvagt.v_facts_borgerstatus
(
    fact_id        String COMMENT 'Identity of the real-world fact, unique within its type',
    revision       UInt32 COMMENT 'The highest revision is the current one',
    deleted        Bool COMMENT 'True: this revision says that the fact never was',
    registered_at  DateTime64(3, 'UTC') COMMENT 'When the source system registered this revision',
    source         LowCardinality(String) COMMENT 'The registering system, such as jobcenter:101',
    person_id      String COMMENT 'Pseudonym of the citizen, never a CPR number',
    kommune        UInt16 COMMENT 'Kommune code of the fact itself',
    akasse         Nullable(UInt16) COMMENT 'A-kasse code of the fact itself, NULL when the citizen has none',
    kind           LowCardinality(String) COMMENT 'Kind of event',
    dato           Date COMMENT 'Its date',
    slutdato       Nullable(Date) COMMENT 'Last day of an interval such as FRITAGELSE',
    livsbegivenhed LowCardinality(String) COMMENT 'The event of life behind an AFMELDT, INGEN for none'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, kind, dato, slutdato,
    livsbegivenhed
FROM fokusvagt.facts_borgerstatus FINAL
COMMENT 'Current revisions of borgerstatus, annulled ones (deleted) too';
