SELECT toString(kode) AS value, kortnavn AS text FROM fokusvagt.v_akasser ORDER BY kortnavn
