-- The lists and figures that people ask for, by kommune and by a-kasse. gaeldende and anbefalet are never mixed.

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
    breach_id     String COMMENT 'Ask `fokusvagt explain` about it'
)
AS WITH (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS today
SELECT kommune_key AS kommune, k.navn AS kommune_navn, person_id, rule_id, regime, status, responsible, akasse,
    anchor_on, due_on, dateDiff('day', ifNull(today, b.as_of), due_on) AS days_left, opened_on, value, threshold,
    ifNull(today, b.as_of) AS as_of, detected_at, lower(hex(b.breach_id)) AS breach_id
FROM fokusvagt.breaches AS b FINAL
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = b.kommune_key
WHERE scope = 'person' AND kommune_key != 0 AND regime != 'anbefalet'
    AND status IN ('VARSEL', 'FORELOEBIG', 'KONSTATERET')
COMMENT 'Persons failing or due, per kommune';

CREATE OR REPLACE VIEW fokusvagt.v_fokusmaal
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    region       String COMMENT 'Its region',
    indicator_id LowCardinality(String) COMMENT 'FM-SAMTALE or FM-TILBUD',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    numerator    Float64 COMMENT 'Persons who fail',
    denominator  Float64 COMMENT 'Persons in the population',
    value        Float64 COMMENT 'Share who fail',
    avg12        Float64 COMMENT 'Mean share over up to 12 month-ends',
    threshold    Nullable(Float64) COMMENT 'The target avg12 must stay under',
    breach       Bool COMMENT 'avg12 does not stay under it',
    headroom     Nullable(Int32) COMMENT 'How many more may fail before the coming month-end; negative: to be mended',
    as_of        Date COMMENT 'Business date of the evaluation'
)
AS SELECT code AS kommune, k.navn AS kommune_navn, k.region AS region, indicator_id, period_end, live, numerator,
    denominator, value, avg12, threshold, breach, headroom, as_of
FROM fokusvagt.indicators AS i FINAL
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = i.code
WHERE scope = 'kommune' AND indicator_id LIKE 'FM-%'
COMMENT 'The fokusmaal of each kommune, month by month, and now';

CREATE OR REPLACE VIEW fokusvagt.v_resultatmaal
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    region       String COMMENT 'Its region',
    indicator_id LowCardinality(String) COMMENT 'RM-FORSOERGELSE',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    numerator    Float64 COMMENT 'Fuldtidspersoner',
    denominator  Float64 COMMENT 'Inhabitants aged 16-66',
    value        Float64 COMMENT 'Share of them on benefit',
    avg12        Float64 COMMENT 'Mean share over up to 12 month-ends',
    threshold    Nullable(Float64) COMMENT 'The expected share',
    breach       Bool COMMENT 'avg12 exceeds it',
    as_of        Date COMMENT 'Business date of the evaluation'
)
AS SELECT code AS kommune, k.navn AS kommune_navn, k.region AS region, indicator_id, period_end, live, numerator,
    denominator, value, avg12, threshold, breach, as_of
FROM fokusvagt.indicators AS i FINAL
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = i.code
WHERE scope = 'kommune' AND indicator_id = 'RM-FORSOERGELSE'
COMMENT 'The resultatmaal in force, month by month, and now';

