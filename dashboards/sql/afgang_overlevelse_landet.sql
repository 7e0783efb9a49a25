-- Hele landet: andelen, der stadig er i forløbet så mange måneder efter starten (Kaplan-Meier), højst tre år.
SELECT maaneder, anyIf(toNullable(andel), gruppe = 'Dagpengemodtagere') AS dagpenge, anyIf(toNullable(andel), gruppe = 'Jobparate') AS jobparate,
    anyIf(toNullable(andel), gruppe = 'Aktivitetsparate') AS aktivitetsparate, anyIf(toNullable(andel), gruppe = 'Sygedagpengemodtagere') AS sygedagpenge
FROM fokusvagt.v_overlevelse
WHERE definition = 'VIVE' AND kommune = 0 AND maaneder <= 36
GROUP BY maaneder
ORDER BY maaneder
