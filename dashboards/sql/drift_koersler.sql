-- Processerne: hvornår de begyndte, hvornår de sidst meldte sig, og hvad de læste.
SELECT left(run, 8) AS koersel, toString(min(fra)) AS begyndt, toString(max(til)) AS senest,
    uniqExact(topic, partition) AS partitioner, sum(laest) AS poster
FROM
(
    SELECT run, topic, partition, min(minut) AS fra, max(minut) AS til, max(sidst) - min(foerst) AS laest
    FROM fokusvagt.v_drift GROUP BY run, stage, topic, partition
)
GROUP BY run
ORDER BY senest DESC
LIMIT 50
