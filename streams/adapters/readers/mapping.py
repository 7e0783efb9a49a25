"""A mapping file: what the columns of a kommune's own extract mean as facts of one type. Read and judged, not applied.

The shape is `schemas/mapping.schema.json`; that fields and words are those of the fact type is checked here. Whatever
is wrong is one line that says where.
"""

from __future__ import annotations

import codecs
import json
from collections.abc import Hashable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Final, get_args
from zoneinfo import ZoneInfo

import msgspec
import yaml

from streams.adapters.readers.facts import STRUCTS

PERSON: Final = ("person_id", "cpr")
"""Who the fact is about: one of them is mapped."""
NO_DEFAULT: Final = object()


class MappingError(ValueError):
    """A mapping that cannot be used: one line that says where and why."""


@dataclass(frozen=True, slots=True)
class Felt:
    """Where a field comes from: `kolonner` joined by `mellem`, or without any, `konstant`.

    `vaerdier`: words of the extract and what they mean, None: they are the contract's; `ellers`: the meaning of all
    others; `tom`: of an empty cell. `foran` is put before it; `formater`: how a date or timestamp is written.
    """

    navn: str
    kolonner: tuple[str, ...] = ()
    mellem: str = " "
    konstant: Any = None
    vaerdier: dict[str, Any] | None = None
    ellers: Any = NO_DEFAULT
    tom: Any = None
    foran: str = ""
    formater: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Mapping:
    """A whole mapping: `navn` is the file's, `faktum` the fact type."""

    navn: str
    faktum: str
    felter: tuple[Felt, ...]
    skilletegn: str
    tegnsaet: str
    decimaltegn: str
    tidszone: ZoneInfo

    @property
    def columns(self) -> list[str]:
        """The columns that it asks for."""
        return list(dict.fromkeys(kolonne for felt in self.felter for kolonne in felt.kolonner))


def load_mapping(path: Path) -> Mapping:
    """The mapping in a YAML file; MappingError."""
    try:
        raw = yaml.load(path.read_text(encoding="utf-8"), _Strict)  # noqa: S506 (a SafeLoader)
    except (OSError, UnicodeDecodeError) as error:
        raise MappingError(f"{path}: cannot be read ({error})") from None
    except yaml.YAMLError as error:
        raise MappingError(f"{path}: no YAML: {' '.join(str(error).split())}") from None
    return read_mapping(path.name, raw)


def read_mapping(navn: str, raw: Any) -> Mapping:
    """The mapping that a document says; MappingError."""
    _shape(navn, raw)
    faktum, formats = raw["faktum"], {"registered_at": raw.get("tidspunkter", [])}
    types = {field.name: field.type for field in msgspec.structs.fields(STRUCTS[faktum])}
    _fields(navn, faktum, types, raw["felter"])
    felter = tuple(
        _felt(f"{navn}: felter.{name}", name, types[name], given, formats.get(name, raw.get("datoer", [])))
        for name, given in raw["felter"].items()
    )
    felter += tuple(Felt(name) for name, kind in types.items() if name not in raw["felter"] and _nullable(kind))
    fil = raw.get("fil", {})
    return Mapping(
        navn=navn,
        faktum=faktum,
        felter=felter,
        skilletegn=fil.get("skilletegn", ","),
        tegnsaet=_encoding(navn, fil.get("tegnsaet", "utf-8")),
        decimaltegn=fil.get("decimaltegn", "."),
        tidszone=_zone(navn, raw.get("tidszone", "Europe/Copenhagen")),
    )


class _Strict(yaml.SafeLoader):
    """Safe YAML without surprises: no key twice, no key that YAML takes for true or false; keys become words."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        found = super().construct_mapping(node, deep=True)
        if len(found) < len(node.value):
            raise yaml.constructor.ConstructorError(None, None, "a key is given twice", node.start_mark)
        if any(isinstance(key, bool) or key is None for key in found):
            problem = "a key that YAML takes for true, false or null: put it in quotes"
            raise yaml.constructor.ConstructorError(None, None, problem, node.start_mark)
        return {str(key): value for key, value in found.items()}


def _shape(navn: str, raw: Any) -> None:
    # imported when there is a mapping: jsonschema takes longer to import than all the rest of a reader
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import best_match

    schema = json.loads((files("schemas") / "mapping.schema.json").read_text(encoding="utf-8"))
    error = best_match(Draft202012Validator(schema).iter_errors(raw))
    if error is not None:
        where = ".".join(map(str, error.absolute_path))
        raise MappingError(f"{navn}: {where}{': ' if where else ''}{' '.join(error.message.split())}")


def _fields(navn: str, faktum: str, types: dict[str, Any], given: dict[str, Any]) -> None:
    """Every field there is and no other, one of PERSON where it is about a person."""
    for name in given:
        if name not in types:
            raise MappingError(f"{navn}: felter.{name}: {faktum} has no such field; it has {', '.join(types)}")
    for name, kind in types.items():
        if name not in given and name not in PERSON and not _nullable(kind) and name in _required(faktum):
            raise MappingError(f"{navn}: felter.{name} is missing: give it a column or a constant")
    if PERSON[0] in types and sum(name in given for name in PERSON) != 1:
        raise MappingError(f"{navn}: felter: give either person_id or cpr")


def _required(faktum: str) -> set[str]:
    """The fields that have no default."""
    return {field.name for field in msgspec.structs.fields(STRUCTS[faktum]) if field.required}


def _nullable(kind: Any) -> bool:
    return type(None) in get_args(kind)


def _felt(where: str, name: str, kind: Any, given: Any, formats: list[str]) -> Felt:
    row = given if isinstance(given, dict) else {"kolonne": given}
    for place, value in _meanings(row):
        try:
            msgspec.convert(value, kind, strict=False)
        except msgspec.ValidationError:
            raise MappingError(f"{where}.{place}: {value!r} is no value of {name}{_known(kind)}") from None
    kolonne = row.get("kolonne", [])
    return Felt(
        navn=name,
        kolonner=(kolonne,) if isinstance(kolonne, str) else tuple(kolonne),
        mellem=row.get("mellem", " "),
        konstant=row.get("konstant"),
        vaerdier=row.get("vaerdier"),
        ellers=row.get("ellers", NO_DEFAULT),
        tom=row.get("tom"),
        foran=row.get("foran", ""),
        formater=tuple(row.get("formater", formats)),
    )


def _meanings(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """The values of the contract that a field's row gives, and where they stand."""
    for place in ("konstant", "ellers", "tom"):
        if place in row:
            yield place, row[place]
    for word, value in row.get("vaerdier", {}).items():
        yield f"vaerdier.{word}", value


def _known(kind: Any) -> str:
    words = [word for word in get_args(kind) if isinstance(word, str)]
    return f"; there are {', '.join(words)}" if words else ""


def _encoding(navn: str, name: str) -> str:
    try:
        return codecs.lookup(name).name
    except LookupError:
        raise MappingError(f"{navn}: fil.tegnsaet: there is no encoding {name!r}; try utf-8 or windows-1252") from None


def _zone(navn: str, name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        raise MappingError(f"{navn}: tidszone: there is no time zone {name!r}; try Europe/Copenhagen") from None
