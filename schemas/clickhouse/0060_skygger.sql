-- Shadow rule sets: what would be different under another law, judged again and again beside the live stream. Counts
-- only, no citizens. A round's rows come first and the line that makes them the current ones last.

CREATE TABLE IF NOT EXISTS fokusvagt.skygge_forskelle
(
    navn       LowCardinality(String) COMMENT 'Name of the shadow',
    runde      UInt64 COMMENT 'Round: Unix time in milliseconds at which it began',
    rule_id    LowCardinality(String) COMMENT 'Rule of the breaches',
    kommune    UInt16 COMMENT 'Kommune code, 0 for none',
    maalgruppe LowCardinality(String) COMMENT 'Ydelse of the citizens, empty where it is not known',
    nye        UInt32 COMMENT 'Breaches there would be, and are not',
    vaek       UInt32 COMMENT 'Breaches there are, and would not be',
    flyttede   UInt32 COMMENT 'Breaches with another status, due date or owner',
    skrevet    DateTime64(3, 'UTC') COMMENT 'When it was written'
)
ENGINE = MergeTree
ORDER BY (navn, runde, rule_id, kommune, maalgruppe)
TTL toDateTime(skrevet) + INTERVAL 7 DAY
COMMENT 'What differs under a shadow rule set, round by round';

CREATE TABLE IF NOT EXISTS fokusvagt.skygge_sider
(
    navn         LowCardinality(String) COMMENT 'Name of the shadow',
    runde        UInt64 COMMENT 'Round',
    indicator_id LowCardinality(String) COMMENT 'The figure',
    scope        LowCardinality(String) COMMENT 'kommune or akasse',
    code         UInt16 COMMENT 'Its code',
    foer         Nullable(Float64) COMMENT 'The figure as it is',
    efter        Nullable(Float64) COMMENT 'The figure as it would be',
    graense      Nullable(Float64) COMMENT 'The target',
    brud         Bool COMMENT 'The target would be missed',
    skrevet      DateTime64(3, 'UTC') COMMENT 'When it was written'
)
ENGINE = MergeTree
ORDER BY (navn, runde, indicator_id, scope, code)
TTL toDateTime(skrevet) + INTERVAL 7 DAY
COMMENT 'Who would change side of a target under a shadow rule set, round by round';

CREATE TABLE IF NOT EXISTS fokusvagt.skygger
(
    navn        LowCardinality(String) COMMENT 'Name of the shadow',
    runde       UInt64 COMMENT 'Its latest whole round',
    aendring    String COMMENT 'What is otherwise, as it was asked for',
    as_of       Date COMMENT 'Business date that was judged',
    aabne_foer  UInt64 COMMENT 'Open breaches as they are',
    aabne_efter UInt64 COMMENT 'Open breaches as they would be',
    sekunder    Float64 COMMENT 'How long the round took',
    skrevet     DateTime64(3, 'UTC') COMMENT 'When it was written'
)
ENGINE = ReplacingMergeTree(runde)
ORDER BY navn
TTL toDateTime(skrevet) + INTERVAL 7 DAY
COMMENT 'Shadow rule sets and their latest round';

CREATE OR REPLACE VIEW fokusvagt.v_skygger
(
    navn        LowCardinality(String) COMMENT 'Name of the shadow',
    aendring    String COMMENT 'What is otherwise, as it was asked for',
    as_of       Date COMMENT 'Business date that was judged',
    aabne_foer  UInt64 COMMENT 'Open breaches as they are',
    aabne_efter UInt64 COMMENT 'Open breaches as they would be',
    sekunder    Float64 COMMENT 'How long the round took',
    skrevet     DateTime64(3, 'UTC') COMMENT 'When it was written',
    runde       UInt64 COMMENT 'The round'
)
AS SELECT navn, aendring, as_of, aabne_foer, aabne_efter, sekunder, skrevet, runde FROM fokusvagt.skygger FINAL
COMMENT 'Shadow rule sets, each with its latest whole round';

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
AS SELECT f.navn AS navn, rule_id, kommune, maalgruppe, nye, vaek, flyttede, s.as_of AS as_of
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
AS SELECT d.navn AS navn, indicator_id, scope, code, foer, efter, graense, brud, s.as_of AS as_of
FROM fokusvagt.skygge_sider AS d
INNER JOIN fokusvagt.v_skygger AS s ON s.navn = d.navn AND s.runde = d.runde
COMMENT 'Who would change side of a target under each shadow rule set in its latest whole round';
