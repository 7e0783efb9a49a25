-- Hvor står landet lige nu: én række.
SELECT (SELECT toString(max(as_of)) FROM fokusvagt.v_progress) AS forretningsdato, brud, varsler, over_samtale, over_tilbud,
    over_forsoergelse, kandidater
FROM
(
    SELECT countIf(status IN ('FORELOEBIG', 'KONSTATERET')) AS brud, countIf(status = 'VARSEL') AS varsler
    FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende'
) AS sager
CROSS JOIN
(
    SELECT countIf(breach AND indicator_id = 'FM-SAMTALE') AS over_samtale, countIf(breach AND indicator_id = 'FM-TILBUD') AS over_tilbud,
        countIf(breach AND indicator_id = 'RM-FORSOERGELSE') AS over_forsoergelse, countIf(breach AND indicator_id = 'SKAERPET-TILSYN') AS kandidater
    FROM fokusvagt.v_nu WHERE scope = 'kommune'
) AS maal
