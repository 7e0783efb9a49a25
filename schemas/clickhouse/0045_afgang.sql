-- Exits (afgang): where people are 1, 3, 6 and 12 months after a forloeb began and after it ended, and how long it lasted.
-- Counted on a grid of months as VIVE (2022) does: a person is on a ydelse in a month when it is paid for any of the
-- month's last seven days. Two definitions stand side by side:
--   VIVE    any of dagpenge, kontanthjaelp, uddannelseshjaelp, SHO, sygedagpenge, jobafklaring, ressourceforloeb and
--           revalidering is one forloeb, whatever the changes between them; told by the maalgruppe before the end (after
--           an end) or at the beginning (after a start);
--   YDELSE  the ydelse alone, so that a change to another ydelse ends the forloeb, as on jobindsats.dk.
-- The last month that is counted is the last one over 45 days before the business date: what is paid as wages is not
-- registered before. The grid has 64 months. Who was on the ydelse in its first month is left out: when that began is
-- not known.

CREATE TABLE IF NOT EXISTS fokusvagt.talte_afgange
(
    definition LowCardinality(String) COMMENT 'VIVE or YDELSE',
    fra        LowCardinality(String) COMMENT 'START or SLUT of the forloeb; VARIGHED: how long it lasted',
    efter      UInt8 COMMENT 'Months after it: 1, 3, 6 or 12; VARIGHED: months it has lasted',
    gruppe     LowCardinality(String) COMMENT 'VIVE: the maalgruppe; YDELSE: the ydelse',
    kommune    UInt16 COMMENT 'Kommune code',
    akasse     UInt16 COMMENT 'A-kasse code, 0 for none',
    maaned     Date COMMENT 'First month of the forloeb; VARIGHED: its year',
    tilstand   LowCardinality(String) COMMENT 'Where the person is; VARIGHED: SLUT or IGANG',
    antal      UInt32 COMMENT 'Forloeb'
)
ENGINE = MergeTree
ORDER BY (definition, fra, efter, gruppe, kommune, akasse, maaned, tilstand)
COMMENT 'Where people are after a forloeb began or ended';

