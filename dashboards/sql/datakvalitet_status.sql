-- Hvad der mangler eller ikke kan læses, lige nu.
SELECT (SELECT count() FROM fokusvagt.v_dead_letters) AS afviste,
    (SELECT uniqExact(kommune) FROM fokusvagt.v_datakvalitet_rammevilkaar) AS uden_rammer,
    (SELECT sum(ukendte) / nullIf(sum(antal), 0) FROM fokusvagt.v_datakvalitet_deltagelse) AS ukendt,
    (SELECT countIf(dage >= 30) FROM (SELECT source, min(dage) AS dage FROM fokusvagt.v_kilder GROUP BY source)) AS tavse,
    (SELECT uniqExact(source) FROM fokusvagt.v_kilder) AS kilder
