-- Sager efter regel og efter hvor længe fristen har været overskredet.
SELECT rule_id, any(r.titel) AS titel, countIf(days_left >= 0) AS varsel, countIf(days_left BETWEEN -30 AND -1) AS til_30,
    countIf(days_left BETWEEN -90 AND -31) AS til_90, countIf(days_left BETWEEN -180 AND -91) AS til_180,
    countIf(days_left BETWEEN -365 AND -181) AS til_365, countIf(days_left < -365) AS over_365, count() AS i_alt
FROM fokusvagt.v_sagsliste AS s
LEFT JOIN fokusvagt.v_rules AS r ON r.rule_id = s.rule_id
WHERE kommune = ${kommune:sqlstring} AND s.regime = ${regime:sqlstring}
    AND $__conditionalAll(rule_id IN (${regel:sqlstring}), $regel)
    AND $__conditionalAll(person_id IN (SELECT person_id FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring} AND ydelse IN (${maalgruppe:sqlstring})), $maalgruppe)
GROUP BY rule_id
ORDER BY i_alt DESC, rule_id
