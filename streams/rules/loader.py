"""The way from files to the core's catalogue: read, change on request, check, cut into legal periods."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, get_args

from streams.core.catalogue import REGIMER, Catalogue, Head, Regime, Rule
from streams.rules import checks, kinds, periods, variants
from streams.rules.documents import CatalogueError, Document, Problem, packaged, read, value_of
from streams.rules.lock import lock_text, packaged_lock


def load(
    directory: Traversable | Path | str | None = None,
    regimes: Iterable[str] = REGIMER,
    changes: Iterable[str] = (),
    chosen: Iterable[str] = (),
) -> Catalogue:
    """The rule versions of `regimes` in `directory` (None: the packaged catalogue), ordered by (rule_id, gyldig_fra).

    `changes` are what-ifs, "FM-SAMTALE.antal=3": the parameter has that value in every legal period, and the
    versions concerned end in ".whatif". `chosen` are variants, "FS-2.fjerde-til-sjette": the rule is read in that way,
    and its versions end in the variant's name. Raises CatalogueError with every problem there is.
    """
    wanted, asked, readings = _known(regimes), tuple(changes), tuple(chosen)
    every = checked(directory, asked, readings)
    ends = variants.suffixes(readings)
    for changed in {change.partition(".")[0] for change in asked}:
        ends[changed] = f"{ends.get(changed, '')}.whatif"
    wanted_rules = (rule for rule in _rules(every) if rule.body["regime"] in wanted)
    return Catalogue(
        tuple(version for rule in wanted_rules for version in _versions(rule, ends)),
        kinds.taellende_tilbud(_first_values(_named(every, "taellende_tilbud"))),
        tuple(map(kinds.suspension, variants.suspended(_named(every, variants.SUSPENSIONER), readings))),
    )


def documents(
    directory: Traversable | Path | str | None = None, changes: Iterable[str] = (), chosen: Iterable[str] = ()
) -> list[Document]:
    """The checked rule files, sorted by rule id; CatalogueError as in `load`."""
    return _rules(checked(directory, changes, chosen))


def suspensions() -> dict[str, Any]:
    """The packaged file of suspensions, chosen or not."""
    return _named(checked(), variants.SUSPENSIONER)


def _rules(every: list[Document]) -> list[Document]:
    return sorted((document for document in every if checks.is_rule(document)), key=lambda document: document.name)


def _named(every: list[Document], name: str) -> dict[str, Any]:
    """The body of one of the files that the rules share."""
    return next(document.body for document in every if document.file == f"{name}.yaml")


def checked(
    directory: Traversable | Path | str | None = None, changes: Iterable[str] = (), chosen: Iterable[str] = ()
) -> list[Document]:
    """All files of the catalogue, checked; CatalogueError as in `load`."""
    found, problems = read(root(directory))
    is_locked = not problems and directory is None and _as_locked(found)
    problems += variants.choose(found, chosen)
    for change in changes:
        problems += _apply(found, change)
        is_locked = False
    if problems or not is_locked:
        problems += checks.check(found)
    if problems:
        raise CatalogueError(problems)
    return found


def root(directory: Traversable | Path | str | None) -> Traversable:
    """Where the files are: `directory`, or the packaged catalogue for None."""
    if directory is None:
        return packaged()
    return Path(directory) if isinstance(directory, str) else directory


def _known(regimes: Iterable[str]) -> set[str]:
    wanted, known = set(regimes), get_args(Regime)
    if wanted - set(known):
        raise ValueError(f"{min(wanted - set(known))} is not a regime: choose among {', '.join(known)}")
    return wanted


def _as_locked(found: list[Document]) -> bool:
    """Whether these are, to the letter, the files that were checked when LOCK was written: no need to check again."""
    return all("version" in document.body for document in found) and lock_text(found) == packaged_lock()


def _versions(document: Document, ends: dict[str, str]) -> list[Rule]:
    body = document.body
    suffix = ends.get(document.name, "")
    return [
        _version(body, fra, til, f"{body['version']}+{fra}{suffix}")
        for fra, til in periods.segments(body["gyldig"], body["parametre"])
    ]


def _version(body: dict[str, Any], fra: str, til: str | None, version: str) -> Rule:
    values: dict[str, Any] = {name: periods.at(dated, fra) for name, dated in body["parametre"].items()}
    head = Head(
        rule_id=body["id"],
        version=version,
        regime=body["regime"],
        gyldig_fra=date.fromisoformat(fra),
        gyldig_til=date.fromisoformat(til) if til else None,
        ansvarlig=values.pop("ansvarlig"),
    )
    return kinds.rule(body["kind"], head, values)


def _first_values(body: dict[str, Any]) -> dict[str, Any]:
    return {name: dated[0]["vaerdi"] for name, dated in body["parametre"].items()}


def _apply(found: list[Document], change: str) -> list[Problem]:
    """Sets one parameter in `found`, in every legal period; the problem when `change` names none."""
    target, _, text = change.partition("=")
    name, *path = target.split(".")
    dated: list[dict[str, Any]] = []
    for document in found:
        if document.name == name and path:
            dated = document.body.get("parametre", {}).get(path[0], [])
    holders = [_holder(value, path[1:]) for value in dated]
    if not holders or None in holders:
        return [Problem(change, "", "write RULE-ID.parameter=value, with a parameter that the rule's file has")]
    return _set(change, text, [holder for holder in holders if holder])


def _holder(value: dict[str, Any], path: list[str]) -> tuple[dict[str, Any], str] | None:
    """Where the value that `path` leads to stands: itself, or one key deeper (taeller.efter_maaneder)."""
    if not path:
        return value, "vaerdi"
    return (value["vaerdi"], path[0]) if len(path) == 1 and isinstance(value["vaerdi"], dict) else None


def _set(change: str, text: str, holders: list[tuple[dict[str, Any], str]]) -> list[Problem]:
    try:
        new = value_of(text)
    except ValueError as error:
        return [Problem(change, "", str(error))]
    for holder, key in holders:
        holder[key] = new
    return []
