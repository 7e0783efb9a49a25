-- Sagslisten: de 500 sager, der haster mest. Borgeren er et pseudonym.
SELECT toString(due_on) AS frist, days_left AS dage, status, person_id, rule_id, r.titel AS pligt, responsible AS ansvarlig,
    value AS talt, threshold AS kraevet, r.afhjaelp AS afhjaelp,
    breach_id AS hvorfor
FROM fokusvagt.v_sagsliste AS s
LEFT JOIN fokusvagt.v_rules AS r ON r.rule_id = s.rule_id
WHERE kommune = ${kommune:sqlstring} AND s.regime = ${regime:sqlstring}
    AND $__conditionalAll(rule_id IN (${regel:sqlstring}), $regel)
    AND $__conditionalAll(person_id IN (SELECT person_id FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring} AND ydelse IN (${maalgruppe:sqlstring})), $maalgruppe)
ORDER BY status = 'VARSEL' DESC, abs(days_left), rule_id, person_id
LIMIT 500
