-- Læste poster i sekundet, trin for trin. Et lavere tal end før er en ny strøm, der begynder forfra.
SELECT time, sumIf(poster, stage = 'persons') / $__interval_s AS personer, sumIf(poster, stage = 'measures') / $__interval_s AS maal
FROM
(
    SELECT $__timeInterval(minut) AS time, stage, toInt64(sidst) - if(foer > sidst, 0, toInt64(foer)) AS poster
    FROM
    (
        SELECT minut, stage, sidst, lagInFrame(sidst, 1, toUInt64(0)) OVER (PARTITION BY stage, topic, partition ORDER BY minut, sidst) AS foer
        FROM fokusvagt.v_drift
    )
    WHERE $__timeFilter(minut)
)
GROUP BY time
ORDER BY time
