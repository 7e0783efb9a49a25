"""A disk that is nearly full: refuse before writing, because the engine may acknowledge what it could not write."""

from __future__ import annotations

from collections.abc import Iterator
from os import statvfs
from pathlib import Path

import pytest

from infra.embedded import ClickHouseFront
from streams.adapters.clickhouse import FactWriter, Link, Patience, Restore, Unavailable, migrate
from streams.adapters.clickhouse.writer import ROOM
from streams.bench.faults.kinds import NotRun, small_disk
from tests.integration.clickhouse.samples import facts

MIB = 1 << 20
TOPIC = "star.ydelse.v1"


@pytest.fixture
def small(tmp_path: Path) -> Iterator[tuple[Link, Path]]:
    """A migrated database on a disk of its own, and the directory."""
    try:
        with small_disk(tmp_path, 2 * ROOM // MIB), ClickHouseFront(tmp_path) as front:
            link = Link(front.writer_url, Patience(first=0.05, limit=0.2))
            migrate(link.client())
            yield link, tmp_path
            link.close()
    except NotRun as lack:
        pytest.skip(str(lack))


def fill(directory: Path, left: int) -> Path:
    """A file that leaves so many bytes free."""
    ballast, disk = directory / "ballast", statvfs(directory)
    with ballast.open("wb") as file:
        for _ in range((disk.f_bavail * disk.f_frsize - left) // MIB):
            file.write(b"\0" * MIB)
    return ballast


def kept(link: Link) -> int:
    """Facts that can be read."""
    return sum(batch.num_rows for batch in Restore(link).facts(TOPIC, [0], 1))


def test_with_too_little_room_nothing_is_written_and_with_enough_the_same_insert_is(small: tuple[Link, Path]) -> None:
    link, directory = small
    writer = FactWriter(link)
    writer.insert(TOPIC, facts("ydelse", {"fact_id": "1"}))
    ballast = fill(directory, left=ROOM - 2 * MIB)
    with pytest.raises(Unavailable, match="243"):
        writer.insert(TOPIC, facts("ydelse", {"fact_id": "2"}))
    assert kept(link) == 1
    ballast.unlink()
    writer.insert(TOPIC, facts("ydelse", {"fact_id": "2"}))
    assert kept(link) == 2
