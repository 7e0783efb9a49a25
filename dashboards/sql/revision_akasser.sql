-- A-kassernes deltagelse i fællessamtaler.
SELECT toString(n.code) AS kode, a.kortnavn AS navn, n.denominator AS samtaler, n.value AS deltagelse,
    concat('FS-DELTAGELSE:', kode, ':live') AS hvorfor
FROM fokusvagt.v_nu AS n
INNER JOIN fokusvagt.v_akasser AS a ON a.kode = n.code
WHERE n.scope = 'akasse' AND n.indicator_id = 'FS-DELTAGELSE'
ORDER BY deltagelse
