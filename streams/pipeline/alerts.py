"""Alerts as a receiver meets them: its topic read from the end or from the beginning, and its answers sent back.

Kafka only: what is done here, any receiver can do with no other access.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import closing
from datetime import date, datetime
from typing import Any, Final

from confluent_kafka import OFFSET_BEGINNING, OFFSET_END, Consumer, TopicPartition

from streams.access import Kafka, client
from streams.adapters.alert_rows import ACKS, Message, topic
from streams.adapters.codec import Codec
from streams.core.alerts import Receiver
from streams.transport.outbox import Outbox

#: Seconds of one wait for messages, and of silence after which a topic has been read to its end.
WAIT: Final = 0.2
QUIET: Final = 2.0


class NoSuchAlert(ValueError):
    """The receiver has no alert with this breach_id; the message is one line."""


def follow(
    kafka: Kafka, receivers: Sequence[Receiver], codec: Codec, *, from_beginning: bool = False
) -> Iterator[Message | None]:
    """The receivers' alerts as they come, and None for each wait in which none came."""
    names = [topic(receiver) for receiver in receivers]
    # The library wants a group; nothing joins it and nothing is committed.
    own = {"group.id": f"{kafka.user or 'alerts'}.tail", "enable.auto.commit": False}
    with closing(Consumer(client(kafka) | own)) as c:
        start = OFFSET_BEGINNING if from_beginning else OFFSET_END
        c.assign([TopicPartition(name, 0, start) for name in names])
        while True:
            messages = [m for m in c.consume(500, WAIT) if m.error() is None and m.value()]  # no tombstones
            for message in messages:
                yield codec.decode(message.topic() or "", message.value())
            if not messages:
                yield None


def until_quiet(messages: Iterator[Message | None], seconds: float = QUIET) -> Iterator[Message]:
    """What comes until nothing has come for so long."""
    silence = 0.0
    for message in messages:
        silence = 0.0 if message else silence + WAIT
        if message:
            yield message
        elif silence >= seconds:
            return


def answer(
    kafka: Kafka, receiver: Receiver, breach_id: str, codec: Codec, handling: str, until: date | None, now: datetime
) -> Message:
    """Answer the receiver's latest alert about a breach (its breach_id, or how it begins); the alert."""
    told = until_quiet(follow(kafka, [receiver], codec, from_beginning=True))
    found = [message for message in told if message["breach_id"].startswith(breach_id)]
    if not found:
        raise NoSuchAlert(f"{receiver} has had no alert about {breach_id}; see `fokusvagt alerts tail`")
    ack = _ack(receiver, found[-1], handling, until, now)
    key = f"{ack['modtager']}:{ack['kode']}:{ack['breach_id']}".encode()
    out = Outbox(kafka)
    out.produce_many(ACKS, [key], codec.encode_many(ACKS, [ack]))
    out.close()
    return found[-1]


def _ack(receiver: Receiver, alert: Message, handling: str, until: date | None, now: datetime) -> dict[str, Any]:
    return {
        "modtager": receiver.scope.upper(),
        "kode": receiver.kode,
        "breach_id": alert["breach_id"],
        "subject": alert["subject"],
        "handling": handling,
        "status": alert["status"],
        "udsat_til": until,
        "registered_at": now,
        "ved": str(receiver),
    }
