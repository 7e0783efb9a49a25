-- Fællessamtaler, hvor det ikke er registreret, om a-kassen deltog.
SELECT ifNull(a.kortnavn, 'Ingen a-kasse') AS navn, sum(ukendte) / nullIf(sum(antal), 0) AS andel
FROM fokusvagt.v_datakvalitet_deltagelse AS d
LEFT JOIN (SELECT kode, toNullable(kortnavn) AS kortnavn FROM fokusvagt.v_akasser) AS a ON a.kode = d.akasse
GROUP BY navn
ORDER BY andel DESC, navn
