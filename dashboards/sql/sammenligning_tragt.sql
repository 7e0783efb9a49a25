-- Tragten: hver kommune efter hvor mange personer der er bag, og grænserne for det, tilfældet giver omkring landets andel.
SELECT naevner, kommune_navn, if(t.kommune = ${kommune:sqlstring}, NULL, t.andel) AS andel, if(t.kommune = ${kommune:sqlstring}, t.andel, NULL) AS valgt,
    landet, nedre_95, oevre_95, nedre_998, oevre_998
FROM fokusvagt.v_tragt AS t
WHERE indicator_id = ${indikator:sqlstring}
ORDER BY naevner, kommune_navn
