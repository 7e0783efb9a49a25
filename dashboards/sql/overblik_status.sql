-- Hvor står landet lige nu: én række.
WITH
    (SELECT max(as_of) FROM fokusvagt.v_progress) AS dag,
    (SELECT countIf(status IN ('FORELOEBIG', 'KONSTATERET')) FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende') AS brud,
    (SELECT countIf(status = 'VARSEL') FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende') AS varsler
SELECT toString(dag) AS forretningsdato, brud, varsler,
    countIf(breach AND indicator_id = 'FM-SAMTALE') AS over_samtale,
    countIf(breach AND indicator_id = 'FM-TILBUD') AS over_tilbud,
    countIf(breach AND indicator_id = 'RM-FORSOERGELSE') AS over_forsoergelse,
    countIf(breach AND indicator_id = 'SKAERPET-TILSYN') AS kandidater
FROM fokusvagt.v_nu
WHERE scope = 'kommune'
