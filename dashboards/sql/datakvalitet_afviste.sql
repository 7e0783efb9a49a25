-- Afviste fakta efter årsag; de ligger hele i køen og kan rettes og afspilles igen.
SELECT error_class, left(reason, 160) AS grund, topic, count() AS antal, toString(max(toDateTime(time))) AS senest
FROM fokusvagt.v_dead_letters
GROUP BY error_class, grund, topic
ORDER BY antal DESC, grund
LIMIT 100
