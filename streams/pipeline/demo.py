"""The demo's work: simulated facts through the whole pipeline, and the questions an operator asks of the result."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from time import perf_counter
from typing import Any, Final

import numpy as np
import pyarrow as pa

from schemas.regions import akasser, kommuner
from streams.adapters.clickhouse.link import Link
from streams.adapters.readers import Block, Chunk
from streams.clock import SystemClock
from streams.pipeline.dirt import at_the_edge
from streams.pipeline.replay import Pipeline
from streams.pipeline.sending import Shown, sender, told
from streams.rules.texts import load_texts
from streams.simulation import FactBatch, lines, record_batch
from streams.simulation.job import Job, Population

OURS: Final = ("clickhouse", "log", "tmp", "worker", "lock", "writer.secret", "clickhouse.json")


@dataclass(frozen=True, slots=True)
class Near:
    """A kommune beside a target: `headroom` more may fail (fokusmaal), or must be helped when negative."""

    kode: int
    navn: str
    avg12: float
    maal: float
    over: bool
    headroom: int | None


@dataclass(frozen=True, slots=True)
class Alerts:
    """What was told on the last date: how many messages to how many receivers, and some, (receiver, text)."""

    messages: int
    kommuner: int
    akasser: int
    some: list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Summary:
    """What the demo tells in the end."""

    persons: int
    facts: int
    letters: int
    seconds: float
    rules: list[tuple[str, str, int, int, int]]
    targets: dict[str, tuple[str, list[Near]]]
    candidates: list[str]
    akasser: list[tuple[str, float]]
    alerts: Alerts

    @property
    def rate(self) -> float:
        """Facts per second, from the first produced to the last row acknowledged."""
        return self.facts / self.seconds


def clear(data_dir: Path) -> None:
    """Remove an earlier demo's state; nothing but what the embedded servers made is touched."""
    for name in OURS:
        path = data_dir / name
        shutil.rmtree(path) if path.is_dir() else path.unlink(missing_ok=True)


def blocks(job: Job) -> Iterator[Block]:
    """The simulated facts, and the dirt among them, as `ingest` takes them."""
    for batch in job.batches():
        chunk = _chunk(batch)
        yield Block([chunk], [], 0)
        yield at_the_edge(batch.type, chunk.batch, job.dirty)


def _chunk(batch: FactBatch) -> Chunk:
    numbers = np.arange(1, len(batch) + 1)
    facts = record_batch(batch)
    at = facts.schema.get_field_index("source")
    facts = facts.set_column(at, "source", facts.column(at).cast(pa.string()))
    return Chunk(batch.type, facts, "simulation", numbers, lambda i: lines(batch).splitlines()[i])


def run(running: Pipeline, job: Job, shown: Shown) -> Summary:
    """Simulate, process and sum up. The day before is the baseline, so that the last day's news is alerted of."""
    began, sent, population = perf_counter(), 0, job.population
    with sender(running.settings, SystemClock()) as ingest:
        for block in blocks(job):
            ingest.take(block)
            sent += sum(len(chunk.lines) for chunk in block.chunks)
            shown("facts simulated", sent, None)
        report = told(ingest.flush())
    for day in (population.as_of - timedelta(1), population.as_of):
        running.tell(report.ends, day, shown)
    seconds = perf_counter() - began
    running.tidy()
    return summary(Link(running.servers.reader_url), population, report.facts, report.letters, seconds)


def summary(link: Link, population: Population, facts: int, letters: int, seconds: float) -> Summary:
    """Ask the database what an operator would ask."""
    texts = load_texts()
    found = _Answers(link)
    rules = [(rule, texts[rule].titel, *counts) for rule, *counts in found.rules()]
    targets = {rule: (texts[rule].titel, found.near(rule)) for rule in found.targets()}
    return Summary(
        persons=population.persons,
        facts=facts,
        letters=letters,
        seconds=seconds,
        rules=rules,
        targets=targets,
        candidates=found.candidates(),
        akasser=found.akasser(),
        alerts=found.alerts(),
    )


