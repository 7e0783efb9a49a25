"""What receivers are shown works as it stands: the Python consumer and the commands (kcat: `integration/kafka`)."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.support.alerting import Room, Servers
from tests.support.lives import person
from tests.support.pipeline import Answer, fokusvagt

pytestmark = pytest.mark.slow
EXAMPLES = Path("infra/kafka/examples")
LEDIG = person("ledig", kommune=751, akasse=2).dagpenge("2023-01-02", "2023-06-30")


@pytest.fixture(scope="module")
def told(running: Servers) -> Servers:
    """A kommune that was told something."""
    running.empty()
    room = Room(running)
    room.begin()
    room.day("2023-06-18", LEDIG)
    return running


def first_line(process: subprocess.Popen[str]) -> Iterator[str]:
    assert process.stdout is not None
    yield from process.stdout


def test_the_consumer_in_forty_lines_reads_the_alerts(told: Servers) -> None:
    script = EXAMPLES / "consumer.py"
    assert len(script.read_text("utf-8").splitlines()) <= 40
    environment = os.environ | {"KAFKA": told.kafka, "ALERT_SCHEMA": "schemas/avro/alert.avsc"}
    with subprocess.Popen(
        [sys.executable, str(script), "kommune.751"], env=environment, stdout=subprocess.PIPE, text=True
    ) as process:
        alert: dict[str, Any] = json.loads(next(first_line(process)))
        process.terminate()
    assert (alert["modtager"], alert["as_of"][:4], alert["sekvens"] > 0) == ("kommune:751", "2023", True)


def tail(where: Servers, *options: str) -> Answer:
    return fokusvagt("alerts", "tail", "--from-beginning", "--stop", *options, kafka=where.kafka)


def test_tail_shows_the_alerts_in_danish(told: Servers) -> None:
    shown = tail(told, "--kommune", "751")
    assert shown.code == 0
    for words in ("18. juni 2023 · Aarhus (751) · VARSEL", "Mangler: 6 samtaler inden 2. juli", "ansvarlig: kommunen"):
        assert words in shown.out


def test_tail_speaks_json_as_the_contract_has_it(told: Servers) -> None:
    rows = tail(told, "--kommune", "751", "--akasse", "2", "--json").rows
    assert {row["modtager"] for row in rows} >= {"kommune:751"}
    assert any(row["rule_id"] == "SAM-DP-6I6" and row["due_on"] == "2023-07-02" for row in rows)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("tail",), "--kommune CODE or --akasse CODE"),
        (("tail", "--kommune", "1"), "1 is no code"),
        (("ack", "abc", "--kommune", "751", "--until", "2025-01-01", "--reopen"), "one answer"),
    ],
)
def test_wrong_usage_is_one_line(told: Servers, words: tuple[str, ...], said: str) -> None:
    answer = fokusvagt("alerts", *words, kafka=told.kafka)
    assert (answer.code, len(answer.said)) == (2, 1)
    assert said in answer.err


def test_an_alert_is_answered_by_the_beginning_of_its_name(told: Servers) -> None:
    (alert, *_) = [row for row in tail(told, "--kommune", "751", "--json").rows if row["rule_id"] == "SAM-DP-6I6"]
    done = fokusvagt("alerts", "ack", alert["breach_id"][:8], "--kommune", "751", kafka=told.kafka)
    assert done.out.startswith("KVITTERET · Seks samtaler")
    unknown = fokusvagt("alerts", "ack", "ffff", "--kommune", "751", kafka=told.kafka)
    assert (unknown.code, len(unknown.said)) == (1, 1)
