-- Afstand til målet i procentpoint for hver kommune; over nul er målet overskredet.
SELECT toString(code) AS kode, k.navn AS navn, avg12 - threshold AS vaerdi
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = n.code
WHERE n.scope = 'kommune' AND n.indicator_id = 'FM-TILBUD'
ORDER BY code
