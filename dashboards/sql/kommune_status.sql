-- Kommunens mål lige nu, afstanden til dem, og hvor langt der er til at overskride dem.
SELECT anyIf(toNullable(avg12), indicator_id = 'FM-SAMTALE') AS samtale,
    anyIf(toNullable(avg12 - threshold), indicator_id = 'FM-SAMTALE') AS samtale_afstand,
    anyIf(headroom, indicator_id = 'FM-SAMTALE') AS samtale_luft,
    anyIf(toNullable(avg12), indicator_id = 'FM-TILBUD') AS tilbud,
    anyIf(toNullable(avg12 - threshold), indicator_id = 'FM-TILBUD') AS tilbud_afstand,
    anyIf(headroom, indicator_id = 'FM-TILBUD') AS tilbud_luft,
    anyIf(toNullable(avg12), indicator_id = 'RM-FORSOERGELSE') AS forsoergelse,
    anyIf(toNullable(avg12 - threshold), indicator_id = 'RM-FORSOERGELSE') AS forsoergelse_afstand,
    concat('FM-SAMTALE:', ${kommune:sqlstring}, ':live') AS hvorfor_samtale,
    concat('FM-TILBUD:', ${kommune:sqlstring}, ':live') AS hvorfor_tilbud,
    concat('RM-FORSOERGELSE:', ${kommune:sqlstring}, ':live') AS hvorfor_forsoergelse
FROM fokusvagt.v_nu
WHERE scope = 'kommune' AND code = ${kommune:sqlstring}
