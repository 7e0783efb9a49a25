"""The catalogue's files as plain data: strict YAML in, JSON values out. What a key means is not known here."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

import yaml

COMMON = ("kilder", "suspensioner", "taellende_tilbud")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend: which file, where in it, and what to do."""

    file: str
    path: str
    remedy: str

    def __str__(self) -> str:
        return f"{self.file}: {self.path or '(whole file)'}: {self.remedy}"


class CatalogueError(Exception):
    """The catalogue cannot be used; `problems` lists everything that is wrong with it, not only the first."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in problems))


@dataclass(frozen=True, slots=True)
class Document:
    """One file: `file` relative to the catalogue ("cv/CV-DP.yaml"), `body` in JSON values (dates as YYYY-MM-DD)."""

    file: str
    body: dict[str, Any]

    @property
    def name(self) -> str:
        """The file's name without its ending: of a rule, its id."""
        return self.file.rpartition("/")[2].removesuffix(".yaml")

    @property
    def area(self) -> str:
        """The folder that the file lies in; "" for the files that all rules share."""
        return self.file.rpartition("/")[0]

    @property
    def sha256(self) -> str:
        """Of the content, whatever its layout: comments, order of keys and line breaks do not count."""
        text = json.dumps(self.body, sort_keys=True, ensure_ascii=False, allow_nan=False)
        return hashlib.sha256(text.encode()).hexdigest()


class _StrictLoader(yaml.CSafeLoader):
    """Safe YAML that refuses a key given twice; plain YAML silently keeps the last."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        mapping = super().construct_mapping(node, deep=deep)
        if len(mapping) < len(node.value):
            raise yaml.constructor.ConstructorError(
                None, None, "a key is given twice: keep one of them", node.start_mark
            )
        return mapping


def packaged() -> Traversable:
    """The catalogue that ships with the package."""
    return files("streams.rules") / "catalogue"


def read(directory: Traversable) -> tuple[list[Document], list[Problem]]:
    """Every `*.yaml` below `directory`, sorted by name, and a problem for each that is not one JSON-like mapping."""
    documents: list[Document] = []
    problems: list[Problem] = []
    for file, entry in sorted(_walk(directory, "")):
        try:
            documents.append(Document(file, _mapping(entry.read_text(encoding="utf-8"))))
        except ValueError as error:
            problems.append(Problem(file, "", str(error)))
    return documents, problems


def value_of(text: str) -> Any:
    """One YAML value as a JSON value; ValueError says what to mend."""
    try:
        # _StrictLoader is a CSafeLoader: it builds plain values only
        value = yaml.load(text, Loader=_StrictLoader)  # noqa: S506
    except (yaml.YAMLError, ValueError) as error:
        raise ValueError(f"mend the YAML: {' '.join(str(error).split())}") from None
    return _plain(value)


def _walk(directory: Traversable, prefix: str) -> list[tuple[str, Traversable]]:
    found = []
    for entry in directory.iterdir():
        if entry.is_dir():
            found += _walk(entry, f"{prefix}{entry.name}/")
        elif entry.name.endswith(".yaml"):
            found.append((prefix + entry.name, entry))
    return found


def _mapping(text: str) -> dict[str, Any]:
    body = value_of(text)
    if not isinstance(body, dict):
        raise ValueError("the file must be a mapping of keys to values")
    return body


def _plain(value: Any) -> Any:
    """JSON values; ValueError for what JSON has not (NaN, a key that is no string, a time of day)."""
    convert = _CONVERT.get(type(value))
    if convert is None:
        raise ValueError(f"{value!r} is not a string, number, date, list or mapping: quote it")
    return convert(value)


def _object(value: dict[Any, Any]) -> dict[str, Any]:
    strange = [key for key in value if not isinstance(key, str)]
    if strange:
        raise ValueError(f"the key {strange[0]!r} is not a string: quote it")
    return {key: _plain(item) for key, item in value.items()}


def _number(value: float) -> float:
    if not math.isfinite(value):
        raise ValueError("a number must be finite")
    return value


def _as_is(value: Any) -> Any:
    return value


_CONVERT: dict[type, Callable[[Any], Any]] = {
    dict: _object,
    list: lambda value: [_plain(item) for item in value],
    date: date.isoformat,
    float: _number,
    str: _as_is,
    int: _as_is,
    bool: _as_is,
    type(None): _as_is,
}
