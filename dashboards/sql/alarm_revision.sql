-- Felter og rækker, som den seneste revision fandt anderledes fortalt; ingen række, når den er ældre end halvandet døgn.
SELECT toFloat64(differences) AS vaerdi FROM fokusvagt.v_audits WHERE began > now() - INTERVAL 36 HOUR ORDER BY began DESC LIMIT 1
