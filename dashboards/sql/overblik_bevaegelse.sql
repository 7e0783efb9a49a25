-- Største bevægelser siden det seneste månedsskifte; dem, der har krydset målet, først.
SELECT toString(code) AS kode, k.navn AS kommune,
    transform(n.indicator_id, ['FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE'], ['Samtaler', 'Tilbud', 'Forsørgelse'], n.indicator_id) AS maal,
    n.forrige AS forrige, n.avg12 AS nu, n.avg12 - n.forrige AS aendring, n.threshold AS graense,
    multiIf(n.breach AND NOT n.forrige_brud, 'over', NOT n.breach AND n.forrige_brud, 'under', 'samme') AS krydset,
    concat(n.indicator_id, ':', kode, ':live') AS hvorfor
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
WHERE n.scope = 'kommune' AND n.indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE') AND isNotNull(n.forrige)
ORDER BY krydset = 'samme', abs(aendring) DESC, kode
LIMIT 40
