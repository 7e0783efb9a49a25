-- Hver vagts fordeling over landet: det sædvanlige, og hvor mange der ligger over det, de selv kunne ventes at ligge under.
SELECT monitor, aendret, uniqExact(kommune) AS kommuner, any(landet) AS midten, quantile(0.9)(andel) AS p90, avg(forventet_til) AS forventet, countIf(spoerg) AS spoergsmaal
FROM fokusvagt.v_taelleri
WHERE naevner >= 20
GROUP BY monitor, aendret
ORDER BY monitor, aendret
