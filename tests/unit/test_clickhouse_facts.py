"""The rank of a revision and the codes of its words, without a database."""

from __future__ import annotations

from typing import Any

import numpy as np
import pyarrow as pa
import pytest

from streams.adapters.clickhouse.facts import conform, digest, ranked
from streams.core import codes
from tests.integration.clickhouse.samples import facts


def rank(table: pa.Table) -> list[int]:
    return [int.from_bytes(value, "little") for value in ranked("ydelse", table)["rang"].to_pylist()]


def test_the_rank_is_revision_then_registered_at_then_digest() -> None:
    table = facts("ydelse", {"revision": 3})
    registered = table["registered_at"].cast(pa.int64())[0].as_py()
    assert rank(table) == [3 << 96 | registered << 48 | int(digest("ydelse", table)[0])]


def test_a_digest_that_is_given_is_used_and_must_fit() -> None:
    table = facts("ydelse", {})
    given = table.append_column("afgoerelse", pa.array([5], pa.uint64()))
    assert rank(given)[0] & 0xFFFFFFFFFFFF == 5
    with pytest.raises(ValueError, match="afgoerelse must be below"):
        ranked("ydelse", table.append_column("afgoerelse", pa.array([1 << 48], pa.uint64())))


@pytest.mark.parametrize(
    "change",
    [
        {"deleted": True},
        {"source": "jobcenter:147"},
        {"kommune": 147},
        {"akasse": 1},
        {"ydelse": "SHO"},
        {"loentimer": 0.5},
    ],
)
def test_the_digest_tells_contents_apart(change: dict[str, Any]) -> None:
    assert len(set(digest("ydelse", facts("ydelse", {}, change)).tolist())) == 2


def test_the_digest_does_not_depend_on_neighbours_chunks_or_identity() -> None:
    one, other = facts("ydelse", {}), facts("ydelse", {"fact_id": "f2", "source": "akasse:2"})
    chunked = pa.concat_tables([other, one, facts("ydelse", {"fact_id": "f3"})])
    assert digest("ydelse", chunked)[1:].tolist() == digest("ydelse", one).tolist() * 2


def test_equal_numbers_have_one_digest() -> None:
    table = facts("ydelse", {"loentimer": 0.0}, {"loentimer": -0.0})
    assert len(set(digest("ydelse", table).tolist())) == 1


@pytest.mark.parametrize("form", ["string", "dictionary", "code"])
def test_words_come_as_codes_strings_or_dictionaries(form: str) -> None:
    table = facts("ydelse", {"ydelse": "SHO"}, {"ydelse": "FLEKSJOB"})
    words = pa.array(["SHO", "FLEKSJOB"])
    column = {"string": words, "dictionary": words.dictionary_encode(), "code": table["ydelse"]}[form]
    shaped = conform("ydelse", table.set_column(8, "ydelse", column))
    assert shaped["ydelse"].to_pylist() == [codes.YDELSER.index("SHO"), codes.YDELSER.index("FLEKSJOB")]


def test_a_record_batch_is_as_good_as_a_table_and_may_be_empty() -> None:
    table = facts("ydelse", {})
    assert ranked("ydelse", table.to_batches()[0]).equals(ranked("ydelse", table))
    assert ranked("ydelse", table.slice(0, 0)).num_rows == 0


def test_an_unknown_word_and_a_missing_column_are_named() -> None:
    table = facts("ydelse", {})
    with pytest.raises(ValueError, match="'LOTTO' is not one of"):
        conform("ydelse", table.set_column(8, "ydelse", pa.array(["LOTTO"])))
    with pytest.raises(ValueError, match="lack the columns loentimer"):
        conform("ydelse", table.drop_columns(["loentimer"]))


def test_a_code_that_is_no_word_is_an_error() -> None:
    table = facts("ydelse", {})
    for wrong in (-1, len(codes.YDELSER)):
        with pytest.raises(ValueError, match=r"outside 0\.\.10"):
            conform("ydelse", table.set_column(8, "ydelse", pa.array([wrong], pa.int8())))


def test_digests_spread() -> None:
    many = facts("ydelse", *({"loentimer": float(i)} for i in range(2000)))
    found = digest("ydelse", many)
    assert len(np.unique(found)) == 2000
    assert int(found.max()) < 1 << 48
