-- Processer, der er startet, efter tid.
SELECT $__timeInterval(begyndt) AS time, count() AS startet
FROM (SELECT run, min(minut) AS begyndt FROM fokusvagt.v_drift GROUP BY run)
WHERE $__timeFilter(begyndt)
GROUP BY time
ORDER BY time
