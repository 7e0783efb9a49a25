-- Kommunen mod region, størrelse, rammevilkår og land, med usikkerheden i ord.
SELECT transform(indicator_id, ['FM-SAMTALE', 'FM-TILBUD', 'AFGANG-6'], ['Samtaler', 'Tilbud', 'I job efter et halvt år'], toString(indicator_id)) AS maal,
    transform(slags, ['REGION', 'STOERRELSE', 'RAMMEVILKAAR', 'LANDET'], ['Region', 'Størrelse', 'Rammevilkår', 'Landet'], toString(slags)) AS mod, gruppe, andel, gruppens, p10, p90, kommuner, personer, ord
FROM fokusvagt.v_sammenligning
WHERE kommune = ${kommune:sqlstring} AND indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'AFGANG-6')
ORDER BY indicator_id, transform(slags, ['REGION', 'STOERRELSE', 'RAMMEVILKAAR'], [1, 2, 3], 4)
