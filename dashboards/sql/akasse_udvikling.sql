-- Andelen af a-kassens forløb, hvor de tre samtaler er holdt til tiden, måned for måned og på dagen.
SELECT toDateTime(period_end, 'UTC') AS time, if(live, NULL, value) AS andel, if(live, value, NULL) AS nowcast, threshold AS maal
FROM fokusvagt.v_indicators
WHERE scope = 'akasse' AND code = ${akasse:sqlstring} AND indicator_id = 'AK-SAM3' AND $__dateFilter(period_end)
ORDER BY time
