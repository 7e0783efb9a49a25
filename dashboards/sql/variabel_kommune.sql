SELECT toString(kode) AS value, navn AS text FROM fokusvagt.v_kommuner ORDER BY navn
