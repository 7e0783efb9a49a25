"""A shadow rule set beside the live stream: its rounds follow what is stored, and touch nothing that is in force."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.shadows import Round, write
from streams.pipeline.whatif.effects import Effects
from streams.pipeline.whatif.shadow import Shadow
from streams.pipeline.whatif.whatif import Question, whatif
from streams.rules.loader import load
from tests.support.lives import Life, people, person
from tests.support.pipeline import Running, command, fokusvagt, running

TODAY = date(2024, 6, 30)
THREE = "FM-SAMTALE.antal=3"
COUNTS = "SELECT rule_id, kommune, maalgruppe, nye, vaek, flyttede FROM fokusvagt.v_skygge_forskelle WHERE navn = 'tre'"


def three(life: Life) -> Life:
    """Three samtaler in the last year: too few by the law, enough in the shadow."""
    return life.kontanthjaelp("2023-01-01", "2024-07-31").samtale("2023-10-02", "2024-01-08", "2024-04-08")


LIVES = people(5, three)
FOURTH = [*three(person("p0")).samtale("2024-06-03")][-1:]


@pytest.fixture(scope="module")
def pipeline(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("shadow"), partitions=2) as pipeline:
        pipeline.feed(LIVES, TODAY)
        yield pipeline


@pytest.fixture
def link(pipeline: Running) -> Link:
    return Link(pipeline.inner.servers.clickhouse_url)


def shadow(name: str, *changes: str) -> Shadow:
    return Shadow(name, ", ".join(changes), Question(load(), load(changes=changes), (), None))


def looked(link: Link, shadow: Shadow) -> bool:
    """Whether there was anything new to look at."""
    return shadow.look(link, datetime.now(UTC), lambda *_: None) is not None


def counted(effects: Effects) -> list[list[Any]]:
    kinds = ("ny", "væk", "flyttet")
    return sorted([*place, *(each[kind] for kind in kinds)] for place, each in effects.counts.items())


def told(pipeline: Running) -> list[list[Any]]:
    return sorted([*row.values()] for row in pipeline.ask(COUNTS))


def test_its_rounds_say_what_a_what_if_says_and_follow_the_stream(pipeline: Running, link: Link) -> None:
    tre, before = shadow("tre", THREE), pipeline.tables()
    assert looked(link, tre)
    effects = whatif(link, tre.question, lambda *_: None)[1]
    assert told(pipeline) == counted(effects)
    assert not looked(link, tre)
    assert pipeline.tables() == before
    pipeline.feed(FOURTH, TODAY)
    assert looked(link, tre)
    again = counted(whatif(link, tre.question, lambda *_: None)[1])
    assert told(pipeline) == again != counted(effects)


def test_a_round_that_is_written_twice_counts_once(pipeline: Running, link: Link) -> None:
    told = Round("to", "", TODAY, 1, 2, datetime.now(UTC), 0.5)
    for _ in range(2):
        write(link, told, [("FM-SAMTALE", 101, "SHO", 1, 2, 3)], [("FM-SAMTALE", "kommune", 101, 0.3, 0.1, 0.2, False)])
    asked = "SELECT count() AS n FROM fokusvagt.v_skygge_{} WHERE navn = 'to'"
    assert [pipeline.ask(asked.format(each)) for each in ("forskelle", "sider")] == [[{"n": 1}], [{"n": 1}]]


def test_the_sides_of_a_target_are_told(pipeline: Running, link: Link) -> None:
    looked(link, shadow("en", "FM-SAMTALE.antal=1"))
    asked = "SELECT indicator_id, code, brud FROM fokusvagt.v_skygge_sider WHERE navn = 'en'"
    assert {"indicator_id": "FM-SAMTALE", "code": 101, "brud": False} in pipeline.ask(asked)


def test_a_process_of_its_own_goes_on_until_it_is_told_to_end(pipeline: Running) -> None:
    url = pipeline.inner.servers.clickhouse_url
    words = command("shadow", "fem", "--set", "FM-SAMTALE.antal=5", "--every", 1, "--url", url)
    with subprocess.Popen(words, env=os.environ, stdout=subprocess.DEVNULL) as process:
        until = monotonic() + 120
        while not pipeline.ask("SELECT 1 FROM fokusvagt.v_skygger WHERE navn = 'fem'"):
            assert monotonic() < until
            sleep(0.2)
        sleep(1.5)
        process.send_signal(signal.SIGTERM)
        assert process.wait(30) == 0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("Tre", "--set", THREE), "small letters"),
        (("tre",), "change something"),
        (("tre", "--set", "FM-SAMTALE.antal=tre"), "FM-SAMTALE"),
    ],
)
def test_what_cannot_be_asked_is_one_line(arguments: tuple[str, ...], said: str, tmp_path: Path) -> None:
    answer = fokusvagt("shadow", *arguments, "--once", "--data-dir", tmp_path)
    assert answer.code == 2
    assert said in answer.err
