-- An insert whose answer was lost is sent again: a round's rows may stand twice, and count once.

CREATE OR REPLACE VIEW fokusvagt.v_skygge_forskelle
(
    navn       LowCardinality(String) COMMENT 'Name of the shadow',
    rule_id    LowCardinality(String) COMMENT 'Rule of the breaches',
    kommune    UInt16 COMMENT 'Kommune code, 0 for none',
    maalgruppe LowCardinality(String) COMMENT 'Ydelse of the citizens, empty where it is not known',
    nye        UInt32 COMMENT 'Breaches there would be, and are not',
    vaek       UInt32 COMMENT 'Breaches there are, and would not be',
    flyttede   UInt32 COMMENT 'Breaches with another status, due date or owner',
    as_of      Date COMMENT 'Business date that was judged'
)
AS SELECT DISTINCT f.navn AS navn, rule_id, kommune, maalgruppe, nye, vaek, flyttede, s.as_of AS as_of
FROM fokusvagt.skygge_forskelle AS f
INNER JOIN fokusvagt.v_skygger AS s ON s.navn = f.navn AND s.runde = f.runde
COMMENT 'What differs under each shadow rule set in its latest whole round';

CREATE OR REPLACE VIEW fokusvagt.v_skygge_sider
(
    navn         LowCardinality(String) COMMENT 'Name of the shadow',
    indicator_id LowCardinality(String) COMMENT 'The figure',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    foer         Nullable(Float64) COMMENT 'The figure as it is',
    efter        Nullable(Float64) COMMENT 'The figure as it would be',
    graense      Nullable(Float64) COMMENT 'The target',
    brud         Bool COMMENT 'The target would be missed',
    as_of        Date COMMENT 'Business date that was judged'
)
AS SELECT DISTINCT d.navn AS navn, indicator_id, scope, code, foer, efter, graense, brud, s.as_of AS as_of
FROM fokusvagt.skygge_sider AS d
INNER JOIN fokusvagt.v_skygger AS s ON s.navn = d.navn AND s.runde = d.runde
COMMENT 'Who would change side of a target under each shadow rule set in its latest whole round';
