"""Facts in and out: the greatest revision stands whatever the order, and partitions are Kafka's own."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import permutations
from typing import Any

import pyarrow as pa
import pytest

from schemas.registry import PERSON_TYPES, fact_topic
from streams.adapters.clickhouse import FactWriter, Link, Refused, Restore, digest
from streams.adapters.clickhouse.writer import put
from streams.core import codes
from tests.integration.clickhouse.samples import facts

YDELSE = "star.ydelse.v1"
LATER = datetime(2024, 3, 1, tzinfo=UTC)


def murmur2(data: bytes) -> int:
    """Kafka's default partitioner (org.apache.kafka.common.utils.Utils.murmur2), made positive."""
    m, mask = 0x5BD1E995, 0xFFFFFFFF
    h = 0x9747B28C ^ len(data)
    for i in range(0, len(data) - len(data) % 4, 4):
        k = int.from_bytes(data[i : i + 4], "little") * m & mask
        h = (h * m & mask) ^ ((k ^ k >> 24) * m & mask)
    tail = data[len(data) - len(data) % 4 :]
    if tail:
        h = (h ^ int.from_bytes(tail, "little")) * m & mask
    h = (h ^ h >> 13) * m & mask
    return (h ^ h >> 15) & 0x7FFFFFFF


def restored(link: Link, topic: str, partitions: list[int], of: int) -> list[dict[str, Any]]:
    blocks = list(Restore(link).facts(topic, partitions, of))
    return [row for block in blocks for row in block.to_pylist()]


@pytest.mark.parametrize("order", list(permutations(range(4))))
def test_the_greatest_revision_stands_in_any_order_of_arrival(link: Link, order: tuple[int, ...]) -> None:
    revisions = [
        {"revision": 0, "loentimer": 1.0},
        {"revision": 1, "loentimer": 2.0},
        {"revision": 2, "loentimer": 3.0},
        {"revision": 2, "loentimer": 4.0, "registered_at": LATER},
    ]
    for i in order:
        FactWriter(link).insert(YDELSE, facts("ydelse", revisions[i]))
    assert [row["loentimer"] for row in restored(link, YDELSE, [0], 1)] == [4.0]


def test_revisions_in_one_batch_collapse_too(link: Link) -> None:
    FactWriter(link).insert(YDELSE, facts("ydelse", {"revision": 3}, {"revision": 11}, {"revision": 10}))
    assert [row["revision"] for row in restored(link, YDELSE, [0], 1)] == [11]


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_an_exact_tie_is_decided_by_the_content(link: Link, order: tuple[int, ...]) -> None:
    tied = [{"loentimer": 1.0}, {"loentimer": 2.0}]
    for i in order:
        FactWriter(link).insert(YDELSE, facts("ydelse", tied[i]))
    (row,) = restored(link, YDELSE, [0], 1)
    both = facts("ydelse", *tied)
    digests = digest("ydelse", both)
    assert row["loentimer"] == tied[int(digests.argmax())]["loentimer"]
    assert row["afgoerelse"] == digests.max()


def test_an_annulled_fact_is_restored_as_annulled(link: Link) -> None:
    FactWriter(link).insert(YDELSE, facts("ydelse", {"revision": 1, "deleted": True}, {"revision": 0}))
    assert [row["deleted"] for row in restored(link, YDELSE, [0], 1)] == [True]


def test_a_restore_reads_exactly_the_persons_of_its_partitions(link: Link) -> None:
    persons = [f"p{i:04d}" + "x" * (i % 5) for i in range(500)]
    FactWriter(link).insert(YDELSE, facts("ydelse", *({"person_id": p} for p in persons)))
    for partitions in ([0], [1, 5], list(range(6))):
        found = {row["person_id"] for row in restored(link, YDELSE, partitions, 6)}
        assert found == {p for p in persons if murmur2(p.encode()) % 6 in partitions}


def test_no_partitions_are_nobody_and_an_impossible_one_is_an_error(link: Link) -> None:
    FactWriter(link).insert(YDELSE, facts("ydelse", {}))
    assert restored(link, YDELSE, [], 6) == []
    with pytest.raises(ValueError, match=r"partitions must lie in 0\.\.5"):
        Restore(link).facts(YDELSE, [6], 6)


@pytest.mark.parametrize("kind", PERSON_TYPES)
def test_what_comes_back_is_what_was_written(link: Link, kind: str) -> None:
    table = facts(kind, {"akasse": 7, "revision": 5, "person_id": "æøå"})
    FactWriter(link).insert(fact_topic(kind), table)
    (row,) = restored(link, fact_topic(kind), [0], 1)
    expected = table.to_pylist()[0]
    assert {name: row[name] for name in expected if name != "source"} == {
        name: value for name, value in expected.items() if name != "source"
    }


def test_reference_facts_come_back_by_type(link: Link) -> None:
    for kind in ("rammevilkaar", "tilfredshed"):
        FactWriter(link).insert(fact_topic(kind), facts(kind, {"revision": 1}, {"revision": 0}))
    reference = Restore(link).reference()
    assert reference["rammevilkaar"]["befolkning_16_66"].to_pylist() == [400_000]
    assert reference["tilfredshed"]["score"].to_pylist() == [3.5]


def test_the_numbers_of_the_enums_are_the_codes_of_the_core(link: Link, ask: Any) -> None:
    rows = [{"fact_id": str(i), "tilbudstype": name} for i, name in enumerate(codes.TILBUDSTYPER)]
    FactWriter(link).insert("star.tilbud.v1", facts("tilbud", *rows))
    assert [row["tilbudstype"] for row in restored(link, "star.tilbud.v1", [0], 1)] == list(range(len(rows)))
    assert dict(ask("SELECT fact_id, tilbudstype FROM fokusvagt.v_facts_tilbud")) == {
        row["fact_id"]: row["tilbudstype"] for row in rows
    }


def test_what_the_table_does_not_know_is_refused_at_once(link: Link) -> None:
    strange = pa.table({"fact_id": ["f1"], "loen": [1.0]})
    with pytest.raises(Refused, match="refused"):
        put(link, "facts_ydelse", strange)
