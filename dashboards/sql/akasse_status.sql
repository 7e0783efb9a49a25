-- A-kassen lige nu: tre samtaler på tre måneder, og de sager den har ansvaret for.
WITH
    tre AS (SELECT value, value - threshold AS afstand, denominator FROM fokusvagt.v_nu WHERE scope = 'akasse' AND code = ${akasse:sqlstring} AND indicator_id = 'AK-SAM3'),
    deltog AS (SELECT value FROM fokusvagt.v_nu WHERE scope = 'akasse' AND code = ${akasse:sqlstring} AND indicator_id = 'FS-DELTAGELSE'),
    sager AS
    (
        SELECT countIf(status = 'VARSEL') AS varsler, countIf(status != 'VARSEL') AS brud
        FROM fokusvagt.v_sagsliste WHERE responsible = 'AKASSE' AND akasse = ${akasse:sqlstring} AND regime = 'gaeldende'
    )
SELECT (SELECT value FROM tre) AS andel, (SELECT afstand FROM tre) AS afstand, (SELECT denominator FROM tre) AS forloeb,
    (SELECT value FROM deltog) AS deltagelse, (SELECT brud FROM sager) AS brud, (SELECT varsler FROM sager) AS varsler
