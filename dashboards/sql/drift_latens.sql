-- Fra et faktum er registreret, til det står i ClickHouse; kun fakta registreret inden for den seneste time.
SELECT $__timeInterval(minut) AS time, max(median_sek) AS median, max(p99_sek) AS p99
FROM fokusvagt.v_ankomster
WHERE $__timeFilter(minut)
GROUP BY time
ORDER BY time
