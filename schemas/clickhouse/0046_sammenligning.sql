-- Comparison as it is done: with the region, those of the same size, those with like terms (rammevilkaar) and the country,
-- each with its spread and the persons behind; and what chance alone would give.

-- Terms in four groups as VIVE (2022) makes them: the ten with the lightest, the ten with the heaviest, the rest halved.
CREATE OR REPLACE VIEW fokusvagt.v_sammenligningsgrupper
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    slags        LowCardinality(String) COMMENT 'REGION, STOERRELSE, RAMMEVILKAAR or LANDET',
    gruppe       String COMMENT 'Name of the group'
)
AS WITH
    seneste AS
    (
        SELECT kode, forventet_andel, row_number() OVER (ORDER BY forventet_andel, kode) AS plads, count() OVER () AS alle
        FROM fokusvagt.v_rammevilkaar
        WHERE scope = 'KOMMUNE' AND NOT deleted AND forventet_andel IS NOT NULL
            AND aar = (SELECT max(aar) FROM fokusvagt.v_rammevilkaar WHERE scope = 'KOMMUNE' AND NOT deleted AND forventet_andel IS NOT NULL)
    )
SELECT k.kode AS kommune, k.navn AS kommune_navn, g.1 AS slags, g.2 AS gruppe
FROM fokusvagt.v_kommuner AS k
LEFT ANY JOIN seneste AS s ON s.kode = k.kode
ARRAY JOIN [
    ('REGION', k.region),
    ('STOERRELSE', k.stoerrelse),
    ('RAMMEVILKAAR', multiIf(s.plads = 0, '', s.plads <= 10, 'de ti letteste', s.plads > s.alle - 10, 'de ti sværeste', s.plads <= s.alle / 2, 'lettere end midten', 'sværere end midten')),
    ('LANDET', 'hele landet')
] AS g
WHERE gruppe != ''
COMMENT 'Whom each kommune is compared with';

-- What is compared: the nowcast of every indicator in force or looked at by revisions, and exits within six months.
CREATE OR REPLACE VIEW fokusvagt.v_sammenligningstal
(
    indicator_id LowCardinality(String) COMMENT 'Such as FM-SAMTALE; AFGANG-6: in work or education six months after the start',
    kommune      UInt16 COMMENT 'Kommune code',
    taeller      Float64 COMMENT 'Numerator',
    naevner      Float64 COMMENT 'Denominator: persons, forloeb or samtaler'
)
AS SELECT indicator_id, code AS kommune, numerator AS taeller, denominator AS naevner
FROM fokusvagt.v_nu
WHERE scope = 'kommune' AND denominator > 0 AND indicator_id NOT LIKE 'RM-%' AND indicator_id != 'SKAERPET-TILSYN'
    AND numerator BETWEEN 0 AND denominator
UNION ALL
SELECT 'AFGANG-6', kommune, toFloat64(sumIf(antal, tilstand IN ('BESKAEFTIGELSE', 'UDDANNELSE'))), toFloat64(sum(antal))
FROM fokusvagt.talte_afgange
WHERE definition = 'VIVE' AND fra = 'START' AND efter = 6
    AND maaned > (SELECT addMonths(max(maaned), -12) FROM fokusvagt.talte_afgange WHERE definition = 'VIVE' AND fra = 'START' AND efter = 6)
GROUP BY kommune
COMMENT 'The shares that kommuner are compared on';

