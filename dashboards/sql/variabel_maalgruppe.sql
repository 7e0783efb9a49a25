SELECT DISTINCT ydelse AS value, concat(left(ydelse, 1), lower(substring(ydelse, 2))) AS text FROM fokusvagt.v_maalgruppe ORDER BY value
