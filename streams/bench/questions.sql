-- name: Landet: hvad fejler nu, pr. regel
SELECT rule_id, countIf(status = 'KONSTATERET') AS konstateret, countIf(status = 'FORELOEBIG') AS foreloebig, countIf(status = 'VARSEL') AS varsel FROM fokusvagt.v_breaches WHERE scope = 'person' GROUP BY rule_id ORDER BY konstateret DESC
-- name: Landet: aabne brud pr. kommune
SELECT kommune, count() AS aabne FROM fokusvagt.v_breaches WHERE scope = 'person' AND status IN ('FORELOEBIG', 'KONSTATERET') GROUP BY kommune ORDER BY aabne DESC
-- name: Landet: nye brud pr. maaned
SELECT toStartOfMonth(opened_on) AS maaned, rule_id, count() AS brud FROM fokusvagt.v_breaches WHERE scope = 'person' AND status = 'KONSTATERET' GROUP BY maaned, rule_id ORDER BY maaned
-- name: Landet: ansvarlig
SELECT responsible, status, count() FROM fokusvagt.v_breaches WHERE scope = 'person' GROUP BY responsible, status
-- name: Kommune: sagsliste
SELECT * FROM fokusvagt.v_sagsliste WHERE kommune = 751 ORDER BY days_left LIMIT 200
-- name: Kommune: forfalder inden 14 dage
SELECT rule_id, count() FROM fokusvagt.v_sagsliste WHERE kommune = 751 AND days_left BETWEEN 0 AND 14 GROUP BY rule_id
-- name: Kommune: aldersfordeling af brud
SELECT intDiv(-days_left, 30) AS maaneder, count() FROM fokusvagt.v_sagsliste WHERE kommune = 101 AND days_left < 0 GROUP BY maaneder ORDER BY maaneder
-- name: Kommune: aendringer i dag
SELECT rule_id, status, count() FROM fokusvagt.v_breach_log WHERE kommune = 751 AND as_of >= (SELECT max(as_of) FROM fokusvagt.v_progress) - 7 GROUP BY rule_id, status
-- name: Kommune: fokusmaal, maaned for maaned
SELECT indicator_id, period_end, value, avg12, threshold, breach FROM fokusvagt.v_fokusmaal WHERE kommune = 751 AND NOT live ORDER BY indicator_id, period_end
-- name: Landet: fokusmaal nu
SELECT * FROM fokusvagt.v_fokusmaal WHERE live ORDER BY avg12 - threshold DESC
-- name: Landet: resultatmaal nu
SELECT * FROM fokusvagt.v_resultatmaal WHERE live ORDER BY avg12 - threshold DESC
-- name: Landet: kandidater til skaerpet tilsyn
SELECT * FROM fokusvagt.v_skaerpet_tilsyn WHERE kandidat ORDER BY period_end DESC, kommune
-- name: A-kasse: andele over tid
SELECT indicator_id, period_end, value, threshold FROM fokusvagt.v_akasse WHERE akasse = (SELECT min(kode) FROM fokusvagt.v_akasser) ORDER BY indicator_id, period_end
-- name: A-kasse: egne brud
SELECT rule_id, status, count() FROM fokusvagt.v_breaches WHERE scope = 'person' AND responsible = 'AKASSE' AND akasse = (SELECT min(kode) FROM fokusvagt.v_akasser) GROUP BY rule_id, status
-- name: Borger: alle brud
SELECT * FROM fokusvagt.v_breaches WHERE person_id = (SELECT any(person_id) FROM fokusvagt.breaches WHERE scope = 'person') ORDER BY due_on
-- name: Borger: alle samtaler
SELECT * FROM fokusvagt.v_facts_samtale WHERE person_id = (SELECT any(person_id) FROM fokusvagt.breaches WHERE scope = 'person') ORDER BY dato
-- name: Datakvalitet: registreringer
SELECT * FROM fokusvagt.v_datakvalitet_registrering LIMIT 1000
-- name: Datakvalitet: deltagelse
SELECT * FROM fokusvagt.v_datakvalitet_deltagelse LIMIT 1000
-- name: Datakvalitet: rammevilkaar
SELECT * FROM fokusvagt.v_datakvalitet_rammevilkaar LIMIT 1000
-- name: Datakvalitet: alt
SELECT * FROM fokusvagt.v_datakvalitet LIMIT 1000
-- name: Drift: hvor langt
SELECT * FROM fokusvagt.v_progress
-- name: Drift: afviste
SELECT reason, count() FROM fokusvagt.v_dead_letters GROUP BY reason ORDER BY count() DESC LIMIT 50
-- name: Offentligt: indikatorer
SELECT * FROM fokusvagt.pub_indikatorer LIMIT 1000
-- name: Offentligt: brud
SELECT * FROM fokusvagt.pub_brud LIMIT 1000
