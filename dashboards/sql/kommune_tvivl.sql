-- Dagens andele, og hvad de ville være, hvis de sædvanlige sene registreringer kom.
SELECT transform(indicator_id, ['FM-SAMTALE', 'FM-TILBUD', 'RM-FORSOERGELSE'], ['Samtaler', 'Tilbud', 'Forsørgelse'], toString(indicator_id)) AS maal, value, lav, midt, hoej, ventes, ord
FROM fokusvagt.v_tvivl
WHERE scope = 'kommune' AND code = ${kommune:sqlstring}
ORDER BY maal
