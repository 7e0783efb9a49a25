-- Sekunder, som 99 % af de nye fakta er undervejs, i de seneste ti minutter.
SELECT max(p99_sek) AS vaerdi FROM fokusvagt.v_ankomster WHERE minut > now('UTC') - INTERVAL 10 MINUTE HAVING count() > 0
