-- Hvor mange af de to trin en kommune ikke opfylder: ingen, ét, eller begge (kandidat).
SELECT toString(kommune) AS kode, kommune_navn AS navn, toUInt8(forsoergelse_brudt) + toUInt8(fejlede_fokusmaal > 0) AS vaerdi
FROM fokusvagt.v_skaerpet_tilsyn
WHERE period_end = (SELECT max(period_end) FROM fokusvagt.v_nu WHERE indicator_id = 'SKAERPET-TILSYN')
ORDER BY kommune
