-- Læste poster i sekundet, trin for trin.
SELECT time, sumIf(poster, stage = 'persons') / $__interval_s AS personer, sumIf(poster, stage = 'measures') / $__interval_s AS maal
FROM
(
    SELECT $__timeInterval(minut) AS time, stage,
        greatest(0, toInt64(sidst) - toInt64(lagInFrame(sidst, 1, 0) OVER (PARTITION BY stage, topic, partition, run ORDER BY minut))) AS poster
    FROM fokusvagt.v_drift
    WHERE $__timeFilter(minut)
)
GROUP BY time
ORDER BY time
