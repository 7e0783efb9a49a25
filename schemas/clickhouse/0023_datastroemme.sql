-- Feeds are counted once an hour down to a row each, so that asking about them costs nothing.

DROP VIEW IF EXISTS fokusvagt.taeller_stroemme;
DROP TABLE IF EXISTS fokusvagt.talte_stroemme;

CREATE TABLE IF NOT EXISTS fokusvagt.talte_datastroemme
(
    scope    LowCardinality(String) COMMENT 'kommune or akasse',
    code     UInt16 COMMENT 'Its code',
    type     LowCardinality(String) COMMENT 'Fact type',
    sidst    Nullable(DateTime64(3, 'UTC')) COMMENT 'Newest registration, at the latest its arrival; NULL: never any',
    graense  UInt32 COMMENT 'Days without registration that are still ordinary for this feed',
    data_til Nullable(Date) COMMENT 'sidst and graense days'
)
ENGINE = MergeTree
ORDER BY (scope, code, type)
COMMENT 'Every feed: one fact type of one kommune or a-kasse';

-- A registration dated ahead of its arrival counts as of its arrival. One thread: this delays nobody.
CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_datastroemme
REFRESH AFTER 1 HOUR TO fokusvagt.talte_datastroemme
AS SELECT scope, code, type, if(nr = 0, NULL, sidste[nr]) AS sidst,
    toUInt32(greatest(
        transform(type, ['samtale', 'beskaeftigelse'], [21, 75], 45),
        if(nr = 0, 0, ceil(9 * dateDiff('day', foerste[nr], sidste[nr]) / greatest(antal[nr] - 1, 1)))
    )) AS graense,
    toDate(sidst, 'Europe/Copenhagen') + graense AS data_til
FROM
(
    SELECT *, arrayJoin(['ydelse', 'samtale', 'tilbud', 'borgerstatus', 'beskaeftigelse']) AS type,
        indexOf(typer, type) AS nr
    FROM
    (
        SELECT scope, code, groupArray(type) AS typer, groupArray(f) AS foerste, groupArray(s) AS sidste,
            groupArray(n) AS antal
        FROM
        (
            SELECT hvem.1 AS scope, hvem.2 AS code, type, min(f) AS f, max(s) AS s, sum(n) AS n
            FROM
            (
                SELECT type, min(registered_at) AS f, max(least(registered_at, modtaget)) AS s, count() AS n,
                    arrayJoin([('kommune', kommune), ('akasse', akasse)]) AS hvem
                FROM
                (
                    SELECT 'ydelse' AS type, kommune, ifNull(akasse, 0) AS akasse, registered_at, modtaget FROM fokusvagt.facts_ydelse
                    UNION ALL
                    SELECT 'samtale' AS type, kommune, ifNull(akasse, 0) AS akasse, registered_at, modtaget FROM fokusvagt.facts_samtale
                    UNION ALL
                    SELECT 'tilbud' AS type, kommune, ifNull(akasse, 0) AS akasse, registered_at, modtaget FROM fokusvagt.facts_tilbud
                    UNION ALL
                    SELECT 'borgerstatus' AS type, kommune, ifNull(akasse, 0) AS akasse, registered_at, modtaget FROM fokusvagt.facts_borgerstatus
                    UNION ALL
                    SELECT 'beskaeftigelse' AS type, kommune, ifNull(akasse, 0) AS akasse, registered_at, modtaget FROM fokusvagt.facts_beskaeftigelse
                )
                GROUP BY type, kommune, akasse
            )
            WHERE code != 0
            GROUP BY scope, code, type
        )
        GROUP BY scope, code
    )
)
SETTINGS max_threads = 1;

