"""P1: facts per second from Kafka to rows acknowledged by ClickHouse, beside idiomatic Faust on the same broker.

All facts lie in Kafka before anybody starts. The product is timed from the moment at which its worker has its
partitions (nothing is read yet) until its progress rows say that every fact is merged, evaluated and told and the
measures are added up; Faust from its first event until the last, its table's changelog and its output included.
"""

from __future__ import annotations

import json
import subprocess
import sys
import uuid
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from confluent_kafka.admin import AdminClient
from confluent_kafka.cimpl import NewTopic

from schemas.registry import PERSON_TYPES, fact_type
from streams.bench import processes
from streams.bench.idiomatic import topic
from streams.bench.measured import Measured, middle
from streams.bench.population import AS_OF, Population, Sent, messages, publish
from streams.bench.stand import broker, database, scratch, tell_date
from streams.pipeline.sending import Shown
from streams.transport.outbox import Outbox

COLUMNS = ("what", "facts", "seconds", "facts_per_second", "cpu_s_per_million", "clickhouse_cpu_s", "broker_cpu_s",
           "rss_mib")  # fmt: skip
#: Seconds that stock Faust may take to join, recover and work.
FAUST_SECONDS = 600


@dataclass(frozen=True, slots=True)
class Once:
    """One run of one of the two."""

    what: str
    facts: int
    seconds: float
    cpu_seconds: float
    clickhouse_cpu: float
    broker_cpu: float
    rss_mib: float

    @property
    def rate(self) -> float:
        """Facts per second."""
        return self.facts / self.seconds

    @property
    def cpu_per_million(self) -> float:
        """CPU seconds of the worker per million facts."""
        return self.cpu_seconds / self.facts * 1e6

    def row(self) -> tuple[Any, ...]:
        """As COLUMNS."""
        return (
            self.what,
            self.facts,
            round(self.seconds, 2),
            round(self.rate),
            round(self.cpu_per_million, 1),
            round(self.clickhouse_cpu, 1),
            round(self.broker_cpu, 1),
            round(self.rss_mib),
        )


def throughput(
    population: Population,
    runs: int,
    faust_persons: int,
    partitions: int,
    workers: int,
    shown: Shown,
    where: Path | None,
) -> Measured:
    """`runs` of each, in turn; Faust gets the facts of `faust_persons` of them, and is left out for 0."""
    ours: list[Once] = []
    theirs: list[Once] = []
    with scratch(where) as data_dir, broker(data_dir / "broker", partitions) as kafka:
        sent = publish(kafka, population, partitions)
        for_faust = publish_for_faust(kafka, Population(faust_persons, population.months), partitions)
        tell_date(kafka, AS_OF)
        for number in range(runs):
            shown("runs", number, runs)
            ours.append(product(data_dir / f"run-{number}", kafka, sent, partitions, workers))
            if for_faust:
                theirs.append(idiomatic(data_dir / "faust", kafka, for_faust, partitions))
        shown("runs", runs, runs)
    return _measured(ours, theirs, population, sent)


def product(data_dir: Path, kafka: str, sent: Sent, partitions: int, workers: int = 1) -> Once:
    """The product, once, on a database and in a consumer group of its own."""
    with database(data_dir, kafka, partitions) as made, made.workers(workers) as run:
        began = run.wait_until_assigned()
        before = processes.usage()
        ended = run.settle(sent.ends, AS_OF)
        after = processes.usage()
        spent = processes.cpu_between(before, after)
        rss = after["worker"].peak_mib if "worker" in after else 0.0
        cpu = [spent.get(role, 0.0) for role in ("worker", "clickhouse", "broker")]
        return Once("fokusvagt", sent.facts, ended - began, cpu[0], cpu[1], cpu[2], rss)


def publish_for_faust(kafka: str, population: Population, partitions: int) -> int:
    """All facts of a few persons to topics of their own; their number."""
    if not population.persons:
        return 0
    admin = AdminClient({"bootstrap.servers": kafka})
    for made in admin.create_topics([NewTopic(topic(kind), partitions, 1) for kind in PERSON_TYPES]).values():
        made.result()
    outbox, count = Outbox(kafka), 0
    for m in messages(population):
        outbox.produce_many(topic(fact_type(m.topic)), m.keys, m.values)
        count += len(m.values)
    outbox.close()
    return count


def idiomatic(data_dir: Path, kafka: str, facts: int, partitions: int) -> Once:
    """Stock Faust, once, in an app of its own; the process says itself how long it took."""
    job = {
        "kafka": kafka,
        "name": f"idiomatic-{uuid.uuid4().hex[:8]}",
        "data_dir": str(data_dir),
        "facts": facts,
        "partitions": partitions,
    }
    command = [sys.executable, "-P", "-m", "streams.bench.idiomatic", json.dumps(job)]
    before = processes.usage()
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process, \
            processes.watched() as peaks:  # fmt: skip
        out, err = process.communicate(timeout=FAUST_SECONDS)
    said = out.decode().strip().splitlines()
    if process.returncode or not said:
        raise RuntimeError(f"idiomatic Faust ended with {process.returncode}: {err.decode()[-500:]}")
    told = json.loads(said[-1])
    broker_cpu = processes.cpu_between(before, processes.usage()).get("broker", 0.0)
    rss = peaks.by_role.get("faust", 0.0)
    return Once("idiomatic faust", told["facts"], told["seconds"], told["cpu_seconds"], 0.0, broker_cpu, rss)


def _measured(ours: list[Once], theirs: list[Once], population: Population, sent: Sent) -> Measured:
    rate = middle([once.rate for once in ours], 0)
    figures: dict[str, Any] = {
        "facts_per_second": rate,
        "cpu_seconds_per_million": middle([once.cpu_per_million for once in ours]),
        "clickhouse_cpu_seconds_per_million": middle([once.clickhouse_cpu / once.facts * 1e6 for once in ours]),
        "broker_cpu_seconds_per_million": middle([once.broker_cpu / once.facts * 1e6 for once in ours]),
        "rss_mib": middle([once.rss_mib for once in ours], 0),
        "facts": sent.facts,
        "persons": population.persons,
    }
    if theirs:
        slow = middle([once.rate for once in theirs], 0)
        figures["idiomatic_faust_facts_per_second"] = slow
        figures["idiomatic_faust_cpu_seconds_per_million"] = middle([once.cpu_per_million for once in theirs])
        figures["ratio_to_idiomatic_faust"] = round(rate / slow, 1)
    notes = [
        "Medians of interleaved runs on one broker. Idiomatic Faust gets all facts of fewer persons, computes "
        "one rule and writes to no database; the product computes all rules and writes facts, breaches and measures."
    ]
    rows = [once.row() for once in sorted([*ours, *theirs], key=lambda once: once.what)]
    return Measured("Throughput, Kafka to ClickHouse (P1)", figures, COLUMNS, rows, notes)
