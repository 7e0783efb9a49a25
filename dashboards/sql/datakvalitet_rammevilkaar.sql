-- Kommuner og år uden rammevilkår: deres resultatmål kan ikke siges.
SELECT toString(kommune) AS kode, kommune_navn, aar, betalinger
FROM fokusvagt.v_datakvalitet_rammevilkaar
ORDER BY aar DESC, betalinger DESC
LIMIT 200