CREATE OR REPLACE VIEW fokusvagt.v_sammenligning
(
    indicator_id LowCardinality(String) COMMENT 'What is compared',
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    slags        LowCardinality(String) COMMENT 'REGION, STOERRELSE, RAMMEVILKAAR or LANDET',
    gruppe       String COMMENT 'Name of the group',
    andel        Float64 COMMENT 'The kommune''s own share',
    naevner      Float64 COMMENT 'Persons behind it',
    gruppens     Float64 COMMENT 'Share of the whole group, the kommune included',
    p10          Float64 COMMENT 'One kommune in ten of the group lies under',
    p90          Float64 COMMENT 'One kommune in ten of the group lies over',
    kommuner     UInt64 COMMENT 'Kommuner in the group',
    personer     Float64 COMMENT 'Persons behind the group',
    z            Nullable(Float64) COMMENT 'Difference to the others of the group in standard errors; NULL: too few to say',
    ord          String COMMENT 'What that means, in Danish'
)
AS SELECT indicator_id, kommune, kommune_navn, slags, gruppe, andel, naevner, a / personer AS gruppens, q[1] AS p10,
    q[2] AS p90, kommuner, personer,
    if(naevner < 20 OR personer - naevner < 20 OR a = 0 OR a = personer, NULL,
        (andel - (a - taeller) / (personer - naevner)) / sqrt(gruppens * (1 - gruppens) * (1 / naevner + 1 / (personer - naevner)))) AS z,
    multiIf(
        z IS NULL, 'for få personer til at sige noget',
        abs(z) < 1.96, 'ligger inden for det, tilfældet kan forklare',
        abs(z) < 3.09, concat('ligger ', if(z > 0, 'højere', 'lavere'), ' end de andre; så stor en forskel giver tilfældet i højst 5 af 100 tilfælde'),
        concat('ligger ', if(z > 0, 'højere', 'lavere'), ', end tilfældet kan forklare')
    ) AS ord
FROM
(
    SELECT t.indicator_id AS indicator_id, t.kommune AS kommune, g.kommune_navn AS kommune_navn, g.slags AS slags, g.gruppe AS gruppe,
        taeller, naevner, taeller / naevner AS andel,
        sum(taeller) OVER (PARTITION BY indicator_id, slags, gruppe) AS a,
        sum(naevner) OVER (PARTITION BY indicator_id, slags, gruppe) AS personer,
        count() OVER (PARTITION BY indicator_id, slags, gruppe) AS kommuner,
        quantilesExactInclusive(0.1, 0.9)(andel) OVER (PARTITION BY indicator_id, slags, gruppe) AS q
    FROM fokusvagt.v_sammenligningstal AS t
    INNER JOIN fokusvagt.v_sammenligningsgrupper AS g ON g.kommune = t.kommune
)
COMMENT 'Each kommune beside those it is compared with, with spread, persons behind and uncertainty in words';

-- A funnel: the narrower, the more persons there are. A small kommune far from the country's share is ordinary.
CREATE OR REPLACE VIEW fokusvagt.v_tragt
(
    indicator_id LowCardinality(String) COMMENT 'What is compared',
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    naevner      Float64 COMMENT 'Persons behind the share',
    andel        Float64 COMMENT 'Its share',
    landet       Float64 COMMENT 'The country''s share',
    nedre_95     Float64 COMMENT 'Under it lie 2.5 % by chance alone (binomial, normal approximation)',
    oevre_95     Float64 COMMENT 'Over it lie 2.5 % by chance alone',
    nedre_998    Float64 COMMENT 'Under it lies 0.1 % by chance alone',
    oevre_998    Float64 COMMENT 'Over it lies 0.1 % by chance alone',
    placering    LowCardinality(String) COMMENT 'INDEN_FOR, UNDER, OVER (the 95 % limits), LANGT_UNDER or LANGT_OVER (the 99.8 % limits)'
)
AS SELECT t.indicator_id AS indicator_id, t.kommune AS kommune, k.navn AS kommune_navn, t.naevner AS naevner,
    t.taeller / t.naevner AS andel, p AS landet, greatest(0, p - 1.96 * se) AS nedre_95, least(1, p + 1.96 * se) AS oevre_95,
    greatest(0, p - 3.09 * se) AS nedre_998, least(1, p + 3.09 * se) AS oevre_998,
    multiIf(andel < nedre_998, 'LANGT_UNDER', andel < nedre_95, 'UNDER', andel > oevre_998, 'LANGT_OVER', andel > oevre_95, 'OVER', 'INDEN_FOR') AS placering
FROM
(
    SELECT *, sum(taeller) OVER (PARTITION BY indicator_id) / sum(naevner) OVER (PARTITION BY indicator_id) AS p,
        sqrt(p * (1 - p) / naevner) AS se
    FROM fokusvagt.v_sammenligningstal
) AS t
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = t.kommune
COMMENT 'Every kommune in the funnel around the country''s share';
