-- Death and departure are an exit of their own, as in VIVE's tables: they were counted as self-support. A person is dead for
-- good; one who has left and of whom payments or wages are known again is where those say. Who was merged into another is
-- counted as the other alone.

-- A person is a handful of masks of 64 bits, one for each kind of payment or work, a bit for each month. A state at a
-- month is the first of a fixed order that has its bit: what is registered wins over wages, wages over nothing.
DROP VIEW IF EXISTS fokusvagt.taeller_afgange;

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
        UNION ALL
        SELECT person_id, concat('VAEK_', toString(livsbegivenhed)), '', 0, 0, dateDiff('month', foerste, dato) AS a, 63 AS b
        FROM fokusvagt.facts_borgerstatus FINAL
        WHERE NOT deleted AND livsbegivenhed IN ('DOED', 'UDREJST')
    ),
    masker AS
    (
        SELECT person_id, slags, visitation, kommune, akasse,
            groupBitOr(bitAnd(bitShiftRight(alle, toUInt8(63 - least(b, 63))), bitShiftLeft(alle, toUInt8(greatest(a, 0))))) AS m
        FROM rettet
        WHERE a <= b AND a <= 63 AND b >= 0 AND person_id NOT IN (SELECT person_id FROM fokusvagt.v_sammenlagte)
        GROUP BY person_id, slags, visitation, kommune, akasse
    ),
    personer AS
    (
        SELECT groupBitOrIf(m, slags = 'VAEK_DOED') AS doed,
            groupBitOrIf(m, slags = 'VAEK_UDREJST') AS udrejst,
            bitNot(bitShiftLeft(doed, 1)) AS levet,
            groupArrayIf((toString(slags), toString(visitation), kommune, akasse, m), NOT match(slags, '^(JOB|VAEK)_')) AS dele,
            groupBitOrIf(m, slags = 'FOERTIDSPENSION') AS foep,
            groupBitOrIf(m, slags IN ('FLEKSJOB', 'JOB_FLEKSJOB')) AS fleks,
            groupBitOrIf(m, slags = 'JOB_UDDANNELSE') AS udd,
            groupBitOrIf(m, slags = 'JOB_ORDINAER') AS job,
            bitAnd(levet, groupBitOrIf(m, slags = 'LEDIGHEDSYDELSE')) AS ledig,
            bitAnd(levet, groupBitOrIf(m, slags IN ('DAGPENGE', 'KONTANTHJAELP', 'UDDANNELSESHJAELP', 'SHO', 'SYGEDAGPENGE', 'JOBAFKLARING', 'RESSOURCEFORLOEB', 'REVALIDERING'))) AS vive
        FROM masker
        GROUP BY person_id
        HAVING bitOr(vive, ledig) != 0
    ),
    forsoergelser AS
    (
        SELECT definition.1 AS hvilken, definition.2 AS navn, definition.3 AS egen, bitOr(vive, ledig) AS nogen, dele, foep, fleks, udd, job, doed, udrejst
        FROM personer
        ARRAY JOIN arrayConcat(
            [('VIVE', '', vive)],
            arrayMap(
                y -> ('YDELSE', y, bitAnd(levet, arrayReduce('groupBitOr', arrayMap(d -> d.5, arrayFilter(d -> d.1 = y, dele))))),
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
        SELECT hvilken, navn, egen, nogen, dele, foep, fleks, udd, job, doed, udrejst, s, e, maalt.1 AS fra, toUInt8(maalt.2) AS efter,
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
        bitTest(doed, naar), 'DOED_ELLER_UDREJST',
        bitTest(egen, naar), 'SAMME',
        bitTest(foep, naar), 'FOERTIDSPENSION',
        bitTest(fleks, naar), 'FLEKSJOB',
        bitTest(nogen, naar), 'ANDEN_YDELSE',
        bitTest(udd, naar), 'UDDANNELSE',
        bitTest(job, naar), 'BESKAEFTIGELSE',
        bitTest(udrejst, naar), 'DOED_ELLER_UDREJST',
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
    tilstand   LowCardinality(String) COMMENT 'SAMME (still or again), ANDEN_YDELSE, BESKAEFTIGELSE, UDDANNELSE, FLEKSJOB, FOERTIDSPENSION, DOED_ELLER_UDREJST or SELVFORSOERGELSE',
    antal      UInt32 COMMENT 'Forloeb'
)
AS SELECT definition, fra, efter, gruppe, kommune, akasse, maaned, tilstand, antal
FROM fokusvagt.talte_afgange
WHERE fra != 'VARIGHED'
COMMENT 'Where people are 1, 3, 6 and 12 months after the start and the end of a forloeb; counted every six hours';

INSERT INTO fokusvagt.offentliggjorte_afgange VALUES
    ('Dagpengemodtagere', 'DOED_ELLER_UDREJST', 0.008, 'VIVE (2022), tabel 4.5'),
    ('Jobparate', 'DOED_ELLER_UDREJST', 0.014, 'VIVE (2022), tabel 4.3'),
    ('Aktivitetsparate', 'DOED_ELLER_UDREJST', 0.022, 'VIVE (2022), tabel 4.2'),
    ('Sygedagpengemodtagere', 'DOED_ELLER_UDREJST', 0.010, 'VIVE (2022), tabel 4.4');