CREATE OR REPLACE VIEW fokusvagt.v_datastrom
(
    scope     LowCardinality(String) COMMENT 'kommune or akasse',
    code      UInt16 COMMENT 'Its code',
    type      LowCardinality(String) COMMENT 'Fact type',
    sidst     Nullable(DateTime64(3, 'UTC')) COMMENT 'Newest registration, NULL when there never was one',
    graense   UInt32 COMMENT 'Days without registration that are still ordinary for this feed',
    data_til  Nullable(Date) COMMENT 'The last day for which silence proves nothing: sidst and graense days',
    as_of     Nullable(Date) COMMENT 'Current business date',
    status    LowCardinality(String) COMMENT 'DATA, or INGEN_DATA: silent as of the business date'
)
AS WITH (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS today
SELECT scope, code, type, sidst, graense, data_til, today AS as_of,
    if(data_til IS NULL OR ifNull(today > data_til, false), 'INGEN_DATA', 'DATA') AS status
FROM fokusvagt.talte_datastroemme
COMMENT 'Every feed of a kommune or a-kasse: when it was last heard, and whether that is silence; counted every hour';

CREATE OR REPLACE VIEW fokusvagt.v_indikatorstatus
(
    indicator_id LowCardinality(String) COMMENT 'Such as FM-SAMTALE',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    period_end   Date COMMENT 'The month-end, or T of the nowcast',
    live         Bool COMMENT 'True: the nowcast at T',
    avg12        Float64 COMMENT 'Mean of value over up to 12 month-ends',
    threshold    Nullable(Float64) COMMENT 'Target',
    breach       Bool COMMENT 'avg12 misses the target, as far as facts have come',
    tavse        Array(String) COMMENT 'Fact types the indicator rests on that were silent by period_end',
    status       LowCardinality(String) COMMENT 'INGEN_DATA before anything else, BRUDT, OVERHOLDT, or OPLYST where nothing is required'
)
AS WITH stroemme AS
(
    SELECT scope, code, groupArray((toString(type), ifNull(data_til, toDate('1970-01-01')))) AS dem
    FROM fokusvagt.talte_datastroemme GROUP BY scope, code
)
SELECT i.indicator_id AS indicator_id, i.scope AS scope, i.code AS code, i.period_end AS period_end, i.live AS live,
    i.avg12 AS avg12, i.threshold AS threshold, i.breach AS breach,
    arraySort(arrayMap(d -> d.1, arrayFilter(d -> has(hviler, d.1) AND i.period_end > d.2, s.dem))) AS tavse,
    multiIf(notEmpty(tavse), 'INGEN_DATA', i.breach, 'BRUDT', i.threshold IS NULL, 'OPLYST', 'OVERHOLDT') AS status,
    multiIf(
        i.indicator_id IN ('FM-SAMTALE', 'AK-SAM3'), ['ydelse', 'samtale'],
        i.indicator_id = 'FM-TILBUD', ['ydelse', 'tilbud', 'beskaeftigelse'],
        i.indicator_id = 'RM-FORSOERGELSE', ['ydelse'],
        ['ydelse', 'samtale', 'tilbud']
    ) AS hviler
FROM fokusvagt.indicators AS i FINAL
LEFT ANY JOIN stroemme AS s ON s.scope = i.scope AND s.code = i.code
COMMENT 'How each indicator is to be read: silence is not compliance, and not a breach';

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
    as_of        Date COMMENT 'Business date of the evaluation',
    status       LowCardinality(String) COMMENT 'INGEN_DATA where a feed is silent, else BRUDT or OVERHOLDT'
)
AS WITH stroemme AS
(
    SELECT code, minIf(ifNull(data_til, toDate('1970-01-01')), type IN ('ydelse', 'samtale')) AS samtale_til,
        minIf(ifNull(data_til, toDate('1970-01-01')), type IN ('ydelse', 'tilbud', 'beskaeftigelse')) AS tilbud_til
    FROM fokusvagt.talte_datastroemme WHERE scope = 'kommune' GROUP BY code
)
SELECT i.code AS kommune, k.navn AS kommune_navn, k.region AS region, indicator_id, period_end, live, numerator,
    denominator, value, avg12, threshold, breach, headroom, as_of,
    multiIf(
        s.code != 0 AND period_end > if(indicator_id = 'FM-SAMTALE', s.samtale_til, s.tilbud_til), 'INGEN_DATA',
        breach, 'BRUDT', 'OVERHOLDT'
    ) AS status
FROM fokusvagt.indicators AS i FINAL
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = i.code
LEFT ANY JOIN stroemme AS s ON s.code = i.code
WHERE scope = 'kommune' AND indicator_id LIKE 'FM-%'
COMMENT 'The fokusmaal of each kommune, month by month, and now';
