-- Sekunder siden strømmen sidst meldte, hvor langt den er.
SELECT toFloat64(dateDiff('second', fromUnixTimestamp64Micro(toInt64(max(version)), 'UTC'), now64(6, 'UTC'))) AS vaerdi
FROM fokusvagt.v_progress
HAVING count() > 0
