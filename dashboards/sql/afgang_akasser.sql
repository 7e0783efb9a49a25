-- Dagpengeforløb begyndt i det seneste år, der kan følges: andelen i job eller uddannelse, a-kasse for a-kasse.
WITH
    sidste AS (SELECT efter, max(maaned) AS maaned FROM fokusvagt.v_afgang WHERE gruppe = 'DAGPENGE' AND fra = 'START' GROUP BY efter)
SELECT toString(a.kode) AS kode, a.kortnavn AS navn, sumIf(antal, efter = 6) AS forloeb,
    sumIf(antal, efter = 3 AND tilstand IN ('BESKAEFTIGELSE', 'UDDANNELSE')) / nullIf(sumIf(antal, efter = 3), 0) AS efter_3,
    sumIf(antal, efter = 6 AND tilstand IN ('BESKAEFTIGELSE', 'UDDANNELSE')) / nullIf(sumIf(antal, efter = 6), 0) AS efter_6,
    sumIf(antal, efter = 12 AND tilstand IN ('BESKAEFTIGELSE', 'UDDANNELSE')) / nullIf(sumIf(antal, efter = 12), 0) AS efter_12
FROM fokusvagt.v_afgang AS v
INNER JOIN sidste AS s ON s.efter = v.efter
INNER JOIN fokusvagt.v_akasser AS a ON a.kode = v.akasse
WHERE v.gruppe = 'DAGPENGE' AND v.fra = 'START' AND v.maaned > addMonths(s.maaned, -12)
GROUP BY a.kode, a.kortnavn
ORDER BY efter_6 DESC NULLS LAST
