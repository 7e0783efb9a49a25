-- Reglen med ord: pligten, hvad der lukker sagen, loven, og kildens egne ord.
SELECT ord.1 AS hvad, ord.2 AS ordene
FROM
(
    SELECT arrayJoin([('Pligten', tekst), ('Hvad der lukker sagen', afhjaelp), ('Lov', lov), ('Kildens ord', concat('»', citat, '«')),
        ('Kilde', concat(kilde_titel, ' [', kilde, ']')),
        ('Målgrupper', if(empty(maalgrupper), 'ikke bundet til en ydelse', replaceAll(replaceAll(lower(arrayStringConcat(maalgrupper, ', ')), 'ae', 'æ'), 'oe', 'ø'))),
        ('Version', version)]) AS ord
    FROM fokusvagt.v_rules WHERE rule_id = ${en_regel:sqlstring}
)
