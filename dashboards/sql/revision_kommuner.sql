-- Det, revisioner ser på, kommune for kommune: intet er et krav, alt er til sammenligning.
SELECT toString(n.code) AS kode, k.navn AS kommune_navn, anyIf(toNullable(value), indicator_id = 'UDEBLIVELSE') AS udeblivelse,
    anyIf(toNullable(value), indicator_id = 'SAM-PR-FULDTID') AS samtaler, anyIf(toNullable(value), indicator_id = 'AKTIV-ANDEL') AS aktiv,
    anyIf(toNullable(value), indicator_id = 'SI-PROXY') AS si, anyIf(toNullable(value), indicator_id = 'T225') AS t225, any(p.passive) AS passive,
    concat('UDEBLIVELSE:', kode, ':live') AS hvorfor_udeblivelse, concat('SAM-PR-FULDTID:', kode, ':live') AS hvorfor_samtaler,
    concat('AKTIV-ANDEL:', kode, ':live') AS hvorfor_aktiv, concat('SI-PROXY:', kode, ':live') AS hvorfor_si,
    concat('T225:', kode, ':live') AS hvorfor_t225
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
LEFT JOIN
(
    SELECT kommune, toNullable(count()) AS passive FROM fokusvagt.v_sagsliste
    WHERE regime = 'tilsyn' AND rule_id = 'TIL-PASSIV' AND status != 'VARSEL' GROUP BY kommune
) AS p ON p.kommune = n.code
WHERE n.scope = 'kommune' AND indicator_id IN ('UDEBLIVELSE', 'SAM-PR-FULDTID', 'AKTIV-ANDEL', 'SI-PROXY', 'T225')
GROUP BY n.code, k.navn
ORDER BY kommune_navn
