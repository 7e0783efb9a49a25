-- Kommuner på den gale side af målet, tæt på det (inden for to procentpoint) og under det.
SELECT transform(indicator_id, ['FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE'], ['Samtaler', 'Tilbud', 'Forsørgelse'], indicator_id) AS maal,
    countIf(breach) AS over, countIf(NOT breach AND avg12 >= threshold - 0.02) AS taet_paa,
    countIf(NOT breach AND avg12 < threshold - 0.02) AS under
FROM fokusvagt.v_nu
WHERE scope = 'kommune' AND indicator_id IN ('FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE')
GROUP BY indicator_id
ORDER BY indicator_id
