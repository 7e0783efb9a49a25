-- Alle a-kasser: tre samtaler på tre måneder, og åbne brud i deres egne pligter.
WITH
    sager AS
    (
        SELECT akasse, countIf(status = 'VARSEL') AS varsler, countIf(status != 'VARSEL') AS brud
        FROM fokusvagt.v_sagsliste WHERE responsible = 'AKASSE' AND regime = 'gaeldende' GROUP BY akasse
    )
SELECT toString(a.kode) AS kode, a.kortnavn AS navn, a.medlemmer AS medlemmer, toNullable(n.denominator) AS forloeb,
    if(n.code = 0, NULL, n.value) AS andel, if(n.code = 0, NULL, n.value - n.threshold) AS afstand, s.brud AS brud, s.varsler AS varsler,
    if(n.code = 0, '', concat('AK-SAM3:', kode, ':live')) AS hvorfor
FROM fokusvagt.v_akasser AS a
LEFT JOIN (SELECT * FROM fokusvagt.v_nu WHERE scope = 'akasse' AND indicator_id = 'AK-SAM3') AS n ON n.code = a.kode
LEFT JOIN sager AS s ON s.akasse = a.kode
ORDER BY afstand ASC NULLS LAST, navn
