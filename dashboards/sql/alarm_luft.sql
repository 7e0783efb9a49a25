-- Kommuner, der endnu er under et fokusmål, men hvor færre end fem borgere mere kan mangle før månedens udgang.
SELECT k.navn AS kommune, n.indicator_id AS maal, toFloat64(n.headroom) AS vaerdi
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
WHERE n.scope = 'kommune' AND n.indicator_id LIKE 'FM-%' AND n.headroom BETWEEN 0 AND 4
