-- Kommuner, hvis nowcast er over målet, mens det seneste månedsskifte var under; afstanden i procentpoint.
SELECT k.navn AS kommune, n.indicator_id AS maal, 100 * (n.avg12 - n.threshold) AS vaerdi
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
WHERE n.scope = 'kommune' AND n.indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE') AND n.breach AND n.forrige_brud = false
