-- Hver kilde i det seneste år: hvor sent den registrerer, hvor ofte den retter og sletter, og dage uden et ord.
SELECT type, source, antal, p10_dage, median_dage, p90_dage, p99_dage, andel_7, andel_30, andel_rettet, andel_slettet, tavse_dage
FROM fokusvagt.v_datakvalitet_kilde
ORDER BY p90_dage DESC, source, type
LIMIT 500
