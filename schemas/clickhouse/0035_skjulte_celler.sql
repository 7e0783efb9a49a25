-- Sums of a region or of the country are published by others, and a sum less what is shown here would tell what is not.
-- So where a cell of a region is hidden, the smallest others are too, until there are two and they hold 10 persons.

CREATE OR REPLACE VIEW fokusvagt.pub_indikatorer
(
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    indicator_id LowCardinality(String) COMMENT 'FM-SAMTALE, FM-TILBUD, RM-FORSOERGELSE or AK-SAM3',
    period_end   Date COMMENT 'The month-end',
    numerator    Nullable(Float64) COMMENT 'NULL where a cell is under 10, or would give one away',
    denominator  Nullable(Float64) COMMENT 'NULL where it is under 10',
    value        Nullable(Float64) COMMENT 'NULL where numerator is',
    avg12        Nullable(Float64) COMMENT 'NULL where any month in it is hidden',
    threshold    Nullable(Float64) COMMENT 'Target',
    breach       Nullable(Bool) COMMENT 'NULL where avg12 is',
    skjult       Bool COMMENT 'True: something in the row is suppressed'
)
AS WITH
    each AS
    (
        SELECT scope, code, indicator_id, period_end, numerator AS n, denominator AS d, value AS v, avg12 AS a,
            threshold, breach AS b, n < 10 OR d - n < 10 AS small, least(n, d - n) AS m,
            if(scope = 'kommune', k.region, '') AS region
        FROM fokusvagt.v_indicators AS i
        LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = i.code
        WHERE NOT live AND indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE', 'AK-SAM3')
    ),
    ranked AS
    (
        SELECT *, max(small) OVER (PARTITION BY scope, indicator_id, period_end, region) AS any_small,
            row_number() OVER (PARTITION BY scope, indicator_id, period_end, region ORDER BY NOT small, m, code) AS nr,
            sum(m) OVER (PARTITION BY scope, indicator_id, period_end, region ORDER BY NOT small, m, code
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - m AS before
        FROM each
    ),
    hidden AS (SELECT *, small OR (any_small AND (nr <= 2 OR before < 10)) AS hide FROM ranked),
    told AS
    (
        SELECT *, max(hide) OVER (PARTITION BY scope, code, indicator_id ORDER BY period_end
            ROWS BETWEEN 11 PRECEDING AND CURRENT ROW) AS hides
        FROM hidden
    )
SELECT scope, code, indicator_id, period_end, if(hide, NULL, n) AS numerator, if(d < 10, NULL, d) AS denominator,
    if(hide, NULL, v) AS value, if(hides, NULL, a) AS avg12, threshold, if(hides, NULL, b) AS breach, hides AS skjult
FROM told
COMMENT 'Indicators fit to be published';

CREATE OR REPLACE VIEW fokusvagt.pub_brud
(
    kommune      UInt16 COMMENT 'Kommune code',
    kommune_navn String COMMENT 'Its name',
    rule_id      LowCardinality(String) COMMENT 'Rule of the catalogue, regime gaeldende',
    status       LowCardinality(String) COMMENT 'VARSEL, FORELOEBIG, KONSTATERET or AFHJULPET',
    antal        Nullable(UInt64) COMMENT 'Person rows; NULL where under 10, none included, or where it would give one away'
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
    celler AS (SELECT DISTINCT rule_id, status FROM talt),
    each AS
    (
        SELECT k.kode AS kode, k.navn AS navn, k.region AS region, c.rule_id AS rule, c.status AS state, n, n < 10 AS small
        FROM fokusvagt.v_kommuner AS k
        CROSS JOIN celler AS c
        LEFT ANY JOIN talt AS t ON t.kommune_key = k.kode AND t.rule_id = c.rule_id AND t.status = c.status
    ),
    ranked AS
    (
        SELECT *, max(small) OVER (PARTITION BY rule, state, region) AS any_small,
            row_number() OVER (PARTITION BY rule, state, region ORDER BY n, kode) AS nr,
            sum(n) OVER (PARTITION BY rule, state, region ORDER BY n, kode
                ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) - n AS before
        FROM each
    )
SELECT kode AS kommune, navn AS kommune_navn, rule AS rule_id, state AS status,
    if(small OR (any_small AND (nr <= 2 OR before < 10)), NULL, n) AS antal
FROM ranked
COMMENT 'Persons failing or due per kommune and rule, fit to be published';
