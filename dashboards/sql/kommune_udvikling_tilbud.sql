-- Kommunens egne tal måned for måned og nowcasten på den seneste dag.
SELECT toDateTime(period_end, 'UTC') AS time, if(live, NULL, value) AS andel, if(live, NULL, avg12) AS snit,
    if(live, avg12, NULL) AS nowcast, threshold AS maal
FROM fokusvagt.v_indicators
WHERE scope = 'kommune' AND code = ${kommune:sqlstring} AND indicator_id = 'FM-TILBUD' AND $__dateFilter(period_end)
ORDER BY time
