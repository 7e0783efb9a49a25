-- Andel i beskæftigelse eller uddannelse seks måneder efter starten, efter den måned de begyndte.
SELECT toDateTime(maaned) AS time,
    sumIf(antal, kommune = ${kommune:sqlstring} AND tilstand IN ('BESKAEFTIGELSE', 'UDDANNELSE')) / nullIf(sumIf(antal, kommune = ${kommune:sqlstring}), 0) AS kommunen,
    sumIf(antal, tilstand IN ('BESKAEFTIGELSE', 'UDDANNELSE')) / sum(antal) AS landet
FROM fokusvagt.v_afgang
WHERE fra = 'START' AND efter = 6 AND gruppe = ${gruppe:sqlstring} AND $__timeFilter(toDateTime(maaned))
GROUP BY maaned
ORDER BY maaned
