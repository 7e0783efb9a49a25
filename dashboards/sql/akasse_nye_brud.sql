-- Nye brud måned for måned efter pligt.
SELECT toDateTime(toStartOfMonth(opened_on), 'UTC') AS time, countIf(rule_id = 'SAM-DP-FOERSTE') AS foerste,
    countIf(rule_id LIKE 'CV-%') AS cv, countIf(rule_id = 'SAM-DP-AK3') AS tre, countIf(rule_id LIKE 'FS-%') AS faelles
FROM fokusvagt.v_breaches
WHERE scope = 'person' AND regime = 'gaeldende' AND responsible = 'AKASSE' AND akasse = ${akasse:sqlstring}
    AND status IN ('FORELOEBIG', 'KONSTATERET', 'AFHJULPET') AND $__dateFilter(opened_on)
GROUP BY time
ORDER BY time
