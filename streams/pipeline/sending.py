"""Files into Kafka: read, judged and produced, with an account of what arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from confluent_kafka import Producer

from streams.adapters.codec import codec_for
from streams.adapters.ingest import Ingest, IngestReport, ingest, producer_config
from streams.adapters.readers import AS_NAMED, STDIN, Progress, Reading
from streams.clock import Clock
from streams.settings import Settings

BYTES_READ: Final = "bytes read"
Shown = Callable[[str, float, float | None], None]
"""Hears (what, done, total) as work goes on."""


@dataclass(frozen=True, slots=True)
class Report:
    """What was sent: numbers, reasons of dead letters, and the next offset per (topic, partition)."""

    facts: int
    letters: int
    reasons: dict[str, int]
    ends: dict[tuple[str, int], int] = field(default_factory=dict)


def told(report: IngestReport) -> Report:
    """The report of an ingest."""
    return Report(report.facts, report.dead, dict(report.dead_letters), report.next_offsets | report.dlq_next_offsets)


@contextmanager
def _producer(settings: Settings) -> Iterator[Producer]:
    """A producer of facts that lets go of the broker in the end."""
    producer = Producer(producer_config(settings.access()))
    try:
        yield producer
    finally:
        producer.close()


@contextmanager
def sender(settings: Settings, clock: Clock) -> Iterator[Ingest]:
    """Something that produces chunks to the broker of the settings."""
    with _producer(settings) as producer:
        yield Ingest(producer, codec_for(settings.schema_registry_url or None), clock.now)


def read_so_far(files: Iterable[Path], shown: Shown) -> Progress:
    """Shows the bytes read of the files; of how many, unless standard input is among them."""
    paths, done = list(files), 0
    total = None if STDIN in paths else sum(path.stat().st_size for path in paths if path.exists())

    def progress(read: int) -> None:
        nonlocal done
        done += read
        shown(BYTES_READ, done, total)

    return progress


def send(files: Iterable[Path], settings: Settings, clock: Clock, shown: Shown, reading: Reading = AS_NAMED) -> Report:
    """Send all facts of the files."""
    paths = list(files)
    codec, key = codec_for(settings.schema_registry_url or None), settings.pseudonym_key or None
    with _producer(settings) as producer:
        return told(ingest(paths, producer, codec, clock.now, key, read_so_far(paths, shown), reading))
