"""Where alerts are written out and sent: words, numbers, topic, and the row that says that it was told.

Whether anything is told is decided before it comes here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from streams.adapters.alert_rows import Message, table, topic
from streams.adapters.clickhouse.alerts import AlertStore
from streams.agents.alert_memory import Memory
from streams.agents.sending import Sender
from streams.core.alerts import Policy, Receiver, is_open
from streams.core.catalogue import Catalogue
from streams.core.codes import STATUSSER
from streams.metrics import ALERTS, SHADOWED
from streams.rules.alert_texts import Gap
from streams.rules.texts import RuleText
from streams.rules.varsling import Varsling


@dataclass(frozen=True, slots=True)
class Wording:
    """The law, its words and the policy: what a message is made of besides the row."""

    catalogue: Catalogue
    texts: dict[str, RuleText]
    varsling: Varsling

    def is_told(self, rule: int, day: int) -> bool:
        """Whether this rule version (its place in the catalogue) is told on that day; counts those in shadow."""
        head = self.catalogue.rules[rule].head
        told = self.varsling.is_told(head.rule_id, head.version, day)
        if not told:
            SHADOWED.labels(head.rule_id).inc()
        return told

    def policy(self, receiver: Receiver, day: int) -> Policy:
        """How a receiver is served."""
        return self.varsling.policy(receiver, day)


Written = tuple[Receiver, Message]
"""A message, and whose it is."""


class Desk:
    """Writes messages out in one thread (`put`, `collected`), and sends them in that or another (`send`)."""

    def __init__(self, wording: Wording, sender: Sender, store: AlertStore) -> None:
        self.wording, self.store = wording, store
        self._sender = sender
        self._ready: list[Written] = []

    def put(
        self,
        memory: Memory,
        receiver: Receiver,
        row: Message,
        *,
        art: str,
        alvor: str,
        tekst: str,
        before: int = 0,
        gap: Gap = Gap("", None),  # noqa: B008 (immutable)
        luft: int | None = None,
        fakta: Sequence[Message] = (),
        uge: Sequence[Message] = (),
    ) -> None:
        """Write a message out; it is sent with the others. One thread only."""
        text = self.wording.texts.get(row["rule_id"])
        open_now = is_open(STATUSSER.index(row["status"]))
        own: Message = {
            "titel": text.titel if text else "Ugens overblik",
            "retsgrundlag": text.hjemmel if text else "",
            "lukkes_af": gap.lukkes_af,
            "dage_tilbage": (row["due_on"] - row["as_of"]).days,
            "art": art,
            "modtager": str(receiver),
            "sekvens": memory.number(receiver, row["subject"]),
            "alvor": alvor,
            "tekst": tekst,
            "status_foer": STATUSSER[before] if before else None,
            "afsluttet": not open_now,
            "mangler": gap.mangler,
            "luft": luft,
            "fakta": list(fakta),
            "uge": list(uge),
        }
        self._ready.append((receiver, row | own))
        ALERTS.labels(receiver.scope, art).inc()

    def collected(self) -> list[Written]:
        """What was written out since it was asked last."""
        ready, self._ready = self._ready, []
        return ready

    def send(self, messages: list[Written]) -> None:
        """Give the messages to the producer, in the order of each receiver; once they have arrived, note it."""
        if not messages:
            return
        by_topic: defaultdict[str, list[Message]] = defaultdict(list)
        for receiver, message in messages:
            by_topic[topic(receiver)].append(message)
        for name, of_receiver in by_topic.items():
            self._sender.alerts(name, of_receiver)
        self._sender.flush()
        self.store.write(table([message for _, message in messages]))
