-- Hvert tal over landet: midten, og hvor en kommune eller a-kasse ud af ti ligger under og over.
SELECT indicator_id, scope, count() AS enheder, sum(denominator) AS bag, quantileExactInclusive(0.1)(value) AS p10, quantileExactInclusive(0.5)(value) AS midten, quantileExactInclusive(0.9)(value) AS p90
FROM fokusvagt.v_nu
WHERE indicator_id IN ('UDEBLIVELSE', 'SAM-PR-FULDTID', 'AKTIV-ANDEL', 'FS-DELTAGELSE', 'SI-PROXY', 'T225') AND denominator > 0
GROUP BY indicator_id, scope
ORDER BY indicator_id, scope
