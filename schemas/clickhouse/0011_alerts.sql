-- What receivers were told, what they answered, and the work list with both.

CREATE TABLE IF NOT EXISTS fokusvagt.alerts
(
    modtager     LowCardinality(String) COMMENT 'kommune or akasse',
    kode         UInt16 COMMENT 'Its code',
    subject      String COMMENT 'person_id, or the code of the kommune or a-kasse',
    sekvens      UInt64 COMMENT 'Per receiver and subject: 1, 2, 3 …',
    person_id    String COMMENT 'The citizen; empty unless the message is about one',
    breach_id    String COMMENT 'Which breach it is about',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, empty in the week''s message',
    rule_version LowCardinality(String) COMMENT 'Version of the rule',
    art          LowCardinality(String) COMMENT 'PLIGT, TILFLYTTET, FRAFLYTTET, PAAMINDELSE, LUFT or UGE',
    status       LowCardinality(String) COMMENT 'The status that was told',
    status_foer  Nullable(String) COMMENT 'The status that was told before',
    alvor        LowCardinality(String) COMMENT 'LAV, MIDDEL or HOEJ',
    due_on       Date COMMENT 'The last day in time',
    lukkes_af    String COMMENT 'What closes the gap, Danish',
    luft         Nullable(Int32) COMMENT 'LUFT: headroom',
    tekst        String COMMENT 'The message, Danish',
    fakta        Array(String) COMMENT 'The facts that counted, type:fact_id',
    as_of        Date COMMENT 'Business date',
    detected_at  DateTime64(3, 'UTC') COMMENT 'When it was found',
    version      UInt64 COMMENT 'The greatest is current'
)
ENGINE = ReplacingMergeTree(version)
ORDER BY (modtager, kode, subject, sekvens)
COMMENT 'Every alert that was sent';

CREATE TABLE IF NOT EXISTS fokusvagt.acks
(
    modtager      LowCardinality(String) COMMENT 'kommune or akasse',
    kode          UInt16 COMMENT 'Its code',
    breach_id     String COMMENT 'The alert''s breach_id',
    subject       String COMMENT 'The alert''s subject',
    handling      LowCardinality(String) COMMENT 'KVITTERET, UDSAT or GENOPTAGET',
    status        LowCardinality(String) COMMENT 'The status that was answered',
    udsat_til     Nullable(Date) COMMENT 'UDSAT: the first day on which it is told again',
    registered_at DateTime64(3, 'UTC') COMMENT 'When it was answered; the latest stands',
    ved           String COMMENT 'The system or team that answered'
)
ENGINE = ReplacingMergeTree(registered_at)
ORDER BY (modtager, kode, breach_id)
COMMENT 'The latest answer of each receiver to each alert';

ALTER TABLE fokusvagt.breaches
    ADD COLUMN IF NOT EXISTS ydelse LowCardinality(String) COMMENT 'The citizen''s ydelse at the due date, empty where it is not known',
    ADD COLUMN IF NOT EXISTS visitation LowCardinality(String) COMMENT 'The citizen''s visitation at the due date';

CREATE OR REPLACE VIEW fokusvagt.v_alerts
(
    modtager     LowCardinality(String) COMMENT 'kommune or akasse; with kode it leads the key, so filter on both',
    kode         UInt16 COMMENT 'Its code',
    subject      String COMMENT 'person_id, or the code of the kommune or a-kasse',
    sekvens      UInt64 COMMENT 'Per receiver and subject: 1, 2, 3 …',
    person_id    String COMMENT 'The citizen; empty unless the message is about one',
    breach_id    String COMMENT 'Which breach it is about',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, empty in the week''s message',
    rule_version LowCardinality(String) COMMENT 'Version of the rule',
    art          LowCardinality(String) COMMENT 'PLIGT, TILFLYTTET, FRAFLYTTET, PAAMINDELSE, LUFT or UGE',
    status       LowCardinality(String) COMMENT 'The status that was told',
    status_foer  Nullable(String) COMMENT 'The status that was told before',
    alvor        LowCardinality(String) COMMENT 'LAV, MIDDEL or HOEJ',
    due_on       Date COMMENT 'The last day in time',
    lukkes_af    String COMMENT 'What closes the gap, Danish',
    luft         Nullable(Int32) COMMENT 'LUFT: headroom',
    tekst        String COMMENT 'The message, Danish',
    fakta        Array(String) COMMENT 'The facts that counted, type:fact_id',
    as_of        Date COMMENT 'Business date',
    detected_at  DateTime64(3, 'UTC') COMMENT 'When it was found',
    version      UInt64 COMMENT 'The greatest is current'
)
AS SELECT * FROM fokusvagt.alerts FINAL
COMMENT 'Every alert that was sent';

