-- Den valgte kommune mod dem, den sammenlignes med, med spredning og usikkerhed i ord.
SELECT transform(slags, ['REGION', 'STOERRELSE', 'RAMMEVILKAAR', 'LANDET'], ['Region', 'Størrelse', 'Rammevilkår', 'Landet'], toString(slags)) AS mod, gruppe, andel, gruppens, p10, p90, kommuner, personer, ord
FROM fokusvagt.v_sammenligning
WHERE indicator_id = ${indikator:sqlstring} AND kommune = ${kommune:sqlstring}
ORDER BY transform(slags, ['REGION', 'STOERRELSE', 'RAMMEVILKAAR'], [1, 2, 3], 4)
