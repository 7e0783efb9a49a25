-- Den valgte regels brud efter den måned, de opstod, og hvor mange af dem der siden er afhjulpet.
SELECT toDateTime(toStartOfMonth(opened_on), 'UTC') AS time, countIf(status = 'AFHJULPET') AS afhjulpet,
    countIf(status = 'FORELOEBIG') AS foreloebig, countIf(status = 'KONSTATERET') AS konstateret
FROM fokusvagt.v_breaches
WHERE rule_id = ${en_regel:sqlstring} AND status IN ('FORELOEBIG', 'KONSTATERET', 'AFHJULPET') AND $__dateFilter(opened_on)
GROUP BY time
ORDER BY time
