-- Afviste fakta over tid.
SELECT $__timeInterval(moment) AS time, count() AS afviste
FROM (SELECT toDateTime(time, 'UTC') AS moment FROM fokusvagt.v_dead_letters)
WHERE $__timeFilter(moment)
GROUP BY time
ORDER BY time