CREATE OR REPLACE VIEW fokusvagt.v_skaerpet_tilsyn
(
    kommune               UInt16 COMMENT 'Kommune code',
    kommune_navn          String COMMENT 'Its name',
    region                String COMMENT 'Its region',
    period_end            Date COMMENT 'The month-end, or T of the nowcast',
    live                  Bool COMMENT 'True: the nowcast at T',
    kandidat              Bool COMMENT 'Resultatmaal and at least one fokusmaal missed; never the legal status',
    fejlede_fokusmaal     UInt8 COMMENT 'Fokusmaal missed, 0-2',
    forsoergelse_avg12    Nullable(Float64) COMMENT 'RM-FORSOERGELSE: mean share over up to 12 month-ends',
    forsoergelse_forventet Nullable(Float64) COMMENT 'RM-FORSOERGELSE: the expected share',
    forsoergelse_brudt    Nullable(Bool) COMMENT 'RM-FORSOERGELSE missed',
    samtale_avg12         Nullable(Float64) COMMENT 'FM-SAMTALE: mean share who fail',
    samtale_maal          Nullable(Float64) COMMENT 'FM-SAMTALE: target',
    samtale_brudt         Nullable(Bool) COMMENT 'FM-SAMTALE missed',
    tilbud_avg12          Nullable(Float64) COMMENT 'FM-TILBUD: mean share who fail',
    tilbud_maal           Nullable(Float64) COMMENT 'FM-TILBUD: target',
    tilbud_brudt          Nullable(Bool) COMMENT 'FM-TILBUD missed',
    as_of                 Date COMMENT 'Latest business date among them'
)
AS WITH each AS
(
    SELECT code, period_end, live, max(as_of) AS as_of,
        maxIf(breach, indicator_id = 'SKAERPET-TILSYN') AS kandidat,
        maxIf(numerator, indicator_id = 'SKAERPET-TILSYN') AS fejlede,
        anyIf(toNullable(avg12), indicator_id = 'RM-FORSOERGELSE') AS forsoergelse_avg12,
        anyIf(threshold, indicator_id = 'RM-FORSOERGELSE') AS forsoergelse_forventet,
        anyIf(toNullable(breach), indicator_id = 'RM-FORSOERGELSE') AS forsoergelse_brudt,
        anyIf(toNullable(avg12), indicator_id = 'FM-SAMTALE') AS samtale_avg12,
        anyIf(threshold, indicator_id = 'FM-SAMTALE') AS samtale_maal,
        anyIf(toNullable(breach), indicator_id = 'FM-SAMTALE') AS samtale_brudt,
        anyIf(toNullable(avg12), indicator_id = 'FM-TILBUD') AS tilbud_avg12,
        anyIf(threshold, indicator_id = 'FM-TILBUD') AS tilbud_maal,
        anyIf(toNullable(breach), indicator_id = 'FM-TILBUD') AS tilbud_brudt
    FROM fokusvagt.v_indicators
    WHERE scope = 'kommune' AND indicator_id IN ('SKAERPET-TILSYN', 'RM-FORSOERGELSE', 'FM-SAMTALE', 'FM-TILBUD')
    GROUP BY code, period_end, live
    HAVING countIf(indicator_id = 'SKAERPET-TILSYN') > 0
)
SELECT code AS kommune, k.navn AS kommune_navn, k.region AS region, period_end, live, kandidat,
    toUInt8(fejlede) AS fejlede_fokusmaal, forsoergelse_avg12, forsoergelse_forventet, forsoergelse_brudt,
    samtale_avg12, samtale_maal, samtale_brudt, tilbud_avg12, tilbud_maal, tilbud_brudt, as_of
FROM each
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = each.code
COMMENT 'Candidates for skaerpet tilsyn, with the figures behind';

CREATE OR REPLACE VIEW fokusvagt.v_akasse
(
    akasse       UInt16 COMMENT 'A-kasse code',
    akasse_navn  String COMMENT 'Its short name',
    medlemmer    Nullable(UInt32) COMMENT 'Members, NULL where not published',
    indicator_id LowCardinality(String) COMMENT 'AK-SAM3 (held in time), FS-DELTAGELSE (took part)',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    numerator    Float64 COMMENT 'Cases that succeed',
    denominator  Float64 COMMENT 'Cases',
    value        Float64 COMMENT 'Share that succeeds',
    threshold    Nullable(Float64) COMMENT 'The level it must reach',
    breach       Bool COMMENT 'It does not',
    as_of        Date COMMENT 'Business date of the evaluation'
)
AS SELECT code AS akasse, a.kortnavn AS akasse_navn, a.medlemmer AS medlemmer, indicator_id, period_end, live,
    numerator, denominator, value, threshold, breach, as_of
FROM fokusvagt.indicators AS i FINAL
LEFT ANY JOIN fokusvagt.v_akasser AS a ON a.kode = i.code
WHERE scope = 'akasse' AND indicator_id NOT LIKE 'RM-%'
COMMENT 'What a-kasser are followed on, month by month, and now';

CREATE OR REPLACE VIEW fokusvagt.v_anbefalet
(
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    indicator_id LowCardinality(String) COMMENT 'RM-K1 to RM-K5, RM-A1 to RM-A3',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    numerator    Float64 COMMENT 'Numerator',
    denominator  Float64 COMMENT 'Denominator',
    value        Float64 COMMENT 'numerator / denominator',
    threshold    Nullable(Float64) COMMENT 'What is expected',
    class        Nullable(String) COMMENT 'UDVIKLINGSPOTENTIALE, SOM_FORVENTET or INSPIRATION',
    as_of        Date COMMENT 'Business date of the evaluation'
)
AS SELECT scope, code, indicator_id, period_end, live, numerator, denominator, value, threshold, class, as_of
FROM fokusvagt.indicators FINAL
WHERE indicator_id LIKE 'RM-K%' OR indicator_id LIKE 'RM-A%'
COMMENT 'The regime recommended in 2024; empty unless it is switched on';
