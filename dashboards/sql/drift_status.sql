-- Lever strømmen: hvor langt er den, hvor længe siden, og hvor meget ligger mellem trinene.
WITH
    (SELECT sum(m.2) FROM (SELECT arrayJoin(produced) AS m FROM (SELECT maxMap(produced) AS produced FROM fokusvagt.v_progress WHERE stage = 'persons')) WHERE m.1 LIKE 'fokusvagt.partials.v1:%') AS sendt,
    (SELECT sum(consumed) FROM fokusvagt.v_progress WHERE stage = 'measures' AND topic = 'fokusvagt.partials.v1') AS laest
SELECT toString(max(as_of)) AS forretningsdato, greatest(0, dateDiff('second', fromUnixTimestamp64Micro(toInt64(max(version)), 'UTC'), now64(6, 'UTC'))) AS siden,
    greatest(0, toInt64(ifNull(sendt, 0)) - toInt64(ifNull(laest, 0))) AS efterslaeb, sumIf(consumed, stage = 'persons') AS laeste,
    uniqExact(run) AS arbejdere, (SELECT count() FROM fokusvagt.v_dead_letters) AS afviste
FROM fokusvagt.v_progress
