-- Hvor længe siden hver kilde er hørt, i dage før forretningsdatoen, type for type.
SELECT source, toString(toDate(max(sidst))) AS senest, min(v.dage) AS dage, minIf(toNullable(v.dage), type = 'ydelse') AS ydelse,
    minIf(toNullable(v.dage), type = 'samtale') AS samtale, minIf(toNullable(v.dage), type = 'tilbud') AS tilbud,
    minIf(toNullable(v.dage), type = 'borgerstatus') AS borgerstatus, minIf(toNullable(v.dage), type = 'beskaeftigelse') AS beskaeftigelse
FROM fokusvagt.v_kilder AS v
GROUP BY source
ORDER BY dage DESC, source
