-- Hele landet, måned for måned: summen af kommunernes tællere over summen af deres nævnere.
SELECT toDateTime(period_end, 'UTC') AS time, sum(numerator) / sum(denominator) AS andel,
    avg(andel) OVER (ORDER BY time ROWS BETWEEN 11 PRECEDING AND CURRENT ROW) AS snit,
    sum(threshold * denominator) / sum(denominator) AS maal
FROM fokusvagt.v_indicators
WHERE scope = 'kommune' AND indicator_id = 'FM-TILBUD' AND NOT live AND $__dateFilter(period_end)
GROUP BY period_end
ORDER BY time
