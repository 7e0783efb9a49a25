-- Counting for its own sake («taelleri»): activity that is timed, split or named for the sake of the figure. Each monitor
-- is a share with a range learnt from the country. What lies over it is a question to ask, never a breach.

CREATE TABLE IF NOT EXISTS fokusvagt.regelaendringer
(
    dato    Date COMMENT 'From this day on a rule says something else',
    rule_id LowCardinality(String) COMMENT 'Rule of the catalogue',
    titel   String COMMENT 'Its title in Danish',
    loaded  UInt64 COMMENT 'Load number: the latest load is the one in force'
)
ENGINE = ReplacingMergeTree(loaded)
ORDER BY (dato, rule_id)
COMMENT 'The days on which rules changed, from the rule catalogue';

CREATE OR REPLACE VIEW fokusvagt.v_regelaendringer
(
    dato   Date COMMENT 'From this day on the rules say something else',
    regler Array(String) COMMENT 'Which rules'
)
AS SELECT dato, arraySort(groupUniqArray(toString(rule_id))) AS regler
FROM fokusvagt.regelaendringer FINAL
WHERE loaded = (SELECT max(loaded) FROM fokusvagt.regelaendringer)
GROUP BY dato
COMMENT 'The days on which rules changed';

CREATE TABLE IF NOT EXISTS fokusvagt.talte_taellerier
(
    monitor LowCardinality(String) COMMENT 'Such as SAMTALE-SIDSTE-UGE',
    kommune UInt16 COMMENT 'Kommune code',
    source  LowCardinality(String) COMMENT 'SAMTALE-PR-DAG: the registering source',
    aendret Nullable(Date) COMMENT 'FORM-SKIFT, TYPE-SKIFT: the day on which rules changed',
    taeller Float64 COMMENT 'What the monitor looks for',
    naevner Float64 COMMENT 'Of how many',
    stoej   Float64 COMMENT 'Standard error that chance alone gives'
)
ENGINE = MergeTree
ORDER BY (monitor, kommune, source)
COMMENT 'What the monitors of taelleri have counted';

CREATE MATERIALIZED VIEW IF NOT EXISTS fokusvagt.taeller_taellerier
REFRESH AFTER 6 HOUR TO fokusvagt.talte_taellerier
AS WITH
    (SELECT max(as_of) FROM fokusvagt.progress FINAL) AS dag,
    ifNull(dag, toDate('1971-01-01')) AS nu,
    (SELECT groupArray(dato) FROM fokusvagt.v_regelaendringer WHERE dato BETWEEN nu - 730 AND nu - 89) AS aendringer,
    samtaler AS
    (
        SELECT kommune, source, dato, toString(form) AS form, toString(samtaletype) AS type
        FROM fokusvagt.facts_samtale FINAL
        WHERE NOT deleted AND status = 'AFHOLDT' AND dato > nu - 820 AND dato <= nu
    ),
    skift AS
    (
        SELECT monitor, kommune, aendret, hvad, countIf(dato < aendret) AS nb, countIf(dato >= aendret) AS na,
            sum(nb) OVER (PARTITION BY monitor, kommune, aendret) AS nb_alle,
            sum(na) OVER (PARTITION BY monitor, kommune, aendret) AS na_alle
        FROM
        (
            SELECT kommune, dato, aendret, skifter.1 AS monitor, skifter.2 AS hvad
            FROM (SELECT *, arrayJoin(arrayFilter(c -> dato BETWEEN c - 90 AND c + 89, aendringer)) AS aendret FROM samtaler)
            ARRAY JOIN [('FORM-SKIFT', form), ('TYPE-SKIFT', type)] AS skifter
        )
        GROUP BY monitor, kommune, aendret, hvad
    )
SELECT 'SAMTALE-SIDSTE-UGE' AS monitor, kommune, '' AS source, CAST(NULL AS Nullable(Date)) AS aendret,
    toFloat64(countIf(dato > toLastDayOfMonth(dato) - 7)) AS taeller, toFloat64(count()) AS naevner,
    sqrt(taeller / naevner * (1 - taeller / naevner) / naevner) AS stoej
FROM samtaler
WHERE dato > nu - 365 AND type IN ('JOBSAMTALE', 'FAELLESSAMTALE', 'OPFOELGNING')
GROUP BY kommune
UNION ALL
SELECT 'TILBUD-AFBRUDT', kommune, '', NULL, toFloat64(countIf(status = 'AFBRUDT' AND slutdato - startdato < 7)) AS taeller,
    toFloat64(count()) AS naevner, sqrt(taeller / naevner * (1 - taeller / naevner) / naevner)
