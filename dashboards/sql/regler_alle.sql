-- Alle regler i regimet, med deres sager i hele landet.
WITH
    sager AS
    (
        SELECT rule_id, countIf(status = 'VARSEL') AS varsel, countIf(status = 'FORELOEBIG') AS foreloebig,
            countIf(status = 'KONSTATERET') AS konstateret, countIf(status = 'AFHJULPET') AS afhjulpet
        FROM fokusvagt.v_breaches GROUP BY rule_id
    )
SELECT r.rule_id AS rule_id, r.titel AS titel, if(r.omraade = 'cv', 'CV', concat(upper(left(r.omraade, 1)), replaceAll(replaceAll(replaceAll(substring(r.omraade, 2), 'ae', 'æ'), 'oe', 'ø'), 'aa', 'å'))) AS omraade, r.lov AS lov,
    s.varsel AS varsel, s.foreloebig AS foreloebig, s.konstateret AS konstateret, s.afhjulpet AS afhjulpet
FROM fokusvagt.v_rules AS r
LEFT JOIN sager AS s ON s.rule_id = r.rule_id
WHERE r.regime = ${regime:sqlstring}
ORDER BY konstateret DESC, rule_id
