"""The only place where the parts of a worker meet. No module-level app: everything is made in `create_app`."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import faust

from schemas.regions import akasser, kommuner
from schemas.registry import PERSON_TYPES, fact_topic
from streams.access import Kafka
from streams.adapters.alert_rows import ACKS, topic
from streams.adapters.breach_rows import BreachRows
from streams.adapters.clickhouse.alerts import AlertStore
from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.restore import Restore
from streams.adapters.clickhouse.sammenlagt import Mergers
from streams.adapters.clickhouse.writer import FactWriter, RowWriter
from streams.adapters.codec import codec_for
from streams.agents import alerts, alerts_measures
from streams.agents.acks import AckHandler
from streams.agents.alert_desk import Desk, Wording
from streams.agents.alert_memory import Answers
from streams.agents.business_date import BusinessDate, following
from streams.agents.forwarding import Forwarder
from streams.agents.intake import Intake
from streams.agents.ledger import Ledger
from streams.agents.letters import LetterHandler
from streams.agents.measure_state import Measures
from streams.agents.measures import TOPICS as MEASURE_TOPICS
from streams.agents.measures import MeasureHandler
from streams.agents.person_state import Persons
from streams.agents.persons import PersonHandler
from streams.agents.sending import CLOCK, DLQ, Sender
from streams.agents.warming import warm
from streams.clock import SystemClock
from streams.core.alerts import Receiver
from streams.core.axes import places
from streams.core.catalogue import Catalogue
from streams.core.compiled import compiled
from streams.metrics import show_lag
from streams.metrics.endpoint import Endpoint
from streams.rules.texts import load_texts
from streams.rules.varsling import load_varsling
from streams.settings import Settings
from streams.transport.agent import BatchAgent
from streams.transport.app import create_faust_app, run
from streams.transport.broadcast import BroadcastReader
from streams.transport.consumer import transport_of
from streams.transport.outbox import Outbox
from streams.transport.reach import reach
from streams.transport.watchdog import Watchdog

#: After SIGTERM; what is not acknowledged by then is read again.
STOP_SECONDS = 8.0
#: Without progress while there is work, a worker is not ready; the watchdog ends it later.
UNREADY_SECONDS = 30.0
PERSON_TOPICS = [fact_topic(kind) for kind in PERSON_TYPES]


class NotReady(RuntimeError):
    """The installation lacks something; the message is one line and says what to do."""


@dataclass(frozen=True, slots=True)
class App:
    """A worker, put together and not yet running."""

    faust: faust.App
    agents: list[BatchAgent]
    ticks: BroadcastReader
    date: BusinessDate
    acks: BroadcastReader
    answers: Answers

    def wake(self) -> None:
        """Have every handler look up: the business date may be new."""
        for agent in self.agents:
            agent.wake()


def alert_topics() -> list[str]:
    """Every receiver's own topic."""
    receivers = [*(Receiver("kommune", k) for k in kommuner()), *(Receiver("akasse", a) for a in akasser())]
    return [topic(receiver) for receiver in receivers]


def partition_count(kafka: Kafka, also: Sequence[str] = ()) -> int:
    """The number of partitions of the person topics; NotReady unless all are there and agree."""
    known, where = reach(kafka).list_topics(timeout=10).topics, kafka.address
    missing = [t for t in [*PERSON_TOPICS, *MEASURE_TOPICS, CLOCK, DLQ, ACKS, *also] if t not in known]
    if missing:
        seen = f" or may not be seen by {kafka.user}" if kafka.user else ""
        raise NotReady(f"topic {missing[0]} does not exist on {where}{seen}; run `fokusvagt topics apply`")
    counts = {t: len(known[t].partitions) for t in PERSON_TOPICS}
    if len(set(counts.values())) > 1:
        fewest = min(counts, key=counts.__getitem__)
        raise NotReady(
            f"topic {fewest} on {where} has {counts[fewest]} partitions, others of persons have "
            f"{max(counts.values())}; all must have the same number: see `fokusvagt topics apply --dry-run`"
        )
    return counts[PERSON_TOPICS[0]]


