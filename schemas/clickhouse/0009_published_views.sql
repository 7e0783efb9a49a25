-- What may be published: no persons, and no cell of fewer than 10 persons (NULL instead, zero included).
-- A cell is the numerator or what it leaves of the denominator. Where a month is suppressed, so is every mean that
-- contains it, because the difference of two means would give it back. The nowcast is not published.

CREATE OR REPLACE VIEW fokusvagt.pub_indikatorer
(
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    indicator_id LowCardinality(String) COMMENT 'FM-SAMTALE, FM-TILBUD, RM-FORSOERGELSE or AK-SAM3',
    period_end   Date COMMENT 'The month-end',
    numerator    Nullable(Float64) COMMENT 'NULL where a cell is under 10',
    denominator  Nullable(Float64) COMMENT 'NULL where it is under 10',
    value        Nullable(Float64) COMMENT 'NULL where a cell is under 10',
    avg12        Nullable(Float64) COMMENT 'NULL where any month in it has a cell under 10',
    threshold    Nullable(Float64) COMMENT 'Target',
    breach       Nullable(Bool) COMMENT 'NULL where avg12 is',
    skjult       Bool COMMENT 'True: something in the row is suppressed'
)
AS WITH each AS
(
    SELECT scope, code, indicator_id, period_end, numerator AS n, denominator AS d, value AS v, avg12 AS a, threshold,
        breach AS b, n < 10 OR d - n < 10 AS small,
        max(small) OVER (PARTITION BY scope, code, indicator_id ORDER BY period_end
            ROWS BETWEEN 11 PRECEDING AND CURRENT ROW) AS smalls
    FROM fokusvagt.v_indicators
    WHERE NOT live AND indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE', 'AK-SAM3')
)
SELECT scope, code, indicator_id, period_end, if(small, NULL, n) AS numerator, if(d < 10, NULL, d) AS denominator,
    if(small, NULL, v) AS value, if(smalls, NULL, a) AS avg12, threshold, if(smalls, NULL, b) AS breach,
    smalls AS skjult
FROM each
COMMENT 'Indicators fit to be published';

CREATE OR REPLACE VIEW fokusvagt.pub_fokusmaal
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    region       String COMMENT 'Its region',
    indicator_id LowCardinality(String) COMMENT 'FM-SAMTALE or FM-TILBUD',
    period_end   Date COMMENT 'The month-end',
    numerator    Nullable(Float64) COMMENT 'Persons who fail; NULL where a cell is under 10',
    denominator  Nullable(Float64) COMMENT 'Persons in the population; NULL where under 10',
    value        Nullable(Float64) COMMENT 'Share who fail; NULL where a cell is under 10',
    avg12        Nullable(Float64) COMMENT 'Mean share; NULL where any month in it has a cell under 10',
    threshold    Nullable(Float64) COMMENT 'The target avg12 must stay under',
    breach       Nullable(Bool) COMMENT 'NULL where avg12 is',
    skjult       Bool COMMENT 'True: something in the row is suppressed'
)
AS SELECT code AS kommune, k.navn AS kommune_navn, k.region AS region, indicator_id, period_end, numerator,
    denominator, value, avg12, threshold, breach, skjult
FROM fokusvagt.pub_indikatorer AS i
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = i.code
WHERE scope = 'kommune' AND indicator_id LIKE 'FM-%'
COMMENT 'The fokusmaal, fit to be published';

CREATE OR REPLACE VIEW fokusvagt.pub_resultatmaal
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    region       String COMMENT 'Its region',
    period_end   Date COMMENT 'The month-end',
    numerator    Nullable(Float64) COMMENT 'Fuldtidspersoner; NULL where under 10',
    denominator  Nullable(Float64) COMMENT 'Inhabitants aged 16-66',
    value        Nullable(Float64) COMMENT 'Share on benefit; NULL where a cell is under 10',
    avg12        Nullable(Float64) COMMENT 'Mean share; NULL where any month in it has a cell under 10',
    threshold    Nullable(Float64) COMMENT 'The expected share',
    breach       Nullable(Bool) COMMENT 'NULL where avg12 is',
    skjult       Bool COMMENT 'True: something in the row is suppressed'
)
AS SELECT code AS kommune, k.navn AS kommune_navn, k.region AS region, period_end, numerator, denominator, value,
    avg12, threshold, breach, skjult
FROM fokusvagt.pub_indikatorer AS i
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = i.code
WHERE scope = 'kommune' AND indicator_id = 'RM-FORSOERGELSE'
COMMENT 'The resultatmaal, fit to be published';

CREATE OR REPLACE VIEW fokusvagt.pub_akasse
(
    akasse       UInt16 COMMENT 'A-kasse code',
    akasse_navn  String COMMENT 'Its short name',
    indicator_id LowCardinality(String) COMMENT 'AK-SAM3',
    period_end   Date COMMENT 'The month-end',
    numerator    Nullable(Float64) COMMENT 'Met in time; NULL where a cell is under 10',
    denominator  Nullable(Float64) COMMENT 'Cases; NULL where under 10',
    value        Nullable(Float64) COMMENT 'Share met in time; NULL where a cell is under 10',
    threshold    Nullable(Float64) COMMENT 'The level it must reach',
    breach       Nullable(Bool) COMMENT 'NULL where a month behind it is suppressed',
    skjult       Bool COMMENT 'True: something in the row is suppressed'
)
AS SELECT code AS akasse, a.kortnavn AS akasse_navn, indicator_id, period_end, numerator, denominator, value,
    threshold, breach, skjult
FROM fokusvagt.pub_indikatorer AS i
LEFT ANY JOIN fokusvagt.v_akasser AS a ON a.kode = i.code
WHERE scope = 'akasse'
COMMENT 'What a-kasser are followed on, fit to be published';

CREATE OR REPLACE VIEW fokusvagt.pub_brud
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, regime gaeldende',
    status       LowCardinality(String) COMMENT 'VARSEL, FORELOEBIG, KONSTATERET or AFHJULPET',
    antal        Nullable(UInt64) COMMENT 'Person rows; NULL where under 10, none included'
)
AS WITH
    talt AS
    (
        SELECT kommune_key, rule_id, status, count() AS n
        FROM fokusvagt.breaches FINAL
        WHERE scope = 'person' AND regime = 'gaeldende'
            AND status IN ('VARSEL', 'FORELOEBIG', 'KONSTATERET', 'AFHJULPET')
        GROUP BY kommune_key, rule_id, status
    ),
    -- Every kommune has every cell: a cell that is missing would say that there is nobody in it.
    celler AS (SELECT DISTINCT rule_id, status FROM talt)
SELECT k.kode AS kommune, k.navn AS kommune_navn, c.rule_id AS rule_id, c.status AS status, if(n < 10, NULL, n) AS antal
FROM fokusvagt.v_kommuner AS k
CROSS JOIN celler AS c
LEFT ANY JOIN talt AS t ON t.kommune_key = k.kode AND t.rule_id = c.rule_id AND t.status = c.status
COMMENT 'Persons failing or due per kommune and rule, fit to be published';
