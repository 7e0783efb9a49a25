SELECT rule_id AS value, concat(rule_id, ' · ', titel) AS text FROM fokusvagt.v_rules WHERE regime != 'anbefalet' ORDER BY rule_id
