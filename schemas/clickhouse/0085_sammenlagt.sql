-- A person merged into another: who it was merged into, and the numbers that ever were.

ALTER TABLE fokusvagt.facts_borgerstatus MODIFY COLUMN
    livsbegivenhed Enum8('INGEN' = 0, 'AKASSE_SKIFT' = 1, 'DOED' = 2, 'FLYTTET' = 3, 'UDREJST' = 4, 'UKENDT' = 5, 'SAMMENLAGT' = 6) DEFAULT 'INGEN' COMMENT 'The event of life behind an AFMELDT';

ALTER TABLE fokusvagt.facts_borgerstatus ADD COLUMN IF NOT EXISTS
    sammenlagt_med String DEFAULT '' COMMENT 'SAMMENLAGT: the pseudonym that the citizen has instead, empty for none' AFTER livsbegivenhed;

-- Written before the fact itself: a merger that was annulled, or has got another goal, must be known to be undone.
CREATE TABLE IF NOT EXISTS fokusvagt.sammenlagte
(
    person_id      String COMMENT 'The pseudonym that was',
    fact_id        String COMMENT 'The borgerstatus that says so',
    sammenlagt_med String COMMENT 'The pseudonym instead of it'
)
ENGINE = ReplacingMergeTree
ORDER BY (person_id, fact_id, sammenlagt_med)
COMMENT 'Every merger of two persons that was ever told of, those since annulled too';

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
    livsbegivenhed LowCardinality(String) COMMENT 'The event of life behind an AFMELDT, INGEN for none',
    sammenlagt_med String COMMENT 'SAMMENLAGT: the pseudonym that the citizen has instead, empty for none'
)
AS SELECT fact_id, revision, deleted, registered_at, source, person_id, kommune, akasse, kind, dato, slutdato,
    livsbegivenhed, sammenlagt_med
FROM fokusvagt.facts_borgerstatus FINAL
COMMENT 'Current revisions of borgerstatus, annulled ones (deleted) too';

CREATE OR REPLACE VIEW fokusvagt.v_sammenlagte
(
    person_id      String COMMENT 'The pseudonym that was',
    sammenlagt_med String COMMENT 'The pseudonym instead of it',
    dato           Date COMMENT 'When the number changed',
    fact_id        String COMMENT 'The borgerstatus that says so'
)
AS SELECT person_id, sammenlagt_med, dato, fact_id
FROM fokusvagt.facts_borgerstatus FINAL
WHERE (person_id, fact_id) IN (SELECT person_id, fact_id FROM fokusvagt.sammenlagte)
    AND livsbegivenhed = 'SAMMENLAGT' AND NOT deleted
COMMENT 'Persons merged into another, as it stands: all that is told of the first counts for the second';
