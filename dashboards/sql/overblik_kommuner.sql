-- Alle kommuner: hvor de står, og hvor mange sager der ligger bag.
WITH
    maal AS
    (
        SELECT code, anyIf(toNullable(avg12), indicator_id = 'FM-SAMTALE') AS samtale,
            anyIf(toNullable(avg12), indicator_id = 'FM-TILBUD') AS tilbud,
            anyIf(toNullable(avg12 - threshold), indicator_id = 'RM-FORSOERGELSE') AS forsoergelse
        FROM fokusvagt.v_nu WHERE scope = 'kommune' GROUP BY code
    ),
    sager AS
    (
        SELECT kommune, countIf(status IN ('FORELOEBIG', 'KONSTATERET')) AS brud, countIf(status = 'VARSEL') AS varsler
        FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende' GROUP BY kommune
    )
SELECT toString(k.kode) AS kode, k.navn AS kommune, k.region AS region, m.samtale AS samtale, m.tilbud AS tilbud,
    m.forsoergelse AS forsoergelse, s.brud AS brud, s.varsler AS varsler,
    if(m.samtale IS NULL AND m.tilbud IS NULL AND m.forsoergelse IS NULL, '', concat('SKAERPET-TILSYN:', kode, ':live')) AS hvorfor
FROM fokusvagt.v_kommuner AS k
LEFT JOIN maal AS m ON m.code = k.kode
LEFT JOIN sager AS s ON s.kommune = k.kode
ORDER BY brud DESC, kommune
