"""Files into Kafka: read, judged and produced, with an account of what arrived."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from confluent_kafka import Producer

from streams.adapters.codec import codec_for
from streams.adapters.ingest import Ingest, IngestReport, ingest, producer_config
from streams.clock import Clock
from streams.settings import Settings

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


def sender(settings: Settings, clock: Clock) -> Ingest:
    """Something that produces chunks to the broker of the settings."""
    return Ingest(Producer(producer_config(settings.kafka)), codec_for(settings.schema_registry_url or None), clock.now)


def send(files: Iterable[Path], settings: Settings, clock: Clock, shown: Shown) -> Report:
    """Send all facts of the files."""
    paths = list(files)
    total = sum(path.stat().st_size for path in paths if path.exists())
    done = 0

    def progress(read: int) -> None:
        nonlocal done
        done += read
        shown("bytes read", done, total)

    producer = Producer(producer_config(settings.kafka))
    codec = codec_for(settings.schema_registry_url or None)
    return told(ingest(paths, producer, codec, clock.now, settings.pseudonym_key or None, progress))
