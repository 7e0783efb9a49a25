-- Kommuner, der ikke opfylder trin 1, trin 2 og begge, ved hvert månedsskifte.
SELECT toDateTime(period_end, 'UTC') AS time, countIf(forsoergelse_brudt) AS trin1, countIf(fejlede_fokusmaal > 0) AS trin2, countIf(kandidat) AS kandidater
FROM fokusvagt.v_skaerpet_tilsyn
WHERE NOT live AND $__dateFilter(period_end)
GROUP BY period_end
ORDER BY time