CREATE OR REPLACE VIEW fokusvagt.v_sagsliste
(
    kommune       UInt16 COMMENT 'Kommune code; leads the table''s key, so filter on it',
    kommune_navn  String COMMENT 'Its name',
    person_id     String COMMENT 'The citizen''s pseudonym',
    rule_id       LowCardinality(String) COMMENT 'Rule of the catalogue',
    regime        LowCardinality(String) COMMENT 'gaeldende or tilsyn',
    status        LowCardinality(String) COMMENT 'VARSEL: still time; FORELOEBIG: date passed, payment unknown; KONSTATERET',
    responsible   LowCardinality(String) COMMENT 'KOMMUNE or AKASSE',
    akasse        Nullable(UInt16) COMMENT 'A-kasse code',
    anchor_on     Date COMMENT 'The date the deadline is counted from',
    due_on        Date COMMENT 'The last day in time',
    days_left     Int32 COMMENT 'Days from the current business date to due_on; negative: so long overdue',
    opened_on     Date COMMENT 'First day of the breach',
    value         Nullable(Float64) COMMENT 'What was counted',
    threshold     Nullable(Float64) COMMENT 'What was required',
    as_of         Date COMMENT 'Current business date',
    detected_at   DateTime64(3, 'UTC') COMMENT 'When the row was evaluated',
    breach_id     String COMMENT 'Ask `fokusvagt explain` about it',
    overskredet   Bool COMMENT 'The due date has passed',
    frist_gruppe  LowCardinality(String) COMMENT 'overskredet, 0-7 dage, 8-14 dage, 15-28 dage or senere',
    maalgruppe    LowCardinality(String) COMMENT 'The citizen''s ydelse at the due date; empty where it is not known',
    visitation    LowCardinality(String) COMMENT 'The citizen''s visitation at the due date',
    mangler       Nullable(Float64) COMMENT 'threshold - value, where something must be counted up',
    svar          LowCardinality(String) COMMENT 'The responsible''s latest answer: KVITTERET, UDSAT (until udsat_til), or empty',
    udsat_til     Nullable(Date) COMMENT 'UDSAT: the first day on which it is told again'
)
AS WITH (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS today
SELECT kommune_key AS kommune, k.navn AS kommune_navn, b.person_id AS person_id, b.rule_id AS rule_id,
    b.regime AS regime, b.status AS status, responsible, akasse, anchor_on, due_on,
    dateDiff('day', ifNull(today, b.as_of), due_on) AS days_left, opened_on, value, threshold,
    ifNull(today, b.as_of) AS as_of, detected_at, lower(hex(b.breach_id)) AS breach_id,
    days_left < 0 AS overskredet,
    multiIf(days_left < 0, 'overskredet', days_left <= 7, '0-7 dage', days_left <= 14, '8-14 dage',
        days_left <= 28, '15-28 dage', 'senere') AS frist_gruppe,
    b.ydelse AS maalgruppe, b.visitation AS visitation,
    if(threshold > value, threshold - value, NULL) AS mangler,
    if(a.handling = 'GENOPTAGET' OR (a.handling = 'UDSAT' AND a.udsat_til <= ifNull(today, b.as_of)), '', a.handling)
        AS svar,
    if(svar = 'UDSAT', a.udsat_til, NULL) AS udsat_til
FROM fokusvagt.breaches AS b FINAL
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = b.kommune_key
LEFT ANY JOIN fokusvagt.acks AS a ON a.breach_id = lower(hex(b.breach_id))
    AND a.modtager = if(b.responsible = 'AKASSE' AND b.akasse IS NOT NULL, 'akasse', 'kommune')
    AND a.kode = if(b.responsible = 'AKASSE' AND b.akasse IS NOT NULL, ifNull(b.akasse, 0), b.kommune_key)
WHERE scope = 'person' AND kommune_key != 0 AND regime != 'anbefalet'
    AND b.status IN ('VARSEL', 'FORELOEBIG', 'KONSTATERET')
COMMENT 'Persons failing or due, per kommune';
