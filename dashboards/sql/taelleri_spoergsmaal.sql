-- Spørgsmål at stille, de tydeligste først; derefter dem, der ligger nærmest ved grænsen.
SELECT toString(kommune) AS kode, kommune_navn, monitor, if(source = '', toString(aendret), source) AS hvor, andel, landet, forventet_til, naevner, toString(toUInt8(t.spoerg)) AS spoerg, if(t.spoerg, t.spoergsmaal, '') AS spoergsmaal
FROM fokusvagt.v_taelleri AS t
WHERE naevner >= 20 AND (t.spoerg OR monitor != 'SAMTALE-PR-DAG')
ORDER BY t.spoerg DESC, andel - forventet_til DESC
LIMIT 200
