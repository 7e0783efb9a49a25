-- Hvad der ville være anderledes, kommune for kommune.
SELECT f.navn AS navn, toString(f.kommune) AS kode, k.navn AS kommune_navn, sum(nye) AS nye, sum(vaek) AS vaek, sum(flyttede) AS flyttede
FROM fokusvagt.v_skygge_forskelle AS f
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = f.kommune
GROUP BY f.navn, f.kommune, k.navn
ORDER BY navn, nye + vaek + flyttede DESC, kommune_navn
LIMIT 1000
