-- Sager efter alder: hvor mange dage fristen har været overskredet.
SELECT multiIf(days_left >= 0, 'Varsel', days_left >= -30, '1–30 dage', days_left >= -90, '31–90 dage', days_left >= -180,
        '91–180 dage', days_left >= -365, '181–365 dage', 'over et år') AS alder,
    countIf(status = 'VARSEL') AS varsel, countIf(status = 'FORELOEBIG') AS foreloebig, countIf(status = 'KONSTATERET') AS konstateret
FROM fokusvagt.v_sagsliste
WHERE kommune = ${kommune:sqlstring} AND regime = ${regime:sqlstring}
    AND $__conditionalAll(rule_id IN (${regel:sqlstring}), $regel)
    AND $__conditionalAll(person_id IN (SELECT person_id FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring} AND ydelse IN (${maalgruppe:sqlstring})), $maalgruppe)
GROUP BY alder
ORDER BY max(days_left) DESC
