-- Det anbefalede regime, ved siden af og aldrig blandet med det gældende; det nyeste tal for hver.
SELECT a.scope AS scope, if(a.scope = 'kommune', k.navn, x.kortnavn) AS navn, indicator_id, value, threshold, numerator, denominator, class
FROM fokusvagt.v_anbefalet AS a
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = a.code
LEFT ANY JOIN fokusvagt.v_akasser AS x ON x.kode = a.code
ORDER BY period_end DESC, live DESC
LIMIT 1 BY a.scope, a.code, indicator_id
LIMIT 1000
