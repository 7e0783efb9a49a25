"""The worker's own pages: metrics, alive, ready; nothing else, and only on this machine."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from prometheus_client import CollectorRegistry, generate_latest

from streams import metrics
from streams.metrics.endpoint import Endpoint

WRONG = []


@pytest.fixture
def url() -> Iterator[str]:
    endpoint = Endpoint("127.0.0.1", 0, lambda: "", lambda: ", ".join(WRONG))
    endpoint.start()
    yield endpoint.url
    endpoint.stop()
    WRONG.clear()


def answer(url: str) -> tuple[int, str]:
    """Status and body."""
    try:
        with urllib.request.urlopen(url, timeout=5) as said:  # noqa: S310 (our own address)
            return said.status, said.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.read().decode()


def test_metrics_are_told_as_prometheus_reads_them(url: str) -> None:
    metrics.heard("samtale", ["jobcenter:101"])
    status, body = answer(f"{url}/metrics")
    assert status == 200
    assert 'fokusvagt_source_last_event_timestamp_seconds{source="jobcenter:101",type="samtale"}' in body


def test_ready_says_why_not(url: str) -> None:
    assert answer(f"{url}/readyz") == (200, '{"ok": true, "why": ""}\n')
    WRONG.append("not yet assigned")
    assert answer(f"{url}/readyz") == (503, '{"ok": false, "why": "not yet assigned"}\n')
    assert answer(f"{url}/healthz")[0] == 200


def test_there_is_no_other_page(url: str) -> None:
    assert answer(f"{url}/")[0] == 404


def test_lag_is_asked_for_when_it_is_told() -> None:
    registry, unread = CollectorRegistry(), {("star.ydelse.v1", 3): 7}
    metrics.show_lag(lambda: unread, registry)
    unread["star.ydelse.v1", 3] = 5
    assert 'fokusvagt_lag_records{partition="3",topic="star.ydelse.v1"} 5.0' in generate_latest(registry).decode()


def test_invented_sources_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metrics, "_heard", known := set())
    metrics.heard("ydelse", (f"opfundet:{n}" for n in range(2 * metrics.SOURCES_AT_MOST)))
    assert len(known) == metrics.SOURCES_AT_MOST
