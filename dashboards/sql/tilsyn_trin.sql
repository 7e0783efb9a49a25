-- Hvem ville være kandidat, hvis året sluttede i dag, og hvor langt der er: under nul mangler der så meget til at blive
-- kandidat, over nul skal der hentes så meget for at undgå det.
WITH
    luft AS
    (
        SELECT code, anyIf(headroom, indicator_id = 'FM-SAMTALE') AS samtale, anyIf(headroom, indicator_id = 'FM-TILBUD') AS tilbud
        FROM fokusvagt.v_nu WHERE scope = 'kommune' GROUP BY code
    )
SELECT toString(kommune) AS kode, kommune_navn, toUInt8(forsoergelse_brudt) AS trin1,
    forsoergelse_avg12 - forsoergelse_forventet AS forsoergelse, toUInt8(fejlede_fokusmaal > 0) AS trin2,
    samtale_avg12 - samtale_maal AS fm_samtale, l.samtale AS luft_samtale, tilbud_avg12 - tilbud_maal AS fm_tilbud, l.tilbud AS luft_tilbud,
    least(forsoergelse, greatest(ifNull(fm_samtale, -1), ifNull(fm_tilbud, -1))) AS vej, toUInt8(kandidat) AS er_kandidat,
    concat('SKAERPET-TILSYN:', kode, ':live') AS hvorfor
FROM fokusvagt.v_skaerpet_tilsyn AS t
LEFT JOIN luft AS l ON l.code = t.kommune
WHERE period_end = (SELECT max(period_end) FROM fokusvagt.v_nu WHERE indicator_id = 'SKAERPET-TILSYN')
ORDER BY er_kandidat DESC, vej DESC, kode
