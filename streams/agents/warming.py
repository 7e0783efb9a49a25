"""Compiles what is compiled on first use, with the examples that the schemas carry. Nothing is kept or sent."""

from __future__ import annotations

from datetime import date
from importlib.resources import as_file, files

from schemas.regions import akasser, kommuner
from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.breach_rows import BreachRows
from streams.adapters.codec import Codec
from streams.adapters.readers import read_facts
from streams.agents.intake import Intake
from streams.agents.person_state import Persons
from streams.core.axes import places
from streams.core.calendar import to_day
from streams.core.catalogue import Catalogue
from streams.core.compiled import compiled
from streams.core.partition import Partition
from streams.transport.batch import RecordBatch, lone
from streams.transport.records import Payload, find


def warm(catalogue: Catalogue) -> None:
    """Take the examples all the way to rows and partial measures, once."""
    find([Payload(b"", 0, 0, 0)], 0)
    law, here = compiled(catalogue), places(list(kommuner()), list(akasser()))
    persons = Persons(law, here, BreachRows(law), 1)
    persons.owned[0] = Partition(law, here)
    persons.merge(Intake(Codec()).take(_examples(fact_topic(kind)) for kind in PERSON_TYPES).readable)
    today = to_day(date(2025, 6, 20))
    for changes, number in persons.evaluate(today):
        persons.owned[number].talte(changes.rows, today)
    list(persons.partials(today, 0, everything=True))


def _examples(topic: str) -> RecordBatch:
    """The topic's examples as a batch of raw messages."""
    with as_file(files("schemas.examples") / f"{topic}.jsonl") as path:
        chunks = [chunk for block in read_facts([path]) for chunk in block.chunks]
    values: list[bytes | None] = [v for chunk in chunks for v in Codec().encode_many(topic, chunk.batch)]
    return lone(topic, 0, values)