class _Answers:
    """The questions, as SQL over the contract's views."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def _ask(self, sql: str, **parameters: Any) -> list[tuple[Any, ...]]:
        return self._link.run(lambda client: list(client.query(sql, parameters=parameters).result_rows))

    def rules(self) -> list[tuple[Any, ...]]:
        """(rule, established and not remedied, provisional, warnings) of persons."""
        return self._ask(
            "SELECT rule_id, countIf(status = 'KONSTATERET') AS k, countIf(status = 'FORELOEBIG') AS f, "
            "countIf(status = 'VARSEL') AS v FROM fokusvagt.v_breaches "
            "WHERE scope = 'person' AND regime = 'gaeldende' "
            "GROUP BY rule_id HAVING k + f + v > 0 ORDER BY k DESC, rule_id"
        )

    def targets(self) -> list[str]:
        """The rules that compare a kommune with a target of its own."""
        rows = self._ask(
            "SELECT DISTINCT indicator_id FROM fokusvagt.v_indicators "
            "WHERE scope = 'kommune' AND denominator > 2 AND threshold IS NOT NULL ORDER BY 1"
        )
        return [row[0] for row in rows]

    def near(self, rule: str, count: int = 10) -> list[Near]:
        """The kommuner closest to the target or over it, the worst first, as of the latest figure."""
        rows = self._ask(
            "SELECT code, argMax(avg12, (period_end, live)), argMax(threshold, (period_end, live)) AS maal, "
            "argMax(breach, (period_end, live)), argMax(tuple(headroom), (period_end, live)).1 "
            "FROM fokusvagt.v_indicators WHERE indicator_id = {rule:String} AND scope = 'kommune' "
            "GROUP BY code ORDER BY argMax(avg12, (period_end, live)) - maal DESC LIMIT {count:UInt32}",
            rule=rule,
            count=count,
        )
        names = kommuner()
        return [Near(kode, names[kode].navn, avg, maal, bool(over), room) for kode, avg, maal, over, room in rows]

    def candidates(self) -> list[str]:
        """Kommuner that are candidates for skaerpet tilsyn at the latest month-end."""
        rows = self._ask(
            "SELECT kommune_navn FROM fokusvagt.v_skaerpet_tilsyn WHERE kandidat AND NOT live AND period_end = "
            "(SELECT max(period_end) FROM fokusvagt.v_skaerpet_tilsyn WHERE NOT live) ORDER BY kommune"
        )
        return [navn for (navn,) in rows]

    def akasser(self) -> list[tuple[str, float]]:
        """A-kasser under their working level, the lowest first."""
        rows = self._ask(
            "SELECT akasse, value FROM fokusvagt.v_breaches "
            "WHERE scope = 'akasse' AND status = 'KONSTATERET' ORDER BY value"
        )
        return [(akasser()[kode].kortnavn, value) for kode, value in rows]

    def alerts(self, some: int = 4) -> Alerts:
        """What receivers were told."""
        ((messages, of_kommuner, of_akasser),) = self._ask(
            "SELECT count(), uniqIf(kode, modtager = 'kommune'), uniqIf(kode, modtager = 'akasse') "
            "FROM fokusvagt.v_alerts"
        )
        rows = self._ask(
            "SELECT modtager, kode, tekst FROM fokusvagt.v_alerts ORDER BY alvor = 'LAV', cityHash64(breach_id) "
            "LIMIT 1 BY rule_id LIMIT {some:UInt32}",
            some=some,
        )
        return Alerts(messages, of_kommuner, of_akasser, [(_receiver(scope, kode), text) for scope, kode, text in rows])


def _receiver(scope: str, kode: int) -> str:
    return kommuner()[kode].navn if scope == "kommune" else akasser()[kode].kortnavn
