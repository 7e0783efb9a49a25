"""The kommuner and a-kasser there are, from kommuner.csv and akasser.csv beside this file. Reference data only."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from importlib.resources import files


@dataclass(frozen=True, slots=True)
class Kommune:
    """One of the 98 kommuner; `indbyggere` in whole thousands."""

    kode: int
    navn: str
    regionskode: int
    region: str
    indbyggere: int


@dataclass(frozen=True, slots=True)
class Akasse:
    """One of the 22 a-kasser; `medlemmer` is None where the number of members is not published."""

    kode: int
    kortnavn: str
    navn: str
    medlemmer: int | None


def _rows(name: str) -> list[dict[str, str]]:
    text = (files(__package__) / name).read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


@cache
def kommuner() -> dict[int, Kommune]:
    """Kommuner by code, in the file's order."""
    rows = _rows("kommuner.csv")
    found = (Kommune(int(r["kode"]), r["navn"], int(r["regionskode"]), r["region"], int(r["indbyggere"])) for r in rows)
    return {kommune.kode: kommune for kommune in found}


@cache
def akasser() -> dict[int, Akasse]:
    """A-kasser by code, in the file's order."""
    rows = _rows("akasser.csv")
    found = (Akasse(int(r["kode"]), r["kortnavn"], r["navn"], int(r["medlemmer"] or 0) or None) for r in rows)
    return {akasse.kode: akasse for akasse in found}
