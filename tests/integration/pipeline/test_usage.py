"""What a person at the terminal gets wrong is told in one line, with exit code 2 and nothing half done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from streams.cli import main
from tests.integration.embedded.helpers import kill, owner_of
from tests.support.pipeline import Answer, fokusvagt, written

Terminal = Callable[[list[str], dict[str, str]], Answer]
HIM = {"type": "samtale", "fact_id": "s1", "revision": 0, "deleted": False, "registered_at": "2025-01-02T08:00:00Z"}
WITH_CPR = HIM | {
    "source": "jobcenter:101",
    "cpr": "010190-1234",
    "kommune": 101,
    "akasse": None,
    "samtaletype": "JOBSAMTALE",
    "form": "VIDEO",
    "status": "AFHOLDT",
    "dato": "2025-01-02",
    "aktoer": "JOBCENTER",
    "akasse_deltog": "UKENDT",
    "akasse_fravalgt": False,
}


@pytest.fixture(scope="module")
def no_facts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("facts") / "facts.jsonl", [])


@pytest.fixture(scope="module")
def busy(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A data directory that another process has."""
    data_dir = tmp_path_factory.mktemp("busy")
    owner, _ = owner_of("ClickHouseFront", "writer_url", data_dir)
    yield data_dir
    kill(owner.pid)
    owner.wait()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Terminal:
    """The command line in this very process: a start of its own costs seconds."""

    def run(words: list[str], settings: dict[str, str]) -> Answer:
        for name, value in settings.items():
            monkeypatch.setenv(f"FOKUSVAGT_{name.upper()}", value)
        monkeypatch.setattr("sys.argv", ["fokusvagt", *words])
        with pytest.raises(SystemExit) as end:
            main()
        said = capsys.readouterr()
        return Answer(int(end.value.code or 0), said.out, said.err)

    return run


def told(answer: Answer) -> str:
    """The one line of an error of usage."""
    assert answer.code == 2, answer
    assert len(answer.said) == 1, answer.said
    return answer.said[0]


def test_a_second_process_on_a_busy_directory(busy: Path, no_facts: Path) -> None:
    answer = fokusvagt("replay", no_facts, "--as-of", "2025-06-30", "--data-dir", busy)
    assert f"data directory {busy} is in use by process" in told(answer)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("replay", "{facts}", "--as-of", "30-06-2025", "--data-dir", "{dir}"), "'30-06-2025' is not a date"),
        (("replay", "{facts}", "--as-of", "2025-06-31", "--data-dir", "{dir}"), "'2025-06-31' is not a date"),
        (("replay", "{dir}/none.jsonl", "--as-of", "2025-06-30", "--data-dir", "{dir}"), "none.jsonl"),
        (("replay", "{facts}.txt", "--as-of", "2025-06-30", "--data-dir", "{dir}"), "must end in .jsonl"),
        (("replay", "{facts}", "--as-of", "2025-06-30", "--data-dir", "{dir}", "--clock", "hourly"), "hourly"),
        (("replay", "{facts}", "--as-of", "2025-06-30", "--data-dir", "{dir}", "--workers", "0"), "--workers"),
        (("replay", "{facts}", "--data-dir", "{dir}"), "--as-of"),
        (("replay", "--as-of", "2025-06-30", "--data-dir", "{dir}"), "files"),
        (("query", "SELECT 1", "--data-dir", "{dir}/none"), "holds no embedded database"),
        (("query", "SELECT 1"), "--data-dir"),
        (("worker",), "FOKUSVAGT_KAFKA is not set"),
        (("ingest", "{facts}"), "FOKUSVAGT_KAFKA is not set"),
        (("replay", "-", "--as-of", "2025-06-30", "--data-dir", "{dir}"), "--format jsonl, csv, avro or parquet"),
        (("ingest", "-", "--format", "xlsx"), "'xlsx' is not one of jsonl, csv, avro, parquet"),
        (("ingest", "{facts}", "--mapping", "{dir}/m.yaml"), "m.yaml: cannot be read"),
        (("ingest", "{facts}", "--mapping", "schemas/mapping.schema.json"), "mapping.schema.json: 'titel' is"),
        (("dlq", "replay", "{facts}"), "FOKUSVAGT_KAFKA is not set"),
        (("replaay",), "replaay"),
    ],
)
def test_wrong_words(words: tuple[str, ...], said: str, no_facts: Path, tmp_path: Path, terminal: Terminal) -> None:
    assert said in told(terminal([word.format(facts=no_facts, dir=tmp_path) for word in words], {}))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ({"kafak": "x:1"}, "unknown setting FOKUSVAGT_KAFAK"),
        ({"session_seconds": "soon"}, "FOKUSVAGT_SESSION_SECONDS"),
        ({"clock": "sundial"}, "FOKUSVAGT_CLOCK"),
        ({"log_level": "LOUD"}, "FOKUSVAGT_LOG_LEVEL"),
        ({"config": "/nowhere/fokusvagt.toml"}, "FOKUSVAGT_CONFIG"),
        ({"regimes": "gaeldende,oenskede"}, "FOKUSVAGT_REGIMES"),
    ],
)
def test_wrong_settings(
    settings: dict[str, str], said: str, no_facts: Path, tmp_path: Path, terminal: Terminal
) -> None:
    words = ["replay", str(no_facts), "--as-of", "2025-06-30", "--data-dir", str(tmp_path / "state")]
    assert said in told(terminal(words, settings))
    assert list(tmp_path.iterdir()) == []


def test_letters_that_are_not_there(tmp_path: Path, terminal: Terminal) -> None:
    answer = terminal(["dlq", "replay", str(tmp_path / "none.jsonl")], {"kafka": "127.0.0.1:9"})
    assert "none.jsonl" in told(answer)


def test_a_database_that_is_not_there_is_no_fault_of_usage(terminal: Terminal) -> None:
    answer = terminal(["query", "SELECT 1", "--url", "http://reader@127.0.0.1:9"], {})
    assert answer.code == 1
    assert answer.said[-1].count("ClickHouse at http://127.0.0.1:9 does not answer") == 1


def test_cpr_numbers_without_a_key(tmp_path: Path, terminal: Terminal) -> None:
    facts = written(tmp_path / "facts.jsonl", [WITH_CPR])
    answer = terminal(["replay", str(facts), "--as-of", "2025-06-30", "--data-dir", str(tmp_path / "state")], {})
    assert "set FOKUSVAGT_PSEUDONYM_KEY" in told(answer)
    assert "010190" not in answer.out + answer.err
