"""How alerts are sent: the dated policy file beside this one, checked and made into the core's `Policy`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from jsonschema import Draft202012Validator

from streams.core.alerts import Policy, Receiver
from streams.core.calendar import to_day
from streams.rules.documents import CatalogueError, Problem, value_of

UGEDAGE: Final = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag")
_FILE: Final = "varsling.yaml"


@dataclass(frozen=True, slots=True)
class Udgave:
    """One edition, from a business date on (days since 1970)."""

    fra: int
    alle: dict[str, Any]
    modtagere: dict[str, dict[str, Any]]


class Varsling:
    """The policy through time."""

    def __init__(self, udgaver: list[Udgave], regler: dict[str, dict[str, int]]) -> None:
        self._udgaver, self._regler = udgaver, regler
        self._policies: dict[tuple[int, Receiver], Policy] = {}

    def policy(self, receiver: Receiver, day: int) -> Policy:
        """How the receiver is served on that day; before the first edition as by it."""
        begun = sum(udgave.fra <= day for udgave in self._udgaver)
        key = (max(0, begun - 1), receiver)
        if key not in self._policies:
            self._policies[key] = _policy(self._udgaver[key[0]], receiver)
        return self._policies[key]

    def is_told(self, rule_id: str, version: str, day: int) -> bool:
        """Whether this version is told on that day; otherwise it is in shadow.

        "1.0.0+2024-01-01" is 1.0.0. A reading of its own, "1.0.0+2024-01-01.navn", is 1.0.0+navn.
        """
        number, _, rest = version.partition("+")
        reading = rest.partition(".")[2]
        return self._regler.get(rule_id, {}).get(f"{number}+{reading}" if reading else number, day + 1) <= day

    def versions(self) -> dict[str, set[str]]:
        """The versions of each rule that are told, now or later."""
        return {rule_id: set(told) for rule_id, told in self._regler.items()}


def _policy(udgave: Udgave, receiver: Receiver) -> Policy:
    own = udgave.modtagere.get(str(receiver), {})
    said = udgave.alle | own
    alvor = {"INGEN": "LAV"} | udgave.alle["alvor"] | own.get("alvor", {})
    ugedag = None if said["ugedag"] == "ingen" else UGEDAGE.index(said["ugedag"])
    return Policy(alvor, said["mindste_alvor"], said["luft_under"], said["adgang_dage"], ugedag)


@cache
def load_varsling(path: Path | None = None) -> Varsling:
    """The policy that ships, or that of a file; CatalogueError names everything that is wrong with it."""
    text = path.read_text("utf-8") if path else (files("streams.rules") / _FILE).read_text("utf-8")
    return varsling(text, path.name if path else _FILE)


def varsling(text: str, name: str = _FILE) -> Varsling:
    """The policy that a text says; CatalogueError as `load_varsling`."""
    try:
        body = value_of(text)
    except ValueError as error:
        raise CatalogueError([Problem(name, "", str(error))]) from None
    schema = json.loads((files("schemas") / "varsling.schema.json").read_text("utf-8"))
    problems = [
        Problem(name, ".".join(map(str, error.absolute_path)), error.message)
        for error in Draft202012Validator(schema).iter_errors(body)
    ]
    if problems:
        raise CatalogueError(problems)
    udgaver = sorted((_udgave(one) for one in body["udgaver"]), key=lambda udgave: udgave.fra)
    return Varsling(udgaver, {rule: _told(versions) for rule, versions in body["regler"].items()})


def _udgave(body: dict[str, Any]) -> Udgave:
    return Udgave(_day(body["fra"]), body["alle"], body.get("modtagere", {}))


def _told(versions: list[dict[str, str]]) -> dict[str, int]:
    return {told["version"]: _day(told["fra"]) for told in versions}


def _day(text: str) -> int:
    return to_day(date.fromisoformat(text))
