"""Scenarios: what happens to the facts of a simulated Denmark when something happens to it.

A scenario is a list of effects on finished facts, read from YAML and checked here: unknown keys, words and dates are
errors that say where. Several scenarios are laid over each other in the order in which they are named.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

import yaml

from streams.simulation.fields import ENUMS
from streams.simulation.virkninger import DAGEN, GOER, Virkning

NOEGLER: Final = ("virkning", "fakta", "fra", "til", "kommune", "akasse", "kilde", "hvor", "andel", "dage", "saet")


class ScenarioError(ValueError):
    """A scenario cannot be used; the message is one line and says where and why."""


@dataclass(frozen=True, slots=True)
class Scenarie:
    """A named list of effects."""

    navn: str
    titel: str
    virkninger: tuple[Virkning, ...]


def shipped() -> list[str]:
    """The names of the scenarios that come with the program."""
    folder = files("streams.simulation") / "scenarios"
    return sorted(entry.name.removesuffix(".yaml") for entry in folder.iterdir() if entry.name.endswith(".yaml"))


def load(named: str) -> Scenarie:
    """A shipped scenario by its name, or one by its path; `name:parameter=value,…` changes it. ScenarioError."""
    navn, _, given = named.partition(":")
    entry: Any = (
        Path(navn) if navn.endswith((".yaml", ".yml")) else files("streams.simulation") / "scenarios" / f"{navn}.yaml"
    )
    try:
        raw = yaml.safe_load(entry.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise ScenarioError(f"no scenario {navn!r}: name a .yaml file or one of {', '.join(shipped())}") from None
    except yaml.YAMLError as error:
        raise ScenarioError(f"{navn}: no YAML: {' '.join(str(error).split())}") from None
    return read(navn, raw, _given(navn, given))


def read(navn: str, raw: Any, given: Mapping[str, Any] | None = None) -> Scenarie:
    """A scenario from its document; `given` replaces values of its `parametre`."""
    _keys(navn, raw, ("titel", "parametre", "virkninger"), ("titel", "virkninger"))
    parameters = dict(raw.get("parametre") or {})
    for name in given or {}:
        if name not in parameters:
            raise ScenarioError(f"{navn}: no parameter {name!r}; it has {', '.join(parameters) or 'none'}")
    parameters |= given or {}
    rows = [_filled(navn, row, parameters) for row in raw["virkninger"]]
    return Scenarie(navn, str(raw["titel"]), tuple(_virkning(navn, n, row) for n, row in enumerate(rows, 1)))


def _given(navn: str, text: str) -> dict[str, Any]:
    pairs = [part.partition("=") for part in text.split(",") if part]
    if not all(equals for _, equals, _ in pairs):
        raise ScenarioError(f"{navn}: parameters look like name:kommune=751,fra=2025-03-01, not {text!r}")
    return {name: yaml.safe_load(value) for name, _, value in pairs}


def _filled(navn: str, row: Any, parameters: Mapping[str, Any]) -> Any:
    """The row with `$name` replaced by the parameter's value."""
    if isinstance(row, dict):
        return {key: _filled(navn, value, parameters) for key, value in row.items()}
    if isinstance(row, list):
        return [_filled(navn, value, parameters) for value in row]
    if isinstance(row, str) and row.startswith("$"):
        if row[1:] not in parameters:
            raise ScenarioError(f"{navn}: {row} is no parameter; it has {', '.join(parameters) or 'none'}")
        return parameters[row[1:]]
    return row


def _keys(where: str, raw: Any, known: Iterable[str], needed: Iterable[str]) -> None:
    if not isinstance(raw, dict):
        raise ScenarioError(f"{where}: expected a mapping, found {type(raw).__name__}")
    for key in raw:
        if key not in known:
            raise ScenarioError(f"{where}: unknown key {key!r}; known are {', '.join(known)}")
    for key in needed:
        if key not in raw:
            raise ScenarioError(f"{where}: {key!r} is missing")


def _virkning(navn: str, number: int, row: Any) -> Virkning:
    where = f"{navn}, virkning {number}"
    _keys(where, row, NOEGLER, ("virkning", "fakta", "fra"))
    fakta = _listed(row["fakta"])
    _among(where, "virkning", [row["virkning"]], GOER)
    _among(where, "fakta", fakta, DAGEN)
    fields = {**(row.get("hvor") or {}), **(row.get("saet") or {})}
    for field, words in fields.items():
        known = [word for kind in fakta for word in ENUMS.get((kind, field), ())]
        _among(where, field, _listed(words), known)
    if row["virkning"] == "nedbrud" and "til" not in row:
        raise ScenarioError(f"{where}: 'til' is missing: say when the system is up again")
    return Virkning(
        virkning=row["virkning"],
        salt=zlib.crc32(where.encode()),
        fakta=fakta,
        fra=_dato(where, row["fra"]),
        til=_dato(where, row.get("til", date(2100, 1, 1))),
        kommune=_listed(row.get("kommune", ())),
        akasse=_listed(row.get("akasse", ())),
        kilde=_listed(row.get("kilde", ())),
        hvor={field: _listed(words) for field, words in (row.get("hvor") or {}).items()},
        andel=_andel(where, row.get("andel", 1.0)),
        dage=_dage(where, row.get("dage", (0, 0))),
        saet=dict(row.get("saet") or {}),
    )


def _listed(value: Any) -> tuple[Any, ...]:
    return tuple(value) if isinstance(value, list | tuple) else (value,)


def _among(where: str, name: str, values: Iterable[Any], known: Iterable[Any]) -> None:
    known = list(known)
    for value in values:
        if value not in known:
            raise ScenarioError(f"{where}: {name} is {value!r}; known are {', '.join(map(str, known)) or 'none'}")


def _dato(where: str, value: Any) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise ScenarioError(f"{where}: {value!r} is not a date like 2025-03-01")
    return value


def _andel(where: str, value: Any) -> float:
    if not isinstance(value, int | float) or not 0 <= value <= 1:
        raise ScenarioError(f"{where}: andel is {value!r}; a share lies between 0 and 1")
    return float(value)


def _dage(where: str, value: Any) -> tuple[int, int]:
    pair = _listed(value)
    if len(pair) != 2 or not all(isinstance(n, int) and n >= 0 for n in pair) or pair[0] > pair[1]:
        raise ScenarioError(f"{where}: dage is {value!r}; give two whole numbers of days, the smaller first")
    return pair[0], pair[1]
