-- Kommuner, der er blevet kandidat til skærpet tilsyn siden det seneste månedsskifte.
SELECT k.navn AS kommune, toFloat64(n.value) AS vaerdi
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
WHERE n.scope = 'kommune' AND n.indicator_id = 'SKAERPET-TILSYN' AND n.breach AND NOT ifNull(n.forrige_brud, false)
