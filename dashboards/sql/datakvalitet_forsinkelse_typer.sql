-- Forsinkelsen efter type: midten og den tungeste ende af kilderne i det seneste år.
SELECT concat(upper(left(type, 1)), replaceAll(replaceAll(substring(type, 2), 'ae', 'æ'), 'oe', 'ø')) AS slags, quantileExactWeighted(0.5)(ifNull(median_dage, 0), antal) AS median,
    quantileExactWeighted(0.5)(ifNull(p90_dage, 0), antal) AS p90
FROM fokusvagt.v_datakvalitet_registrering
WHERE aar = (SELECT max(aar) FROM fokusvagt.v_datakvalitet_registrering)
GROUP BY type
ORDER BY p90 DESC
