SELECT rule_id AS value, concat(rule_id, ' · ', titel) AS text FROM fokusvagt.v_rules WHERE regime = ${regime:sqlstring} ORDER BY rule_id
