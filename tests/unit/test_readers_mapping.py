"""A kommune's own extract, let in by a mapping: the worked example, every format, and what is wrong said in a line."""

from __future__ import annotations

import csv
import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import fastavro
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from streams.adapters.pseudonym import MissingKey, Pseudonyms
from streams.adapters.readers import MappingError, Reading, Rejected, UnreadableFile, load_mapping, read_facts
from streams.adapters.readers.facts import STRUCTS
from streams.adapters.readers.mapping import read_mapping

HERE = Path("schemas/examples/mappings")
EXTRACT, EXAMPLE = HERE / "samtaler-dfdg.csv", HERE / "samtaler-dfdg.yaml"
KEY = "nøgle"
Fact = dict[str, Any]


def told(path: Path, reading: Reading, key: str | None = KEY) -> tuple[list[Fact], list[Rejected]]:
    blocks = list(read_facts([path], key, None, reading))
    return [f for b in blocks for c in b.chunks for f in c.batch.to_pylist()], [r for b in blocks for r in b.rejected]


def example() -> Reading:
    return Reading(mapping=load_mapping(EXAMPLE))


def test_the_example_becomes_facts_of_the_contract() -> None:
    first = told(EXTRACT, example())[0][0]
    assert first == {
        "fact_id": "kom751-100201",
        "revision": 0,
        "deleted": False,
        "registered_at": datetime(2025, 1, 8, 8, 12, tzinfo=UTC),
        "source": "jobcenter:751",
        "person_id": Pseudonyms(KEY).of("9999130001"),
        "kommune": 751,
        "akasse": None,
        "samtaletype": "JOBSAMTALE",
        "form": "PERSONLIG",
        "status": "AFHOLDT",
        "dato": date(2025, 1, 8),
        "aktoer": "JOBCENTER",
        "akasse_deltog": "UKENDT",
        "akasse_fravalgt": False,
    }


def test_every_samtaletype_of_dfdg_in_use_means_something() -> None:
    (felt,) = [felt for felt in load_mapping(EXAMPLE).felter if felt.navn == "samtaletype"]
    assert set(felt.vaerdier or {}) == {"4", "7", "8", "9", "10", "11", "12", "13", "15", "17", "19"}


def test_rows_that_do_not_fit_are_letters_that_say_why_and_can_be_mended() -> None:
    unknown, no_date = told(EXTRACT, example())[1]
    assert unknown.reason == "the mapping knows no such value of Samtaletype-id - at `$.samtaletype`"
    assert no_date.reason == "Mødedato is written in none of the mapping's ways - at `$.dato`"
    assert [unknown.line, no_date.line] == [14, 15]
    letter = json.loads(unknown.raw)
    assert (letter["samtaletype"], letter["revision"]) == ("20", 0)
    assert letter["person_id"] == Pseudonyms(KEY).of("9999130002")


def test_no_cpr_number_and_no_unmapped_column_leaves_the_edge() -> None:
    facts, rejected = told(EXTRACT, example())
    everything = str(facts) + str(rejected)
    assert "9999130" not in everything
    assert "999913-" not in everything
    assert "ANH" not in everything


def test_without_a_key_there_are_no_pseudonyms() -> None:
    with pytest.raises(MissingKey):
        told(EXTRACT, example(), key=None)


def rows() -> list[dict[str, str]]:
    with EXTRACT.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def as_jsonl(path: Path) -> None:
    path.write_text("".join(json.dumps(row) + "\n" for row in rows()), encoding="utf-8")


def as_parquet(path: Path) -> None:
    pq.write_table(pa.Table.from_pylist(rows()), path)


def as_avro(path: Path) -> None:
    """Avro's names are plainer than a header's."""
    plain = [{f"c{n}": value for n, value in enumerate(row.values())} for row in rows()]
    fields = [{"name": name, "type": "string"} for name in plain[0]]
    with path.open("wb") as out:
        fastavro.writer(out, {"type": "record", "name": "Udtraek", "fields": fields}, plain)


@pytest.mark.parametrize(("name", "write"), [("x.jsonl", as_jsonl), ("x.parquet", as_parquet)])
def test_every_format_gives_the_same_facts(name: str, write: Any, tmp_path: Path) -> None:
    write(tmp_path / name)
    facts, rejected = told(tmp_path / name, example())
    assert facts == told(EXTRACT, example())[0]
    assert [r.reason for r in rejected] == [r.reason for r in told(EXTRACT, example())[1]]


def test_avro_too(tmp_path: Path) -> None:
    as_avro(tmp_path / "x.avro")
    given = {
        "fact_id": "c0",
        "revision": "c1",
        "registered_at": {"konstant": "2025-06-01T00:00:00Z"},
        "kommune": KOMMUNE,
    }
    mapping = read_mapping("m", SMALL | {"felter": SMALL["felter"] | given | {"dato": "c9", "person_id": "c0"}})
    facts, _ = told(tmp_path / "x.avro", Reading(mapping=mapping))
    assert len(facts) == len(rows()) - 1


