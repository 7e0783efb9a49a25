"""Every word of our messages has a line in the glossary: names of fields, and of what an enum may say."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from tests.docs.shown import ROOT

GLOSSARY = (ROOT / "schemas/GLOSSARY.md").read_text(encoding="utf-8")
WORDS = {word.lower() for word in re.findall(r"[\w-]+", GLOSSARY)}


def words(schema: Any) -> Iterator[str]:
    """The names of an Avro schema that a reader must understand."""
    if isinstance(schema, list):
        for part in schema:
            yield from words(part)
    if isinstance(schema, dict):
        yield from schema.get("symbols", ())
        yield from (field["name"] for field in schema.get("fields", ()))
        for part in schema.values():
            yield from words(part)


@pytest.mark.parametrize("path", sorted((ROOT / "schemas/avro").glob("*.avsc")), ids=lambda path: path.stem)
def test_every_field_and_every_symbol_has_a_line(path: Any) -> None:
    found = set(words(json.loads(path.read_text(encoding="utf-8"))))
    assert found
    assert sorted(word for word in found if word.lower() not in WORDS) == []


def test_every_heading_of_the_glossary_is_in_its_contents() -> None:
    headings = re.findall(r"^## (.+)$", GLOSSARY, re.MULTILINE)
    assert [found for found in headings if f"- [{found}](" not in GLOSSARY] == []
