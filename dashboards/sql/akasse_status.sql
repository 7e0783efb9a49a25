-- A-kassen lige nu: tre samtaler på tre måneder, og de sager den har ansvaret for.
SELECT andel, afstand, forloeb, deltagelse, brud, varsler, concat('AK-SAM3:', ${akasse:sqlstring}, ':live') AS hvorfor_andel
FROM
(
    SELECT anyIf(toNullable(value), indicator_id = 'AK-SAM3') AS andel,
        anyIf(toNullable(value - threshold), indicator_id = 'AK-SAM3') AS afstand,
        anyIf(toNullable(denominator), indicator_id = 'AK-SAM3') AS forloeb,
        anyIf(toNullable(value), indicator_id = 'FS-DELTAGELSE') AS deltagelse
    FROM fokusvagt.v_nu WHERE scope = 'akasse' AND code = ${akasse:sqlstring}
) AS maal
CROSS JOIN
(
    SELECT countIf(status != 'VARSEL') AS brud, countIf(status = 'VARSEL') AS varsler
    FROM fokusvagt.v_sagsliste WHERE responsible = 'AKASSE' AND akasse = ${akasse:sqlstring} AND regime = 'gaeldende'
) AS sager