KOMMUNE = {"konstant": 751}
SMALL: dict[str, Any] = {
    "titel": "Prøve",
    "faktum": "borgerstatus",
    "datoer": ["%d-%m-%Y", "%d.%m.%Y"],
    "felter": {
        "fact_id": "ID",
        "revision": {"konstant": 0},
        "deleted": {"konstant": False},
        "registered_at": "REG",
        "source": {"konstant": "jobcenter:751"},
        "person_id": "BORGER",
        "kommune": "KOM",
        "kind": {"konstant": "TILMELDT"},
        "dato": "DATO",
    },
}


def test_real_dates_clocks_and_numbers_of_parquet_are_taken_as_they_are(tmp_path: Path) -> None:
    row = {"ID": "1", "REG": datetime(2025, 7, 1, 10), "BORGER": "p1", "KOM": 751.0, "DATO": date(2025, 7, 1)}
    pq.write_table(pa.Table.from_pylist([row]), tmp_path / "x.parquet")
    (fact,), _ = told(tmp_path / "x.parquet", Reading(mapping=read_mapping("m", SMALL)))
    assert (fact["kommune"], fact["dato"], fact["slutdato"]) == (751, date(2025, 7, 1), None)
    assert fact["registered_at"] == datetime(2025, 7, 1, 8, tzinfo=UTC)


