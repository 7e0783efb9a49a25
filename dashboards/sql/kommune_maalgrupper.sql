-- Sager efter den ydelse, som borgeren senest er registreret på i kommunen.
SELECT multiIf(m.ydelse = '', 'Ukendt', m.ydelse = 'SHO', 'SHO',
        concat(left(m.ydelse, 1), replaceAll(replaceAll(lower(substring(m.ydelse, 2)), 'ae', 'æ'), 'oe', 'ø'))) AS maalgruppe,
    countIf(status = 'VARSEL') AS varsel, countIf(status = 'FORELOEBIG') AS foreloebig, countIf(status = 'KONSTATERET') AS konstateret
FROM fokusvagt.v_sagsliste AS s
LEFT JOIN (SELECT person_id, ydelse FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring}
    AND person_id IN (SELECT person_id FROM fokusvagt.v_sagsliste WHERE kommune = ${kommune:sqlstring})) AS m ON m.person_id = s.person_id
WHERE kommune = ${kommune:sqlstring} AND regime = ${regime:sqlstring}
    AND $__conditionalAll(rule_id IN (${regel:sqlstring}), $regel)
    AND $__conditionalAll(person_id IN (SELECT person_id FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring} AND ydelse IN (${maalgruppe:sqlstring})), $maalgruppe)
GROUP BY maalgruppe
ORDER BY count() DESC
