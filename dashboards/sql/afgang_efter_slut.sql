-- Hvor de er 1, 3, 6 og 12 måneder efter forløbets slut: kommunen og landet, for den valgte gruppe.
SELECT concat(hvem.2, ', ', toString(efter), ' md.') AS hvornaar,
    sumIf(antal, tilstand = 'BESKAEFTIGELSE') / sum(antal) AS beskaeftigelse, sumIf(antal, tilstand = 'UDDANNELSE') / sum(antal) AS uddannelse,
    sumIf(antal, tilstand = 'FLEKSJOB') / sum(antal) AS fleksjob, sumIf(antal, tilstand = 'SELVFORSOERGELSE') / sum(antal) AS selvforsoergelse,
    sumIf(antal, tilstand = 'FOERTIDSPENSION') / sum(antal) AS foertidspension, sumIf(antal, tilstand = 'DOED_ELLER_UDREJST') / sum(antal) AS doed,
    sumIf(antal, tilstand = 'ANDEN_YDELSE') / sum(antal) AS anden,
    sumIf(antal, tilstand = 'SAMME') / sum(antal) AS samme
FROM fokusvagt.v_afgang
ARRAY JOIN [(0, 'Landet'), (1, 'Kommunen')] AS hvem
WHERE fra = 'SLUT' AND gruppe = ${gruppe:sqlstring} AND (hvem.1 = 0 OR kommune = ${kommune:sqlstring})
GROUP BY efter, hvem
ORDER BY efter, hvem.1 DESC
