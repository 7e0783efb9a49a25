"""A published schema may only become what every other version of it reads, and is read by; `make check` sees to it."""

from __future__ import annotations

import copy
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import fastavro
import pytest

from schemas import registry
from schemas.evolution import AVRO, history, publish, troubles
from streams.adapters.codec import Codec
from tests.contract.builders import fact
from tests.contract.test_messages import written_by

Schema = dict[str, Any]
Change = Callable[[Schema], None]
ROOT = Path(__file__).parents[2]
OPTIONAL = {"name": "kanal", "type": ["null", "string"], "default": None, "doc": "How."}


@pytest.fixture
def schemas(tmp_path: Path) -> Path:
    """The schemas and their history, to be changed."""
    return Path(shutil.copytree(AVRO, tmp_path / "avro"))


def change(folder: Path, by: Change, stem: str = "samtale") -> None:
    """Change a schema's file."""
    file = folder / f"{stem}.avsc"
    schema = json.loads(file.read_text("utf-8"))
    by(schema)
    file.write_text(json.dumps(schema), "utf-8")


def field(schema: Schema, name: str) -> Schema:
    """A field of a record."""
    found: Schema = next(f for f in schema["fields"] if f["name"] == name)
    return found


def test_every_schema_is_as_published() -> None:
    assert troubles() == []


@pytest.mark.parametrize(
    ("by", "said"),
    [
        (lambda s: s["fields"].append({"name": "sted", "type": "string", "doc": "Where."}), "cannot read version 1"),
        (lambda s: s["fields"].remove(field(s, "dato")), "cannot be read by version 1"),
        (lambda s: field(s, "revision").update(type="string"), "cannot read version 1"),
        (lambda s: field(s, "form")["type"]["symbols"].append("CHAT"), "cannot be read by version 1"),
        (lambda s: field(s, "dato").update(type="int"), "field dato is plain, and was date in version 1"),
        (lambda s: s.update(name="Moede"), "version 1"),
    ],
    ids=["required", "taken away", "another type", "another word", "another meaning", "another name"],
)
def test_a_change_that_breaks_readers_or_writers_is_refused(by: Change, said: str, schemas: Path) -> None:
    change(schemas, by)
    (line, *_) = troubles(schemas)
    assert line.startswith("samtale.avsc: ")
    assert said in line
    with pytest.raises(ValueError, match=r"samtale\.avsc"):
        publish(schemas)


def test_a_change_that_everybody_can_read_is_published_once(schemas: Path) -> None:
    change(schemas, lambda s: s["fields"].append(OPTIONAL))
    assert troubles(schemas) == [
        "samtale.avsc is not published as it is: run `python -m schemas.evolution --publish`",
    ]
    assert (publish(schemas), publish(schemas), troubles(schemas)) == (["samtale"], [], [])
    assert len(history(schemas, "samtale")) == 2


def test_every_version_counts_not_only_the_last(schemas: Path) -> None:
    change(schemas, lambda s: s["fields"].append(OPTIONAL))
    publish(schemas)
    change(schemas, lambda s: s["fields"].remove(field(s, "kanal")))
    publish(schemas)
    change(schemas, lambda s: s["fields"].append(OPTIONAL | {"type": "string", "default": ""}))
    assert "version 2" in troubles(schemas)[0]


def test_documentation_may_change_at_any_time(schemas: Path) -> None:
    change(schemas, lambda s: s.update(doc="Said better."))
    assert troubles(schemas) == []


def test_make_check_refuses_what_is_not_as_published(tmp_path: Path) -> None:
    shutil.copytree(ROOT / "schemas", tmp_path / "schemas", ignore=shutil.ignore_patterns("__pycache__"))
    change(tmp_path / "schemas" / "avro", lambda s: s["fields"].remove(field(s, "dato")))
    assert "python -m schemas.evolution" in (ROOT / "Makefile").read_text("utf-8").split("\ncheck:")[1].split("\n\n")[0]
    done = subprocess.run(
        [sys.executable, "-m", "schemas.evolution"], check=False, cwd=tmp_path, env={}, capture_output=True, text=True
    )
    assert done.returncode == 1
    assert done.stderr.startswith("samtale.avsc: cannot be read by version 1")


def test_what_an_older_version_wrote_is_read_without_a_registry(monkeypatch: pytest.MonkeyPatch) -> None:
    older = copy.deepcopy(registry.raw_schema("star.samtale.v1"))
    older["fields"].remove(field(older, "akasse"))
    message = written_by(older, fact("samtale"))
    assert Codec().decode_batch("star.samtale.v1", [message]).bad
    monkeypatch.setattr(registry, "published", lambda _: {registry.rabin(older): older})
    assert Codec().decode_batch("star.samtale.v1", [message]).batch.to_pylist() == [fact("samtale", akasse=None)]


def test_the_first_borgerstatus_is_read_today_and_reads_what_is_written_today() -> None:
    topic = "star.borgerstatus.v1"
    first, today = history(AVRO, "borgerstatus")[0], registry.raw_schema(topic)
    old = {name: value for name, value in fact("borgerstatus").items() if name != "livsbegivenhed"}
    assert Codec().decode(topic, written_by(first, old)) == old | {"livsbegivenhed": "INGEN"}
    body = written_by(today, fact("borgerstatus", kind="AFMELDT", livsbegivenhed="DOED"))[10:]
    assert fastavro.schemaless_reader(io.BytesIO(body), today, first)["kind"] == "AFMELDT"


def test_a_word_of_a_later_version_is_told_from_those_of_today() -> None:
    topic = "star.borgerstatus.v1"
    later = copy.deepcopy(registry.raw_schema(topic))
    field(later, "livsbegivenhed")["type"]["symbols"].append("FORSVUNDET")
    body = written_by(later, fact("borgerstatus", kind="AFMELDT", livsbegivenhed="FORSVUNDET"))[10:]
    read = fastavro.schemaless_reader(io.BytesIO(body), later, registry.raw_schema(topic))
    assert read["livsbegivenhed"] == "UKENDT"
