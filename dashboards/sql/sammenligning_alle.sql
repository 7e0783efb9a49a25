-- Alle kommuner mod landet, længst ude først. En lille kommune langt fra landet er sædvanlig.
SELECT toString(t.kommune) AS kode, t.kommune_navn AS kommune_navn, k.stoerrelse AS stoerrelse, t.naevner AS naevner, t.andel AS andel, t.nedre_95 AS nedre, t.oevre_95 AS oevre,
    multiIf(t.naevner < 20, 'FOR_FAA', toString(t.placering)) AS placering,
    if(startsWith(t.indicator_id, 'FM-'), concat(t.indicator_id, ':', kode, ':live'), '') AS hvorfor
FROM fokusvagt.v_tragt AS t
INNER JOIN fokusvagt.v_kommuner AS k ON k.kode = t.kommune
WHERE t.indicator_id = ${indikator:sqlstring}
ORDER BY t.naevner < 20, abs(t.andel - t.landet) * sqrt(t.naevner) DESC
