-- Hvor de er en måned efter et afsluttet forløb, ved siden af de andele, som VIVE (2022) har offentliggjort.
SELECT gruppe, transform(tilstand, ['BESKAEFTIGELSE', 'SELVFORSOERGELSE', 'UDDANNELSE', 'FLEKSJOB', 'FOERTIDSPENSION', 'DOED_ELLER_UDREJST'], ['Beskæftigelse', 'Selvforsørgelse', 'Uddannelse', 'Fleksjob', 'Førtidspension', 'Død eller udrejst'], tilstand) AS hvor,
    antal, andel, offentliggjort, andel - offentliggjort AS forskel, kilde
FROM fokusvagt.v_afgang_vive
ORDER BY gruppe, offentliggjort DESC
