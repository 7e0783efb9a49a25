-- Kandidater til skærpet tilsyn på dagen: trin 1 er resultatmålet, trin 2 mindst ét fokusmål.
SELECT toString(kommune) AS kode, kommune_navn AS kommune, forsoergelse_avg12 AS forsoergelse,
    forsoergelse_forventet AS forventet, toUInt8(forsoergelse_brudt) AS trin1, fejlede_fokusmaal AS fejlede,
    toUInt8(fejlede_fokusmaal > 0) AS trin2, samtale_avg12 AS samtale, tilbud_avg12 AS tilbud,
    concat('SKAERPET-TILSYN:', kode, ':live') AS hvorfor
FROM fokusvagt.v_skaerpet_tilsyn
WHERE kandidat AND period_end = (SELECT max(period_end) FROM fokusvagt.v_nu WHERE indicator_id = 'SKAERPET-TILSYN')
ORDER BY forsoergelse_avg12 - forsoergelse_forventet DESC
