-- A-kassens egne pligter: første samtale, CV, tre samtaler på tre måneder og fællessamtaler.
SELECT rule_id, any(r.titel) AS titel, countIf(status = 'VARSEL') AS varsel, countIf(status = 'FORELOEBIG') AS foreloebig,
    countIf(status = 'KONSTATERET') AS konstateret, countIf(status = 'AFHJULPET') AS afhjulpet
FROM fokusvagt.v_breaches AS b
LEFT JOIN fokusvagt.v_rules AS r ON r.rule_id = b.rule_id
WHERE b.scope = 'person' AND b.regime = 'gaeldende' AND b.responsible = 'AKASSE' AND b.akasse = ${akasse:sqlstring}
GROUP BY rule_id
ORDER BY konstateret DESC, rule_id