-- A person is a handful of masks of 64 bits, one for each kind of payment or work, a bit for each month. A state at a
-- month is the first of a fixed order that has its bit: what is registered wins over wages, wages over nothing.
CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_afgange
REFRESH AFTER 6 HOUR TO fokusvagt.talte_afgange
AS WITH
    toUInt64(18446744073709551615) AS alle,
    (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS dag,
    addMonths(toStartOfMonth(addDays(ifNull(dag, toDate('1970-06-01')), -44)), -1) AS sidste,
    addMonths(sidste, -63) AS foerste,
    rettet AS
    (
        SELECT person_id, toString(ydelse) AS slags, toString(visitation) AS visitation, kommune, ifNull(akasse, 0) AS akasse,
            dateDiff('month', foerste, period_start) AS a,
            dateDiff('month', foerste, period_end) - (period_end < addDays(toLastDayOfMonth(period_end), -6)) AS b
        FROM fokusvagt.facts_ydelse FINAL
        WHERE NOT deleted
        UNION ALL
        SELECT person_id, concat('JOB_', toString(kind)), '', 0, 0, dateDiff('month', foerste, maaned) AS a, a AS b
        FROM fokusvagt.facts_beskaeftigelse FINAL
        WHERE NOT deleted AND (timer > 0 OR kind != 'ORDINAER')
    ),
    masker AS
    (
        SELECT person_id, slags, visitation, kommune, akasse,
            groupBitOr(bitAnd(bitShiftRight(alle, toUInt8(63 - least(b, 63))), bitShiftLeft(alle, toUInt8(greatest(a, 0))))) AS m
        FROM rettet
        WHERE a <= b AND a <= 63 AND b >= 0
        GROUP BY person_id, slags, visitation, kommune, akasse
    ),
    personer AS
    (
        SELECT groupArrayIf((toString(slags), toString(visitation), kommune, akasse, m), NOT startsWith(slags, 'JOB_')) AS dele,
            groupBitOrIf(m, slags = 'FOERTIDSPENSION') AS foep,
            groupBitOrIf(m, slags IN ('FLEKSJOB', 'JOB_FLEKSJOB')) AS fleks,
            groupBitOrIf(m, slags = 'JOB_UDDANNELSE') AS udd,
            groupBitOrIf(m, slags = 'JOB_ORDINAER') AS job,
            groupBitOrIf(m, slags = 'LEDIGHEDSYDELSE') AS ledig,
            groupBitOrIf(m, slags IN ('DAGPENGE', 'KONTANTHJAELP', 'UDDANNELSESHJAELP', 'SHO', 'SYGEDAGPENGE', 'JOBAFKLARING', 'RESSOURCEFORLOEB', 'REVALIDERING')) AS vive
        FROM masker
        GROUP BY person_id
        HAVING bitOr(vive, ledig) != 0
    ),
    forsoergelser AS
    (
        SELECT definition.1 AS hvilken, definition.2 AS navn, definition.3 AS egen, bitOr(vive, ledig) AS nogen, dele, foep, fleks, udd, job
        FROM personer
        ARRAY JOIN arrayConcat(
            [('VIVE', '', vive)],
            arrayMap(
                y -> ('YDELSE', y, arrayReduce('groupBitOr', arrayMap(d -> d.5, arrayFilter(d -> d.1 = y, dele)))),
                arrayFilter(y -> y NOT IN ('FLEKSJOB', 'FOERTIDSPENSION'), arrayDistinct(arrayMap(d -> d.1, dele)))
            )
        ) AS definition
        WHERE egen != 0
    ),
    forloeb AS
    (
        SELECT *, spaend.1 AS s, spaend.2 AS e
        FROM forsoergelser
        ARRAY JOIN arrayZip(
            bitPositionsToArray(bitAnd(egen, bitNot(bitShiftLeft(egen, 1)))),
            bitPositionsToArray(bitAnd(egen, bitNot(bitShiftRight(egen, 1))))
        ) AS spaend
        WHERE s > 0
    ),
    maalte AS
    (
        SELECT hvilken, navn, egen, nogen, dele, foep, fleks, udd, job, s, e, maalt.1 AS fra, toUInt8(maalt.2) AS efter,
            if(fra = 'SLUT', e, s) + if(fra = 'VARIGHED', 0, efter) AS naar,
            arraySort(d -> (-(d.5), d.1, d.2, d.3, d.4), arrayFilter(
                d -> bitTest(d.5, if(fra = 'SLUT', e, s)) AND d.1 != 'FLEKSJOB' AND d.1 != 'FOERTIDSPENSION' AND if(navn = '', d.1 != 'LEDIGHEDSYDELSE', d.1 = navn),
                dele
            ))[1] AS hos
        FROM forloeb
        ARRAY JOIN [('START', 1), ('START', 3), ('START', 6), ('START', 12), ('SLUT', 1), ('SLUT', 3), ('SLUT', 6), ('SLUT', 12), ('VARIGHED', e - s + 1)] AS maalt
        WHERE naar <= 63 AND (fra != 'SLUT' OR e < 63)
    )
SELECT hvilken AS definition, fra, efter,
    multiIf(
        hvilken = 'YDELSE', navn,
        hos.1 = 'DAGPENGE', 'Dagpengemodtagere',
        hos.1 IN ('SYGEDAGPENGE', 'JOBAFKLARING'), 'Sygedagpengemodtagere',
        hos.2 = 'JOBPARAT', 'Jobparate',
        'Aktivitetsparate'
    ) AS gruppe,
    hos.3 AS kommune, hos.4 AS akasse,
    if(fra = 'VARIGHED', toStartOfYear(addMonths(foerste, s)), addMonths(foerste, s)) AS maaned,
    multiIf(
        fra = 'VARIGHED', if(e < 63, 'SLUT', 'IGANG'),
        bitTest(egen, naar), 'SAMME',
        bitTest(foep, naar), 'FOERTIDSPENSION',
        bitTest(fleks, naar), 'FLEKSJOB',
        bitTest(nogen, naar), 'ANDEN_YDELSE',
        bitTest(udd, naar), 'UDDANNELSE',
        bitTest(job, naar), 'BESKAEFTIGELSE',
        'SELVFORSOERGELSE'
    ) AS tilstand,
    count() AS antal
FROM maalte
GROUP BY definition, fra, efter, gruppe, kommune, akasse, maaned, tilstand
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_afgang
(
    definition LowCardinality(String) COMMENT 'VIVE: changes between ydelser do not end a forloeb; YDELSE: they do',
    fra        LowCardinality(String) COMMENT 'START or SLUT of the forloeb',
    efter      UInt8 COMMENT 'Months after it: 1, 3, 6 or 12',
    gruppe     LowCardinality(String) COMMENT 'VIVE: the maalgruppe; YDELSE: the ydelse',
    kommune    UInt16 COMMENT 'Kommune code of the last (SLUT) or first (START) month',
    akasse     UInt16 COMMENT 'A-kasse code, 0 for none',
    maaned     Date COMMENT 'First month of the forloeb',
    tilstand   LowCardinality(String) COMMENT 'SAMME (still or again), ANDEN_YDELSE, BESKAEFTIGELSE, UDDANNELSE, FLEKSJOB, FOERTIDSPENSION or SELVFORSOERGELSE',
    antal      UInt32 COMMENT 'Forloeb'
)
AS SELECT definition, fra, efter, gruppe, kommune, akasse, maaned, tilstand, antal
FROM fokusvagt.talte_afgange
WHERE fra != 'VARIGHED'
COMMENT 'Where people are 1, 3, 6 and 12 months after the start and the end of a forloeb; counted every six hours';

-- Kaplan and Meier's estimate: who is still under way at the last month that is counted has lasted at least so long.
CREATE OR REPLACE VIEW fokusvagt.v_overlevelse
(
    definition LowCardinality(String) COMMENT 'VIVE or YDELSE',
    gruppe     LowCardinality(String) COMMENT 'VIVE: the maalgruppe; YDELSE: the ydelse',
    kommune    UInt16 COMMENT 'Kommune code; 0: the whole country',
    maaneder   UInt8 COMMENT 'Months since the start',
    i_risiko   UInt64 COMMENT 'Forloeb known to have lasted so long',
    sluttede   UInt64 COMMENT 'Those that ended after this month',
    andel      Float64 COMMENT 'Estimated share still under way after it'
)
AS SELECT definition, gruppe, kommune, efter AS maaneder, i_risiko, sluttede,
    exp(sum(log(greatest(1 - sluttede / i_risiko, 1e-12))) OVER (PARTITION BY definition, gruppe, kommune ORDER BY efter)) AS andel
FROM
(
    SELECT definition, gruppe, k AS kommune, efter, sumIf(antal, tilstand = 'SLUT') AS sluttede,
        sum(sum(antal)) OVER (PARTITION BY definition, gruppe, k ORDER BY efter ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS i_risiko
    FROM fokusvagt.talte_afgange
    ARRAY JOIN [kommune, 0] AS k
    WHERE fra = 'VARIGHED'
    GROUP BY definition, gruppe, k, efter
)
COMMENT 'How many are still on the ydelse so many months after the start; counted every six hours';

CREATE TABLE IF NOT EXISTS fokusvagt.offentliggjorte_afgange
(
    gruppe   LowCardinality(String) COMMENT 'Maalgruppe of VIVE',
    tilstand LowCardinality(String) COMMENT 'Where they are one month after the end; ANDET: all else',
    andel    Float64 COMMENT 'Share of forloeb that ended, 2011-2019',
    kilde    String COMMENT 'Where it is published'
)
ENGINE = ReplacingMergeTree
ORDER BY (gruppe, tilstand)
COMMENT 'Exit shares as published by VIVE (2022)';

INSERT INTO fokusvagt.offentliggjorte_afgange VALUES
    ('Dagpengemodtagere', 'BESKAEFTIGELSE', 0.618, 'VIVE (2022), tabel 4.5'),
    ('Dagpengemodtagere', 'SELVFORSOERGELSE', 0.211, 'VIVE (2022), tabel 4.5'),
    ('Dagpengemodtagere', 'UDDANNELSE', 0.030, 'VIVE (2022), tabel 4.5'),
    ('Jobparate', 'BESKAEFTIGELSE', 0.510, 'VIVE (2022), tabel 4.3'),
    ('Jobparate', 'SELVFORSOERGELSE', 0.352, 'VIVE (2022), tabel 4.3'),
    ('Jobparate', 'UDDANNELSE', 0.104, 'VIVE (2022), tabel 4.3'),
    ('Aktivitetsparate', 'BESKAEFTIGELSE', 0.276, 'VIVE (2022), tabel 4.2'),
    ('Aktivitetsparate', 'SELVFORSOERGELSE', 0.472, 'VIVE (2022), tabel 4.2'),
    ('Aktivitetsparate', 'UDDANNELSE', 0.140, 'VIVE (2022), tabel 4.2'),
    ('Aktivitetsparate', 'FLEKSJOB', 0.012, 'VIVE (2022), tabel 4.2'),
    ('Aktivitetsparate', 'FOERTIDSPENSION', 0.053, 'VIVE (2022), tabel 4.2'),
    ('Sygedagpengemodtagere', 'BESKAEFTIGELSE', 0.831, 'VIVE (2022), tabel 4.4; med delvist raskmeldte'),
    ('Sygedagpengemodtagere', 'SELVFORSOERGELSE', 0.097, 'VIVE (2022), tabel 4.4'),
    ('Sygedagpengemodtagere', 'UDDANNELSE', 0.017, 'VIVE (2022), tabel 4.4'),
    ('Sygedagpengemodtagere', 'FLEKSJOB', 0.004, 'VIVE (2022), tabel 4.4'),
    ('Sygedagpengemodtagere', 'FOERTIDSPENSION', 0.011, 'VIVE (2022), tabel 4.4');

CREATE OR REPLACE VIEW fokusvagt.v_afgang_vive
(
    gruppe          LowCardinality(String) COMMENT 'Maalgruppe of VIVE, the one before the end',
    tilstand        LowCardinality(String) COMMENT 'Where they are one month after the end',
    antal           UInt64 COMMENT 'Forloeb ended so, the whole country',
    andel           Nullable(Float64) COMMENT 'Their share of forloeb that ended',
    offentliggjort  Float64 COMMENT 'The share that VIVE publishes for 2011-2019',
    kilde           String COMMENT 'Where it is published'
)
AS SELECT o.gruppe AS gruppe, o.tilstand AS tilstand, t.her AS antal, if(t.i_alt = 0, NULL, t.her / t.i_alt) AS andel,
    o.andel AS offentliggjort, o.kilde AS kilde
FROM (SELECT * FROM fokusvagt.offentliggjorte_afgange FINAL) AS o
LEFT JOIN
(
    SELECT gruppe, tilstand, sum(antal) AS her, sum(sum(antal)) OVER (PARTITION BY gruppe) AS i_alt
    FROM fokusvagt.talte_afgange
    WHERE definition = 'VIVE' AND fra = 'SLUT' AND efter = 1
    GROUP BY gruppe, tilstand
) AS t ON t.gruppe = o.gruppe AND t.tilstand = o.tilstand
COMMENT 'Exits one month after the end beside what VIVE (2022) publishes';
