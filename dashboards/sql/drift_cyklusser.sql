-- Hvor ofte trinene melder, hvor langt de er: sekunder mellem to meldinger.
SELECT $__timeInterval(minut) AS time, 60 / nullIf(maxIf(cyklusser, stage = 'persons'), 0) AS personer, 60 / nullIf(maxIf(cyklusser, stage = 'measures'), 0) AS maal
FROM fokusvagt.v_drift
WHERE $__timeFilter(minut)
GROUP BY time
ORDER BY time
