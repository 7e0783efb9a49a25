-- A-kasser under arbejdsniveauet for tre samtaler på tre måneder; andelen i procent.
SELECT a.kortnavn AS akasse, 100 * n.value AS vaerdi
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_akasser AS a ON a.kode = n.code
WHERE n.scope = 'akasse' AND n.indicator_id = 'AK-SAM3' AND n.breach
