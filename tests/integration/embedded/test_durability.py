"""One process has the data; what it has acknowledged survives `kill -9`."""

import subprocess
import sys
from pathlib import Path

import clickhouse_connect
import numpy as np
import pyarrow as pa
import pytest

from infra.embedded import ClickHouseFront, DataDirBusy, EmbeddedError, running_urls
from tests.integration.embedded.helpers import eventually, kill, owner_of, pid_of


def insert_and_kill(data_dir: Path, start: int, count: int) -> None:
    """One acknowledged insert, then kill -9 of the server in the middle of the next."""
    with ClickHouseFront(data_dir) as front:
        client = clickhouse_connect.get_client(dsn=front.writer_url)
        client.command("CREATE TABLE IF NOT EXISTS t (id UInt64) ENGINE = MergeTree ORDER BY id")
        client.insert_arrow("t", pa.table({"id": np.arange(start, start + count, dtype="u8")}))
        kill(pid_of(front))
        assert eventually(lambda: front._process.poll() is not None)


def test_an_acknowledged_insert_survives_kill_9(tmp_path: Path) -> None:
    for round_ in range(3):
        insert_and_kill(tmp_path, round_ * 50_000, 50_000)
    with ClickHouseFront(tmp_path) as front:
        client = clickhouse_connect.get_client(dsn=front.reader_url)
        assert client.query("SELECT count(), uniqExact(id), max(id) FROM t").result_rows == [
            (150_000, 150_000, 149_999)
        ]


def test_a_second_process_is_told_who_has_the_directory(tmp_path: Path) -> None:
    owner, _url = owner_of("ClickHouseFront", "reader_url", tmp_path)
    try:
        with pytest.raises(DataDirBusy) as busy, ClickHouseFront(tmp_path):
            pass
    finally:
        owner.terminate()
        owner.wait()
    expected = f"data directory {tmp_path} is in use by process {owner.pid}; stop it or choose another --data-dir"
    assert str(busy.value) == expected


def test_another_process_may_ask_the_running_server_instead(tmp_path: Path) -> None:
    assert running_urls(tmp_path) is None
    with ClickHouseFront(tmp_path) as front:
        assert running_urls(tmp_path) == (front.writer_url, front.reader_url)
    assert running_urls(tmp_path) is None


def test_the_front_itself_ends_with_2_and_one_line(tmp_path: Path) -> None:
    with ClickHouseFront(tmp_path):
        command = [sys.executable, "-m", "infra.embedded.chdb_front", "--data-dir", str(tmp_path)]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
    assert second.returncode == 2
    assert second.stderr.count("\n") == 1
    assert "is in use by process" in second.stderr


def test_a_directory_can_be_opened_at_once_after_its_owner_was_killed(tmp_path: Path) -> None:
    owner, _url = owner_of("ClickHouseFront", "reader_url", tmp_path)
    kill(owner.pid)  # and not waited for: to others it still looks alive
    with ClickHouseFront(tmp_path) as front:
        assert clickhouse_connect.get_client(dsn=front.reader_url).query("SELECT 1").result_rows == [(1,)]
    owner.wait()


def test_a_dead_server_is_noticed_not_restarted(tmp_path: Path) -> None:
    with ClickHouseFront(tmp_path) as front:
        front.check()
        kill(pid_of(front))
        front._process.wait()
        with pytest.raises(EmbeddedError, match="has ended"):
            front.check()


def test_an_unusable_directory_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(EmbeddedError, match="choose another --data-dir"), ClickHouseFront(tmp_path / "file"):
        pass
