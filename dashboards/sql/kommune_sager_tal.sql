-- Kommunens sager i tal, med de valgte filtre.
SELECT countIf(status = 'KONSTATERET') AS konstateret, countIf(status = 'FORELOEBIG') AS foreloebig,
    countIf(status = 'VARSEL') AS varsel, countIf(status = 'VARSEL' AND days_left BETWEEN 0 AND 27) AS fire_uger,
    uniqExact(person_id) AS borgere
FROM fokusvagt.v_sagsliste
WHERE kommune = ${kommune:sqlstring} AND regime = ${regime:sqlstring}
    AND $__conditionalAll(rule_id IN (${regel:sqlstring}), $regel)
    AND $__conditionalAll(person_id IN (SELECT person_id FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring} AND ydelse IN (${maalgruppe:sqlstring})), $maalgruppe)
