-- A-kassens sager efter den kommune, borgeren bor i.
SELECT toString(kommune) AS kode, any(kommune_navn) AS kommune_navn, countIf(rule_id = 'SAM-DP-FOERSTE') AS foerste,
    countIf(rule_id LIKE 'CV-%') AS cv, countIf(rule_id = 'SAM-DP-AK3') AS tre, countIf(rule_id LIKE 'FS-%') AS faelles,
    countIf(status = 'VARSEL') AS varsler, countIf(status != 'VARSEL') AS brud
FROM fokusvagt.v_sagsliste
WHERE responsible = 'AKASSE' AND akasse = ${akasse:sqlstring} AND regime = 'gaeldende'
GROUP BY kommune
ORDER BY brud DESC, kode
