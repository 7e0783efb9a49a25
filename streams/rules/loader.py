"""The way from files to the core's catalogue: read, change on request, check, cut into legal periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

import yaml

from streams.core.catalogue import Catalogue, Head, Rule
from streams.rules import checks, kinds, periods
from streams.rules.documents import CatalogueError, Document, Problem, packaged, read

GAELDENDE = ("gaeldende",)


def load(
    directory: Traversable | Path | str | None = None,
    regimes: Iterable[str] = GAELDENDE,
    changes: Iterable[str] = (),
) -> Catalogue:
    """The rule versions of `regimes` in `directory` (None: the packaged catalogue), ordered by (rule_id, gyldig_fra).

    `changes` are what-ifs, "FM-SAMTALE.antal=3": the parameter has that value in every legal period, and the
    versions concerned end in ".whatif". Raises CatalogueError with every problem there is.
    """
    rules, common = documents(directory, changes)
    changed = {change.partition(".")[0] for change in changes}
    wanted = set(regimes)
    versions = [version for rule in rules if rule.body["regime"] in wanted for version in _versions(rule, changed)]
    versions.sort(key=lambda version: (version.head.rule_id, version.head.gyldig_fra))
    return Catalogue(tuple(versions), kinds.taellende_tilbud(_first_values(common)))


def documents(
    directory: Traversable | Path | str | None = None, changes: Iterable[str] = ()
) -> tuple[list[Document], Document]:
    """The checked rule files, sorted by rule id, and the file of counting tilbud; CatalogueError as in `load`."""
    every = checked(directory, changes)
    rules = sorted((document for document in every if checks.is_rule(document)), key=lambda document: document.name)
    return rules, next(document for document in every if document.file == "taellende_tilbud.yaml")


def checked(directory: Traversable | Path | str | None = None, changes: Iterable[str] = ()) -> list[Document]:
    """All files of the catalogue, checked; CatalogueError as in `load`."""
    found, problems = read(_root(directory))
    for change in changes:
        problems += _apply(found, change)
    problems += checks.check(found)
    if problems:
        raise CatalogueError(problems)
    return found


def _root(directory: Traversable | Path | str | None) -> Traversable:
    if directory is None:
        return packaged()
    return Path(directory) if isinstance(directory, str) else directory


def _versions(document: Document, changed: set[str]) -> list[Rule]:
    body = document.body
    suffix = ".whatif" if document.name in changed else ""
    return [
        _version(body, fra, til, f"{body['version']}+{fra}{suffix}")
        for fra, til in periods.segments(body["gyldig"], body["parametre"])
    ]


def _version(body: dict[str, Any], fra: str, til: str | None, version: str) -> Rule:
    values = {name: periods.at(dated, fra) for name, dated in body["parametre"].items()}
    head = Head(
        rule_id=body["id"],
        version=version,
        regime=body["regime"],
        gyldig_fra=date.fromisoformat(fra),
        gyldig_til=date.fromisoformat(til) if til else None,
        ansvarlig=values.pop("ansvarlig"),
    )
    return kinds.rule(body["kind"], head, values)


def _first_values(document: Document) -> dict[str, Any]:
    return {name: dated[0]["vaerdi"] for name, dated in document.body["parametre"].items()}


def _apply(found: list[Document], change: str) -> list[Problem]:
    """Sets one parameter in `found`, in every legal period; the problem when `change` names none."""
    target, equals, text = change.partition("=")
    rule_id, *path = target.strip().split(".")
    dated = next((document.body.get("parametre", {}) for document in found if document.name == rule_id), {})
    if not equals or not path or path[0] not in dated:
        return [Problem(change, "", "write RULE-ID.parameter=value, with a parameter that the rule's file has")]
    for value in dated[path[0]]:
        _set(value, ["vaerdi", *path[1:]], yaml.safe_load(text))
    return []


def _set(value: dict[str, Any], path: list[str], new: Any) -> None:
    for step in path[:-1]:
        value = value[step]
    value[path[-1]] = new