def test_danish_numbers_and_windows_letters(tmp_path: Path) -> None:
    felter = SMALL["felter"] | {"kind": {"konstant": "ORDINAER"}, "maaned": "Måned", "timer": "TIMER"}
    fil = {"skilletegn": ";", "tegnsaet": "windows-1252", "decimaltegn": ","}
    raw = SMALL | {"faktum": "beskaeftigelse", "fil": fil, "felter": {k: v for k, v in felter.items() if k != "dato"}}
    text = "ID;REG;BORGER;KOM;Måned;TIMER\n1;2025-02-01T08:00:00Z;p1;751;01-01-2025;1.160,33\n"
    text += "2;2025;p1;751;01-01-2025;mange\n"
    (tmp_path / "x.csv").write_text(text, "windows-1252")
    (fact,), (letter,) = told(tmp_path / "x.csv", Reading(mapping=read_mapping("m", raw)))
    assert (fact["timer"], fact["maaned"]) == (1160.33, date(2025, 1, 1))
    assert letter.reason == "Expected `float`, got `str` - at `$.timer`"


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("1,2025-01-01T00:00:00Z,p1,751,01-01-2025,over", "cannot be told apart into its columns"),
        ("1,2025-01-01T00:00:00Z,p1,,01-01-2025", "got `null` - at `$.kommune`"),
        ("1,i går,p1,751,01-01-2025", "RFC 3339 timestamp"),
    ],
)
def test_a_row_that_is_no_fact_says_why(line: str, reason: str, tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(f"ID,REG,BORGER,KOM,DATO\n{line}\n2,2025-01-01T00:00:00Z,p1,751,1.2.2025\n")
    facts, (letter,) = told(tmp_path / "x.csv", Reading(mapping=read_mapping("m", SMALL)))
    assert reason in letter.reason
    assert [fact["fact_id"] for fact in facts] == ["2"]


def test_a_row_in_another_encoding_says_so_and_its_neighbours_are_read(tmp_path: Path) -> None:
    text = "ID,REG,BORGER,KOM,DATO,NAVN\nÅ1,2025-01-01T00:00:00Z,p1,751,1.2.2025,Bo\n"
    text += "2,2025-01-01T00:00:00Z,p1,751,1.2.2025,Søren\n"
    (tmp_path / "x.csv").write_text(text, "windows-1252")
    facts, (letter,) = told(tmp_path / "x.csv", Reading(mapping=read_mapping("m", SMALL)))
    assert letter.reason == "the row is not written in the file's encoding"
    assert [fact["fact_id"] for fact in facts] == ["2"]


def test_a_line_that_is_no_json_object_is_kept_whole(tmp_path: Path) -> None:
    (tmp_path / "x.jsonl").write_bytes(b'{"ID": 1\n[1]\n')
    _, rejected = told(tmp_path / "x.jsonl", Reading(mapping=read_mapping("m", SMALL)))
    assert [json.loads(r.raw)[""] for r in rejected] == ['{"ID": 1', "[1]"]


@settings(deadline=None, max_examples=100)
@given(noise=st.binary(max_size=120), kind=st.sampled_from(["csv", "jsonl"]))
def test_any_bytes_are_rows_or_letters(tmp_path_factory: pytest.TempPathFactory, noise: bytes, kind: str) -> None:
    path = tmp_path_factory.mktemp("noise") / "x.txt"
    good = {"csv": b"2,2025-01-01T00:00:00Z,p1,751,1.2.2025", "jsonl": json.dumps(ROW).encode()}[kind]
    path.write_bytes({"csv": b"ID,REG,BORGER,KOM,DATO\n", "jsonl": b""}[kind] + good + b"\n" + noise)
    facts, _ = told(path, Reading(kind, read_mapping("m", SMALL)))
    assert facts[0]["fact_id"] == "2"


ROW = {"ID": "2", "REG": "2025-01-01T00:00:00Z", "BORGER": "p1", "KOM": 751, "DATO": "1.2.2025"}


def felter(**changes: Any) -> dict[str, Any]:
    return SMALL | {"felter": {k: v for k, v in (SMALL["felter"] | changes).items() if v is not None}}


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        ([], "m: [] is not of type 'object'"),
        ({"titel": "x", "faktum": "moede", "felter": {"dato": "D"}}, "m: faktum: 'moede' is not one of"),
        (SMALL | {"kolonner": 1}, "'kolonner' was unexpected"),
        (SMALL | {"fil": {"tegnsaet": "klingon"}}, "fil.tegnsaet: there is no encoding 'klingon'"),
        (SMALL | {"tidszone": "Europe/Atlantis"}, "there is no time zone 'Europe/Atlantis'"),
        (SMALL | {"datoer": ["dd-mm-yyyy"]}, "datoer.0: 'dd-mm-yyyy' does not match"),
        (felter(dato=None), "felter.dato is missing"),
        (felter(person_id=None), "give either person_id or cpr"),
        (felter(cpr="CPR"), "give either person_id or cpr"),
        (felter(samtaletype="T"), "felter.samtaletype: borgerstatus has no such field"),
        (felter(navn="N"), "felter: Additional properties are not allowed ('navn' was unexpected)"),
        (
            felter(kind={"konstant": "ANKOMMET"}),
            "felter.kind.konstant: 'ANKOMMET' is no value of kind; there are FOERSTE",
        ),
        (felter(kind={"kolonne": "K", "vaerdier": {"1": "NEJ"}}), "felter.kind.vaerdier.1: 'NEJ' is no value of kind"),
        (felter(kind={"kolonne": "K", "ellers": "TILMELDT"}), "'vaerdier' is a dependency of 'ellers'"),
        (felter(kind={"vaerdier": {"1": "TILMELDT"}}), "felter.kind: 'kolonne' is a required property"),
        (felter(kind={"konstant": "TILMELDT", "kolonne": "K"}), "felter.kind: Additional properties"),
    ],
)
def test_a_wrong_mapping_is_one_line_that_says_where(raw: Any, words: str) -> None:
    with pytest.raises(MappingError) as error:
        read_mapping("m", raw)
    assert words in str(error.value)
    assert "\n" not in str(error.value)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("titel: x\ntitel: y\n", "a key is given twice"),
        ("felter: {dato: {kolonne: D, vaerdier: {no: 1}}}", "put it in quotes"),
        ("felter: [", "no YAML"),
    ],
)
def test_wrong_yaml_is_one_line(text: str, words: str, tmp_path: Path) -> None:
    (tmp_path / "m.yaml").write_text(text)
    with pytest.raises(MappingError, match=words) as error:
        load_mapping(tmp_path / "m.yaml")
    assert "\n" not in str(error.value)


def test_a_mapping_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MappingError, match=r"m\.yaml: cannot be read"):
        load_mapping(tmp_path / "m.yaml")


def test_a_column_that_the_file_lacks_is_named(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("ID,DATO\n")
    with pytest.raises(UnreadableFile, match=r"x\.csv: no column 'REG', which m asks for; it has ID, DATO"):
        told(tmp_path / "x.csv", Reading(mapping=read_mapping("m", SMALL)))


def test_an_extract_without_a_header_does_not_have_its_first_citizen_told(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("0101019999,2025-01-01\n")
    with pytest.raises(UnreadableFile, match=r"it has \*{10}, 2025-01-01") as error:
        told(tmp_path / "x.csv", Reading(mapping=read_mapping("m", SMALL)))
    assert "0101019999" not in str(error.value)


def test_the_schema_knows_every_field_of_every_fact_and_no_other() -> None:
    schema = json.loads(Path("schemas/mapping.schema.json").read_text(encoding="utf-8"))
    names = {name for struct in STRUCTS.values() for name in struct.__struct_fields__}
    assert set(schema["properties"]["felter"]["properties"]) == names
    assert set(schema["properties"]["faktum"]["enum"]) == set(STRUCTS)
