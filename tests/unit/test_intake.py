"""Batches of many partitions are read as one, and each record keeps its place: in its partition, or with its reason."""

from __future__ import annotations

from typing import Any

from streams.adapters.codec import Codec
from streams.agents.intake import Intake, Span, person_numbers
from streams.bench.population import Population, messages
from streams.transport.batch import RecordBatch, Slices

TOPIC = "star.samtale.v1"


def batch(partition: int, first: int, values: list[bytes]) -> RecordBatch:
    n = len(values)
    offsets = range(first, first + n)
    return RecordBatch(TOPIC, partition, [b"k"] * n, Slices.of(values), [()] * n, offsets, first, first + n, 0, 0)


def values() -> list[bytes]:
    return next(m.values for m in messages(Population(40, 12)) if m.topic == TOPIC)


def whole(found: Any) -> list[str]:
    return [i for r in found.readable for i in r.table["fact_id"].to_pylist()]


def test_small_batches_say_what_one_large_batch_says() -> None:
    facts, intake = values()[:60], Intake(Codec())
    together = intake.take([batch(0, 0, facts)])
    apart = intake.take([batch(0, at, facts[at : at + 7]) for at in range(0, 60, 7)])
    assert whole(apart) == whole(together)
    assert apart.readable[0].records is not None
    assert (apart.readable[0].records == together.readable[0].records).all()


def test_rows_are_told_apart_by_partition_whatever_the_order_of_the_batches() -> None:
    facts = values()[:9]
    found = Intake(Codec()).take([batch(2, 0, facts[:3]), batch(0, 0, facts[3:7]), batch(2, 3, facts[7:])])
    assert found.readable[0].spans == [Span(0, 0, 4), Span(2, 4, 9)]
    assert whole(found) == whole(Intake(Codec()).take([batch(0, 0, facts[3:7] + facts[:3] + facts[7:])]))


def test_a_bad_record_is_refused_where_it_lay_and_its_partition_is_one_row_shorter() -> None:
    facts = values()[:6]
    found = Intake(Codec()).take([batch(1, 10, [facts[0], b"?", facts[1]]), batch(0, 5, [b"!", facts[2]])])
    assert [(r.partition, r.offset, r.value) for r in found.refused] == [(0, 5, b"!"), (1, 11, b"?")]
    assert found.readable[0].spans == [Span(0, 0, 1), Span(1, 1, 3)]


def test_a_partition_of_bad_records_only_has_no_rows() -> None:
    found = Intake(Codec()).take([batch(0, 0, [b"?"]), batch(1, 0, values()[:1])])
    assert found.readable[0].spans == [Span(1, 0, 1)]


class Numbers:
    """A partition that only numbers persons."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def index(self, persons: list[str]) -> list[int]:
        return [self.known.setdefault(person, len(self.known)) for person in persons]


def test_a_partition_numbers_its_own_persons_only() -> None:
    facts = values()[:30]
    readable = Intake(Codec()).take([batch(0, 0, facts[:10]), batch(1, 0, facts[10:])]).readable[0]
    partition, persons = Numbers(), readable.table["person_id"].to_pylist()
    numbers = person_numbers(partition, readable.columns, readable.spans[1])
    assert set(partition.known) == set(persons[10:])
    assert numbers.tolist() == [partition.known[person] for person in persons[10:]]
