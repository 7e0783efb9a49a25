-- Kommuner, hvis mål i dag kan falde anderledes ud, når de sædvanlige sene registreringer er kommet; bredest først.
SELECT toString(t.code) AS kode, k.navn AS kommune_navn, indicator_id, value, lav, midt, hoej, ventes, ord
FROM fokusvagt.v_tvivl AS t
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = t.code
WHERE t.scope = 'kommune'
ORDER BY hoej - lav DESC
LIMIT 200
