-- Alle ydelser: reglernes egne, og de to, som en borger kan være gået over til.
SELECT ydelse AS value, if(ydelse = 'SHO', ydelse, concat(left(ydelse, 1), replaceAll(replaceAll(lower(substring(ydelse, 2)), 'ae', 'æ'), 'oe', 'ø'))) AS text FROM (SELECT DISTINCT arrayJoin(arrayConcat(maalgrupper, ['FLEKSJOB', 'FOERTIDSPENSION'])) AS ydelse FROM fokusvagt.v_rules) ORDER BY value