FROM fokusvagt.facts_tilbud FINAL
WHERE NOT deleted AND tilbudstype != 'MENTOR' AND status IN ('PAABEGYNDT', 'AFSLUTTET', 'AFBRUDT')
    AND startdato > nu - 365 AND startdato <= nu
GROUP BY kommune
UNION ALL
SELECT 'SAMTALE-PR-DAG', topK(1)(kommune)[1], source, NULL, toFloat64(sumIf(n, n >= 16 AND n > 3 * midt)) AS taeller,
    toFloat64(sum(n)) AS naevner, 0.
FROM
(
    SELECT source, dato, any(kommune) AS kommune, count() AS n, median(n) OVER (PARTITION BY source) AS midt
    FROM samtaler WHERE dato > nu - 365
    GROUP BY source, dato
)
GROUP BY source
UNION ALL
SELECT monitor, kommune, '', toNullable(aendret), any(na_alle) * sum(abs(na / na_alle - nb / nb_alle)) / 2 AS taeller,
    toFloat64(any(na_alle)) AS naevner, sqrt(0.25 * (1 / any(na_alle) + 1 / any(nb_alle)))
FROM skift
WHERE na_alle > 0 AND nb_alle > 0
GROUP BY monitor, kommune, aendret
SETTINGS max_threads = 1;

-- The range: the median of the country, three robust standard deviations (1.4826 times the median absolute deviation),
-- and twice what chance gives a kommune with so few. Whoever has fewer than 20 is not asked.
CREATE OR REPLACE VIEW fokusvagt.v_taelleri
(
    monitor       LowCardinality(String) COMMENT 'SAMTALE-SIDSTE-UGE, TILBUD-AFBRUDT, SAMTALE-PR-DAG, FORM-SKIFT or TYPE-SKIFT',
    kommune       UInt16 COMMENT 'Kommune code',
    kommune_navn  String COMMENT 'Its name',
    source        LowCardinality(String) COMMENT 'SAMTALE-PR-DAG: the registering source',
    aendret       Nullable(Date) COMMENT 'FORM-SKIFT, TYPE-SKIFT: the day on which rules changed',
    andel         Float64 COMMENT 'Share that the monitor looks for',
    naevner       Float64 COMMENT 'Of how many samtaler or tilbud',
    landet        Float64 COMMENT 'Median of the country',
    forventet_til Float64 COMMENT 'Up to here it is ordinary',
    spoerg        Bool COMMENT 'Over it: there is a question to ask, which is not a breach',
    spoergsmaal   String COMMENT 'The question, in Danish'
)
AS SELECT t.monitor AS monitor, t.kommune AS kommune, k.navn AS kommune_navn, source, aendret, taeller / naevner AS andel,
    naevner, m AS landet, least(1, m + 3 * 1.4826 * mad + 1.96 * stoej) AS forventet_til,
    naevner >= 20 AND andel > forventet_til AS spoerg,
    multiIf(
        t.monitor = 'SAMTALE-SIDSTE-UGE', 'Hvorfor ligger så mange af samtalerne i månedens sidste uge, lige før der måles?',
        t.monitor = 'TILBUD-AFBRUDT', 'Hvorfor bliver så mange tilbud afbrudt inden for en uge? Var de egnede, da de blev givet?',
        t.monitor = 'SAMTALE-PR-DAG', 'Hvordan er så mange samtaler blevet holdt på én dag? Er det registreringer, der er samlet sammen?',
        t.monitor = 'FORM-SKIFT', 'Hvorfor skiftede formen på samtalerne, netop da reglerne ændrede sig?',
        'Hvorfor skiftede typen af samtalerne, netop da reglerne ændrede sig?'
    ) AS spoergsmaal
FROM fokusvagt.talte_taellerier AS t
INNER JOIN
(
    SELECT monitor, ifNull(aendret, toDate(0)) AS dag, median(a) AS m, median(abs(a - m0)) AS mad
    FROM
    (
        SELECT monitor, aendret, taeller / naevner AS a, median(a) OVER (PARTITION BY monitor, aendret) AS m0
        FROM fokusvagt.talte_taellerier WHERE naevner >= 20
    )
    GROUP BY monitor, dag
) AS l ON l.monitor = t.monitor AND l.dag = ifNull(t.aendret, toDate(0))
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = t.kommune
COMMENT 'Activity that may be counting for its own sake: questions to ask, never breaches; counted every six hours';
