-- Hvor sent kilderne registrerer, i det seneste år der er tal for, type for type.
SELECT type, source, aar, antal, median_dage, p90_dage, andel_slettet, andel_rettet
FROM fokusvagt.v_datakvalitet_registrering
WHERE aar = (SELECT max(aar) FROM fokusvagt.v_datakvalitet_registrering)
ORDER BY p90_dage DESC NULLS LAST, antal DESC, source, type
LIMIT 300
