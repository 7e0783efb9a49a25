#!/bin/sh
# A receiver with kcat: ./kcat.sh kommune.751 [further options of kcat]
#
# With REGISTRY (the Schema Registry's URL) each alert is shown as JSON; without it its key, number in the topic, time
# and size. KAFKA, KAFKA_USER and KAFKA_PASSWORD come from the environment; see infra/kafka/RECEIVERS.md.
#   -o beginning   everything that is kept      -o 1500    from message 1500 on      -e    end at the end
set -eu
receiver=$1
shift
set -- -C -b "$KAFKA" -t "fokusvagt.alerts.$receiver" -o end "$@"
if [ -n "${KAFKA_USER:-}" ]; then
    set -- "$@" -X security.protocol=SASL_SSL -X sasl.mechanism=SCRAM-SHA-512 \
        -X "sasl.username=$KAFKA_USER" -X "sasl.password=$KAFKA_PASSWORD"
fi
if [ -n "${REGISTRY:-}" ]; then
    exec kcat -s value=avro -r "$REGISTRY" "$@"
fi
exec kcat -f '%k  nr. %o  %T  %S bytes\n' "$@"
