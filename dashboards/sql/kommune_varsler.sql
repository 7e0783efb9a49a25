-- Frister, der falder inden for de næste fire uger, dag for dag.
SELECT toString(due_on) AS frist, countIf(responsible = 'KOMMUNE') AS kommunen, countIf(responsible = 'AKASSE') AS akassen
FROM fokusvagt.v_sagsliste
WHERE status = 'VARSEL' AND days_left BETWEEN 0 AND 27
    AND kommune = ${kommune:sqlstring} AND regime = ${regime:sqlstring}
    AND $__conditionalAll(rule_id IN (${regel:sqlstring}), $regel)
    AND $__conditionalAll(person_id IN (SELECT person_id FROM fokusvagt.v_maalgruppe WHERE kommune = ${kommune:sqlstring} AND ydelse IN (${maalgruppe:sqlstring})), $maalgruppe)
GROUP BY due_on
ORDER BY due_on
