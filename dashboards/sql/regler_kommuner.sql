-- Kommunerne efter den valgte regels åbne brud, også set i forhold til indbyggerne.
SELECT toString(b.kommune) AS kode, any(k.navn) AS kommune_navn, countIf(status = 'VARSEL') AS varsel, countIf(status = 'FORELOEBIG') AS foreloebig,
    countIf(status = 'KONSTATERET') AS konstateret, 10000 * countIf(status IN ('FORELOEBIG', 'KONSTATERET')) / any(k.indbyggere) AS pr_10000
FROM fokusvagt.v_breaches AS b
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = b.kommune
WHERE b.rule_id = ${en_regel:sqlstring} AND status IN ('VARSEL', 'FORELOEBIG', 'KONSTATERET')
GROUP BY b.kommune
ORDER BY konstateret DESC, kode
