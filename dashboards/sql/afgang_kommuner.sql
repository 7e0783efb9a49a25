-- Den valgte gruppe, kommune for kommune: forløb begyndt i det seneste år, der kan følges i seks måneder.
WITH
    (SELECT max(maaned) FROM fokusvagt.v_afgang WHERE gruppe = ${gruppe:sqlstring} AND fra = 'START' AND efter = 6) AS sidste
SELECT toString(k.kode) AS kode, k.navn AS kommune_navn, sum(antal) AS forloeb, sumIf(antal, tilstand = 'BESKAEFTIGELSE') / sum(antal) AS beskaeftigelse,
    sumIf(antal, tilstand = 'UDDANNELSE') / sum(antal) AS uddannelse, sumIf(antal, tilstand = 'FLEKSJOB') / sum(antal) AS fleksjob,
    sumIf(antal, tilstand = 'SELVFORSOERGELSE') / sum(antal) AS selvforsoergelse, sumIf(antal, tilstand = 'FOERTIDSPENSION') / sum(antal) AS foertidspension,
    sumIf(antal, tilstand = 'DOED_ELLER_UDREJST') / sum(antal) AS doed,
    sumIf(antal, tilstand = 'ANDEN_YDELSE') / sum(antal) AS anden, sumIf(antal, tilstand = 'SAMME') / sum(antal) AS samme
FROM fokusvagt.v_afgang AS a
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = a.kommune
WHERE a.gruppe = ${gruppe:sqlstring} AND fra = 'START' AND efter = 6 AND maaned > addMonths(sidste, -12)
GROUP BY k.kode, k.navn
ORDER BY kommune_navn
