"""The alerting stages behind the front door of a test: facts, dates and answers in, messages from Kafka out.

Broker, database, core and stages are those of production; the order of things is the person agent's. No assertions.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

from confluent_kafka import Consumer, TopicPartition

from infra.embedded import EmbeddedServers
from schemas.registry import topics
from streams.adapters.alert_rows import ACKS, topic
from streams.adapters.breach_rows import BreachRows, Stamp
from streams.adapters.clickhouse.alerts import AlertStore
from streams.adapters.clickhouse.link import Link, connect
from streams.adapters.clickhouse.migrate import migrate
from streams.adapters.clickhouse.restore import Restore
from streams.adapters.clickhouse.writer import RowWriter
from streams.adapters.codec import Codec
from streams.agents.alert_desk import Desk, Wording, Written
from streams.agents.alert_memory import Answers
from streams.agents.alerts import PersonAlerts
from streams.agents.alerts_measures import MeasureAlerts
from streams.agents.person_state import Persons
from streams.agents.sending import Sender
from streams.core.alerts import Receiver
from streams.core.calendar import to_day
from streams.core.partition import Partition
from streams.pipeline.topics import create
from streams.rules.loader import load
from streams.rules.texts import load_texts
from streams.rules.varsling import Varsling, load_varsling
from streams.transport.outbox import Outbox
from tests.support import core

Fact = dict[str, Any]
Message = dict[str, Any]
READ_SECONDS = 1.0


class Servers:
    """A broker with every receiver's topic, and a database."""

    def __init__(self, running: EmbeddedServers) -> None:
        migrate(connect(running.clickhouse_url))
        create(running.kafka, topics(), 1)
        self.kafka, self.link = running.kafka, Link(running.clickhouse_url)
        self.out = Outbox(self.kafka, account=True)
        self._read: dict[str, int] = {}
        self._consumer = Consumer({"bootstrap.servers": self.kafka, "group.id": "test", "enable.auto.commit": False})

    def empty(self) -> None:
        """Nothing was ever told; messages so far are left behind."""
        for table in ("breaches", "breach_log", "alerts", "acks", "indicator_log"):
            self.link.client().command(f"TRUNCATE TABLE fokusvagt.{table}")

    def messages(self, *receivers: str) -> list[Message]:
        """What has come to these receivers ("kommune:751") since they were asked last."""
        found = []
        for receiver in receivers:
            scope, _, kode = receiver.partition(":")
            found += self._new(topic(Receiver(scope, int(kode))))
        return found

    def _new(self, name: str) -> list[Message]:
        start, end = self._read.get(name, 0), self.out.next_offsets.get((name, 0), 0)
        self._read[name], found = end, []
        if start < end:
            self._consumer.assign([TopicPartition(name, 0, start)])
        while len(found) < end - start:
            found += [(m.key(), m.value()) for m in self._consumer.consume(end - start - len(found), READ_SECONDS)]
        return [Codec().decode(name, value) | {"_key": key} for key, value in found]


@contextmanager
def servers(data_dir: Path) -> Iterator[Servers]:
    """Running servers for as long as the context lasts."""
    with EmbeddedServers(data_dir) as running:
        yield Servers(running)


class Room:
    """A worker's alerting stages with one partition of persons; another Room is the worker that takes over."""

    def __init__(self, where: Servers, *, everything: bool = True, policy: Varsling | None = None) -> None:
        law, self._link = core.law(), where.link
        self._rows, self._version = BreachRows(law), 0
        self._persons = Persons(law, core.country(), self._rows, 1)
        self._sender = Sender(where.out, where.out, Codec())
        self._writer, self.answers = RowWriter(where.link), Answers(Codec(), ACKS)
        wording = Wording(load(), load_texts(), policy or load_varsling())
        self.persons = PersonAlerts(self._desk(wording), self._rows, self._persons, self.answers, everything=everything)
        self.measures = MeasureAlerts(self._desk(wording), self._rows, self.answers, load(), everything=everything)
        self._persons.owned[0] = Partition(law, core.country())

    def _desk(self, wording: Wording) -> Desk:
        return Desk(wording, self._sender, AlertStore(self._link))

    def take_over(self, facts: Iterable[Fact]) -> None:
        """As after a crash: facts and told rows are read back, then what was told of them."""
        self._persons.restore(Restore(self._link), {0})
        core.merge(self._persons.owned[0], list(facts))
        self._version = Restore(self._link).max_version()
        self.persons.restore({0})

    def begin(self) -> None:
        """As at the first start: there is nothing to read back."""
        self.persons.restore({0})
        self.measures.restore([], [])

    def day(self, as_of: str, facts: Iterable[Fact] = (), *, crash: str = "") -> None:
        """Facts come, and all is told as of the date; a `crash` comes right after the alerts' "topic" or "table"."""
        core.merge(self._persons.owned[0], list(facts))
        stamp = self.stamp(as_of)
        for changes, number in self._persons.evaluate(stamp.as_of):
            self.persons.take(number, changes, stamp)
            table = self._rows.table(changes, self._persons.owned[number].persons, stamp)
            alerts = self.persons.collected()
            if crash == "topic":
                self._produce(alerts)
                return
            self.persons.send(alerts)
            if crash:
                return
            self._writer.breaches(table)
        self.persons.settle(stamp)
        self.persons.send(self.persons.collected())

    def _produce(self, alerts: list[Written]) -> None:
        for receiver, message in alerts:
            self._sender.alerts(topic(receiver), [message])
        self._sender.flush()

    def stamp(self, as_of: str) -> Stamp:
        """The next stamp."""
        self._version += 1
        day = date.fromisoformat(as_of)
        return Stamp(to_day(day), datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=self._version), self._version)

    def answer(self, message: Message, handling: str, until: str | None = None) -> None:
        """The receiver of a message answers it."""
        scope, _, kode = message["modtager"].partition(":")
        ack = {
            "modtager": scope.upper(),
            "kode": int(kode),
            "handling": handling,
            "udsat_til": date.fromisoformat(until) if until else None,
            "registered_at": datetime(2026, 1, 1, tzinfo=UTC),
            "ved": "test",
        } | {name: message[name] for name in ("breach_id", "subject", "status")}
        self.answers.hear(Codec().encode_many(ACKS, [ack])[0])
