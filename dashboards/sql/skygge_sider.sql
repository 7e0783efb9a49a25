-- Hvem der ville skifte side af et mål.
SELECT s.navn AS navn, indicator_id, if(scope = 'kommune', k.navn, a.kortnavn) AS hvem, foer, efter, graense, toString(toUInt8(brud)) AS brud
FROM fokusvagt.v_skygge_sider AS s
LEFT ANY JOIN fokusvagt.v_kommuner AS k ON k.kode = s.code
LEFT ANY JOIN fokusvagt.v_akasser AS a ON a.kode = s.code
ORDER BY navn, indicator_id, hvem
LIMIT 1000
