SELECT DISTINCT indicator_id AS value, concat(transform(indicator_id, ['AFGANG-6', 'FM-SAMTALE', 'FM-TILBUD'], ['I job eller uddannelse et halvt år efter start', 'Borgere uden nok samtaler', 'Borgere uden tilbud'], indicator_id)) AS text
FROM (SELECT indicator_id FROM fokusvagt.v_sammenligningstal UNION ALL SELECT arrayJoin(['AFGANG-6', 'FM-SAMTALE', 'FM-TILBUD'])) ORDER BY text
