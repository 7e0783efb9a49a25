"""The first word with a Kafka: it answers, and takes us for who we are, or the error is one line that says what to do.

Clients made after this may be left to their own: what fails then is a fault of the day, not of the settings.
"""

from __future__ import annotations

from time import monotonic
from typing import Final

from confluent_kafka import KafkaError, KafkaException
from confluent_kafka.admin import AdminClient

from streams.access import Kafka, client

#: Seconds for a broker to answer, and between looks at what the library has heard.
PATIENCE, LOOK = 15.0, 0.25


class Denied(RuntimeError):
    """Kafka does not let us in, or not do this: settings or access rights are to be mended."""


class Unreachable(RuntimeError):
    """No broker answers."""


def reach(kafka: Kafka | str, patience: float = PATIENCE) -> AdminClient:
    """An admin client that has been answered. Denied: a wrong password or certificate. Unreachable: nobody is there."""
    kafka = Kafka(kafka) if isinstance(kafka, str) else kafka
    heard: list[KafkaError] = []
    # one line from us, and none from the library
    own = {"error_cb": heard.append, "log_level": 0, "reconnect.backoff.max.ms": 500}
    admin = AdminClient(client(kafka) | own)
    deadline = monotonic() + patience
    while True:
        try:
            admin.list_topics(timeout=LOOK)
            return admin
        except KafkaException:
            admin.poll(0)
        _judge(kafka, heard)
        if monotonic() > deadline:
            raise Unreachable(
                f"Kafka at {kafka.address} does not answer{_last(heard)}; is it up, is the address right?"
            )


def _judge(kafka: Kafka, heard: list[KafkaError]) -> None:
    """Denied when waiting longer is of no use."""
    codes = {error.code() for error in heard}
    if KafkaError._AUTHENTICATION in codes:
        raise Denied(
            f"Kafka at {kafka.address} does not take user {kafka.user} with this password ({kafka.sasl_mechanism}); "
            "see FOKUSVAGT_KAFKA_USER and FOKUSVAGT_KAFKA_PASSWORD"
        )
    if KafkaError._SSL in codes:
        raise Denied(f"no TLS with Kafka at {kafka.address}{_last(heard)}; see FOKUSVAGT_KAFKA_CA")


_WORDS: Final = 120


def _last(heard: list[KafkaError]) -> str:
    told = [error.str() for error in heard if error.code() != KafkaError._ALL_BROKERS_DOWN]
    return f" ({told[-1].rpartition('://')[2][:_WORDS]})" if told else ""