def create_app(settings: Settings, clock: SystemClock, catalogue: Catalogue) -> App:
    """Put a worker together. Call inside the event loop that will run it."""
    law = compiled(catalogue)
    here = places(list(kommuner()), list(akasser()))
    kafka = settings.access()
    count = partition_count(kafka, alert_topics() if settings.emission != "no" else ())
    codec = codec_for(settings.schema_registry_url or None)
    frame = create_faust_app(
        settings.group, kafka, data_dir=Path(settings.state_dir), session_seconds=settings.session_seconds
    )
    link, may = Link(settings.clickhouse_url), transport_of(frame).lease.check
    facts, writer, restore = FactWriter(link), RowWriter(link, may), Restore(link)
    rows, intake = BreachRows(law), Intake(codec)
    sender = Sender(Outbox(kafka), Outbox(kafka, account=True), codec, may)
    date = BusinessDate(codec)
    state, store, answers = Persons(law, here, rows, count), AlertStore(link, may), Answers(codec, ACKS)
    of_persons, of_measures = _alerting(settings, catalogue, rows, state, sender, store, answers)
    persons = PersonHandler(
        PERSON_TOPICS, state, date, clock, intake, rows, facts, writer, restore, sender,
        Ledger("persons", settings.run), of_persons, Forwarder(Mergers(link), sender.facts),
    )  # fmt: skip
    measures = MeasureHandler(
        Measures(law, count), clock, codec, intake, rows, facts, writer, restore, sender,
        Ledger("measures", settings.run), of_measures, publishes_date=settings.clock == "live",
    )  # fmt: skip
    letters = LetterHandler(clock, writer, Ledger("letters", settings.run))
    acks = AckHandler(clock, codec, store, writer, sender, Ledger("acks", settings.run))
    agents = [
        BatchAgent(frame, name="persons", topics=PERSON_TOPICS, handler=persons, idle_seconds=0.05),
        BatchAgent(
            frame, name="measures", topics=MEASURE_TOPICS, handler=measures, from_beginning=True, idle_seconds=0.05
        ),
        BatchAgent(frame, name="letters", topics=[DLQ], handler=letters),
        BatchAgent(frame, name="acks", topics=[ACKS], handler=acks),
    ]
    link.patience.waiting.extend(agent.progress for agent in agents)
    ticks, heard = (BroadcastReader(kafka, [name]) for name in (CLOCK, ACKS))
    return App(frame, agents, ticks, date, heard, answers)


def told(settings: Settings, app: App, watchdog: Watchdog) -> Endpoint | None:
    """Where this worker tells how it does, when it is to."""
    if not settings.metrics_port:
        return None
    show_lag(transport_of(app.faust).unread)

    def healthy() -> str:
        return f"no progress for {watchdog.stalled():.0f} s" if watchdog.stalled() > UNREADY_SECONDS else ""

    def ready() -> str:
        waiting = [agent.name for agent in app.agents if not agent.ready]
        return f"not yet assigned and restored: {', '.join(waiting)}" if waiting else healthy()

    endpoint = Endpoint(settings.metrics_host, settings.metrics_port, lambda: "", ready)
    endpoint.start()
    return endpoint


def _alerting(
    settings: Settings,
    catalogue: Catalogue,
    rows: BreachRows,
    persons: Persons,
    sender: Sender,
    store: AlertStore,
    answers: Answers,
) -> tuple[alerts.Alerting, alerts_measures.Alerting]:
    """What tells receivers, or nobody, of persons and of measures."""
    if settings.emission == "no":
        return alerts.Silent(), alerts_measures.Silent()
    everything = settings.emission == "all"
    wording = Wording(catalogue, load_texts(), load_varsling())
    return (
        alerts.PersonAlerts(Desk(wording, sender, store), rows, persons, answers, everything=everything),
        alerts_measures.MeasureAlerts(Desk(wording, sender, store), rows, answers, catalogue, everything=everything),
    )


async def work(settings: Settings, clock: SystemClock, catalogue: Catalogue) -> None:
    """Run a worker until SIGTERM or SIGINT.

    What is compiled on first use is compiled before the group is joined: a rebalance must not wait for it.
    """
    await asyncio.to_thread(warm, catalogue)
    app = create_app(settings, clock, catalogue)
    stop = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stop.set)
    await app.ticks.start()
    await app.acks.start()
    app.answers.hear_all(app.acks)
    ticking = following(app.date, app.ticks, app.wake)
    answering = asyncio.get_running_loop().create_task(app.answers.follow(app.acks), name="answers")
    watchdog = Watchdog(app.faust, app.agents)
    watchdog.start()
    endpoint = told(settings, app, watchdog)
    try:
        await run(app.faust, stop, stop_seconds=STOP_SECONDS)
    finally:
        if endpoint is not None:
            endpoint.stop()
        watchdog.stop()
        for task in (ticking, answering):
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await app.ticks.stop()
        await app.acks.stop()
