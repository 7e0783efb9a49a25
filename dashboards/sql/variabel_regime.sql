SELECT DISTINCT regime AS value, transform(regime, ['gaeldende', 'tilsyn', 'anbefalet'], ['Gældende', 'Tilsyn', 'Anbefalet'], regime) AS text
FROM fokusvagt.v_rules WHERE regime != 'anbefalet' ORDER BY value
