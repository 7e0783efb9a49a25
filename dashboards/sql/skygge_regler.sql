-- Hvad der ville være anderledes, regel for regel og målgruppe for målgruppe.
SELECT navn, rule_id, maalgruppe, sum(nye) AS nye, sum(vaek) AS vaek, sum(flyttede) AS flyttede
FROM fokusvagt.v_skygge_forskelle
GROUP BY navn, rule_id, maalgruppe
ORDER BY navn, nye + vaek + flyttede DESC, rule_id, maalgruppe
LIMIT 1000
