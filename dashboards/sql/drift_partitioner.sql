-- Hvor langt hvert trin er i hver partition.
SELECT stage, topic, partition, consumed, toString(as_of) AS forretningsdato,
    toString(toDateTime(fromUnixTimestamp64Micro(toInt64(version), 'UTC'))) AS senest, left(run, 8) AS koersel
FROM fokusvagt.v_progress
ORDER BY stage, topic, partition
LIMIT 500
