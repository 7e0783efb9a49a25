-- Kilder, der ikke er hørt i 30 dage før forretningsdatoen.
SELECT source AS kilde, toFloat64(min(dage)) AS vaerdi FROM fokusvagt.v_kilder GROUP BY source HAVING vaerdi >= 30
