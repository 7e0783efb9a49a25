-- Dage, som forretningsdatoen er bagud for kalenderen i København.
SELECT toFloat64(dateDiff('day', max(as_of), toDate(now('Europe/Copenhagen')))) AS vaerdi
FROM fokusvagt.v_progress
HAVING count() > 0
