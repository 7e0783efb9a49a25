-- Fakta afvist i den seneste time.
SELECT toFloat64(count()) AS vaerdi FROM fokusvagt.v_dead_letters WHERE time > now64(3, 'UTC') - INTERVAL 1 HOUR
