-- Skyggerne: hvad hver ændrer, og hvor mange sager der er med og uden.
SELECT navn, aendring, toString(as_of) AS pr, aabne_foer, aabne_efter, toInt64(aabne_efter) - toInt64(aabne_foer) AS forskel, sekunder, dateDiff('second', skrevet, now64(3)) AS alder
FROM fokusvagt.v_skygger
ORDER BY navn
