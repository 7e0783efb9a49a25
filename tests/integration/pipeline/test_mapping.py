"""A kommune's own extract through the whole pipeline: a mapping lets it in, and its samtaler close what they should."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from infra.embedded.tansu import TansuBroker
from streams.adapters.pseudonym import Pseudonyms
from streams.adapters.readers import Reading, load_mapping
from streams.pipeline.replay import Replay, feed
from streams.pipeline.topics import create, inner_topics
from tests.support.pipeline import Running, command, running, surroundings

HERE = Path("schemas/examples/mappings")
EXTRACT, MAPPING = HERE / "samtaler-dfdg.csv", HERE / "samtaler-dfdg.yaml"
KEY, AS_OF = "en nøgle som ingen kender", date(2025, 8, 1)
ENVELOPE = {"type": "ydelse", "revision": 0, "deleted": False, "registered_at": "2025-08-01T06:00:00Z"}


def paid(number: str, ydelse: str, akasse: int | None) -> dict[str, Any]:
    """A payment of the first seven months of 2025 to a citizen of the extract."""
    own = {"fact_id": f"y-{number[-1]}", "person_id": Pseudonyms(KEY).of(number), "source": "udbetaling"}
    here = {"kommune": 751, "akasse": akasse, "ydelse": ydelse, "visitation": "INGEN"}
    return ENVELOPE | own | here | {"period_start": "2025-01-06", "period_end": "2025-07-31", "loentimer": 0.0}


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two citizens of Aarhus, their payments as facts, and then the extract."""
    data_dir = tmp_path_factory.mktemp("mapped")
    with running(data_dir, 1, 2, key=KEY) as pipeline:
        pipeline.feed([paid("9999130001", "KONTANTHJAELP", None), paid("9999130002", "DAGPENGE", 8)], AS_OF)
        job = Replay([EXTRACT], AS_OF, data_dir, reading=Reading(mapping=load_mapping(MAPPING)))
        feed(pipeline.inner, job, lambda *_: None)
        yield pipeline


def test_mapped_samtaler_count_for_the_rules(told: Running) -> None:
    rows = told.ask("SELECT rule_id, status, value FROM fokusvagt.v_breaches WHERE scope = 'person'")
    found = {row["rule_id"]: (row["status"], row["value"]) for row in rows}
    assert found["SAM-DP-6I6"] == ("KONSTATERET", 1)
    assert found["SAM-4I6"][0] == "OPFYLDT"
    assert found["SAM-KH-FOERSTE"][0] == "OPFYLDT"


def test_rows_that_do_not_fit_are_dead_letters_with_file_line_and_reason(told: Running) -> None:
    letters = told.ask("SELECT file, line, reason FROM fokusvagt.v_dead_letters ORDER BY line")
    assert [(row["file"], row["line"]) for row in letters] == [("samtaler-dfdg.csv", 14), ("samtaler-dfdg.csv", 15)]
    assert "Samtaletype-id" in letters[0]["reason"]


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[str]:
    with TansuBroker(tmp_path) as tansu:
        create(tansu.address, inner_topics(), 2)
        yield tansu.address


def test_ingest_takes_the_extract_from_standard_input_and_tells_totals_and_reasons(broker: str) -> None:
    with EXTRACT.open("rb") as extract:
        done = subprocess.run(
            command("ingest", "-", "--format", "csv", "--mapping", MAPPING),
            stdin=extract,
            check=False,
            env=surroundings(kafka=broker, pseudonym_key=KEY),
            capture_output=True,
            timeout=120,
        )
    said = done.stderr.decode().splitlines()
    assert done.returncode == 0, said
    assert said[0].startswith("12 facts sent, 2 dead letters: ")
    assert sorted(line.split()[0] for line in said[1:]) == ["1", "1"]
