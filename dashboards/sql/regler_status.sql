-- Den valgte regels sager i hele landet.
SELECT countIf(status = 'KONSTATERET') AS konstateret, countIf(status = 'FORELOEBIG') AS foreloebig,
    countIf(status = 'VARSEL') AS varsel, countIf(status = 'AFHJULPET') AS afhjulpet
FROM fokusvagt.v_breaches WHERE rule_id = ${en_regel:sqlstring}
