"""What an operator sees of a worker under load, and that it goes when it is told to, with nothing lost."""

from __future__ import annotations

import json
import re
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from time import monotonic

import pytest

from infra.embedded.process import free_port
from streams.bench.faults.ground import Ground, ground, parts
from streams.bench.population import Population

POISON = ("star.ydelse.v1", b"k", b"not avro")
pytestmark = pytest.mark.slow


@dataclass
class Worker:
    """A worker under load, and its pages."""

    ground: Ground
    url: str

    def page(self, path: str) -> tuple[int, str]:
        """Status and body; 0 while nobody answers."""
        try:
            with urllib.request.urlopen(self.url + path, timeout=5) as said:  # noqa: S310 (our own address)
                return said.status, said.read().decode()
        except urllib.error.HTTPError as error:
            return error.code, error.read().decode()
        except OSError:
            return 0, ""

    def metric(self, name: str) -> list[float]:
        """The values of a metric, whatever its labels."""
        return [float(v) for v in re.findall(rf"^{name}(?:{{[^}}]*}})? (\S+)$", self.page("/metrics")[1], re.MULTILINE)]


@pytest.fixture(scope="module")
def worker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Worker]:
    port, facts = free_port(), parts(Population(2_000, 24), 6)
    with ground(tmp_path_factory.mktemp("ops"), facts, metrics_port=str(port), log_format="json") as busy:
        busy.produce([POISON])
        for _ in range(3):
            busy.step()
            busy.until_working()
        yield Worker(busy, f"http://127.0.0.1:{port}")


def test_with_its_partitions_restored_it_is_ready(worker: Worker) -> None:
    assert worker.page("/healthz") == (200, '{"ok": true, "why": ""}\n')
    worker.ground.wait(lambda: worker.page("/readyz")[0] == 200, "not ready", 30)


def test_it_tells_what_an_operator_asks(worker: Worker) -> None:
    worker.ground.wait(lambda: sum(worker.metric("fokusvagt_lag_records")) == 0, "lag stays", 60)
    assert worker.metric("fokusvagt_batch_records_count")[0] > 2
    assert worker.metric("fokusvagt_evaluate_seconds_sum")[0] > 0
    assert worker.metric("fokusvagt_last_commit_timestamp_seconds")[0] > 1.7e9
    assert worker.metric("fokusvagt_partitions_taken_over_total") == [6]
    assert len(worker.metric("fokusvagt_source_last_event_timestamp_seconds")) > 50
    assert worker.metric("process_start_time_seconds")[0] > 1.7e9


def test_dead_letters_are_counted_by_reason(worker: Worker) -> None:
    body = worker.page("/metrics")[1]
    (line,) = [line for line in body.splitlines() if line.startswith("fokusvagt_dead_letters_total{")]
    assert re.search(r'reason="\w+",topic="star.ydelse.v1"} 1.0$', line)


def test_its_pages_are_on_loopback_only(worker: Worker) -> None:
    port = f"{int(worker.url.rpartition(':')[2]):04X}"
    listening = [line.split()[1] for line in Path("/proc/net/tcp").read_text().splitlines() if f":{port} " in line]
    assert {address.partition(":")[0] for address in listening} == {"0100007F"}


def test_told_to_go_under_load_it_goes_within_ten_seconds_and_nothing_is_lost(worker: Worker) -> None:
    worker.ground.step()
    worker.ground.until_working()
    began = monotonic()
    assert worker.ground.crew.end(seconds=15) == 0
    assert monotonic() - began < 10
    worker.ground.crew.start()
    worker.ground.finish()
    assert worker.ground.audited() == 0


def test_every_line_it_logged_is_json(worker: Worker) -> None:
    log = worker.ground.servers.data_dir / "log" / "worker.log"
    assert [line for line in log.read_text().splitlines() if "level" not in json.loads(line)] == []


def test_told_to_go_while_clickhouse_is_away_it_goes_too_and_nothing_is_lost(tmp_path: Path) -> None:
    with ground(tmp_path, parts(Population(400, 12), 4)) as alone:
        alone.step()
        alone.gate.shut()
        alone.step()
        began = monotonic()
        assert alone.crew.end(seconds=15) in (0, 75)
        assert monotonic() - began < 10
        alone.gate.open()
        alone.crew.start()
        alone.finish()
        assert alone.audited() == 0
