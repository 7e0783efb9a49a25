"""Competing readings of unclear law: named variants in a rule's file, which are law only where they are chosen.

A variant says which parameters it reads otherwise. Choosing it swaps those values with the file's own, so that every
source that the file cites is still cited. Suspensions are chosen in the same way, several at once.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from copy import deepcopy
from typing import Any, Final

from streams.rules.documents import Document, Problem

Body = dict[str, Any]
SUSPENSIONER: Final = "suspensioner"


def choose(found: list[Document], chosen: Iterable[str]) -> list[Problem]:
    """Make each variant "RULE-ID.name" law in `found`; a problem for each that there is not, or a rule chosen twice."""
    problems, taken = [], set[str]()
    for choice in chosen:
        rule_id, _, name = choice.partition(".")
        body = next((document.body for document in found if document.name == rule_id), {})
        if rule_id == SUSPENSIONER and name in body.get("perioder", {}):
            continue
        variant = body.get("varianter", {}).get(name)
        if variant is None:
            problems.append(Problem(choice, "", f"no such variant: choose among {_there_are(found)}"))
        elif rule_id in taken:
            problems.append(Problem(choice, "", f"{rule_id} can be read in one way at a time: choose one variant"))
        else:
            taken.add(rule_id)
            _swap(body["parametre"], variant["parametre"])
    return problems


def merged(body: Body) -> Iterator[tuple[str, Body]]:
    """(name, the rule as it would stand) of each variant, without variants of its own."""
    for name in body.get("varianter", {}):
        other = deepcopy(body)
        _swap(other["parametre"], other.pop("varianter")[name]["parametre"])
        yield name, other


def suffixes(chosen: Iterable[str]) -> dict[str, str]:
    """Rule id → what the versions of a rule end in when it is read by a variant."""
    parted = (choice.partition(".") for choice in chosen)
    return {rule_id: f".{name}" for rule_id, _, name in parted if rule_id != SUSPENSIONER}


def suspended(body: Body, chosen: Iterable[str]) -> list[Body]:
    """The periods of the file of suspensions that are chosen, in order of time."""
    parted = (choice.partition(".") for choice in chosen)
    periods = {name: body["perioder"][name] for rule_id, _, name in parted if rule_id == SUSPENSIONER}
    return sorted(periods.values(), key=lambda period: str(period["fra"]))


def _swap(own: Body, others: Body) -> None:
    for name in list(others):
        other = others.pop(name)
        if name in own:
            others[name] = own[name]
        own[name] = other


def _there_are(found: list[Document]) -> str:
    names = [
        f"{document.name}.{name}"
        for document in found
        for name in (*document.body.get("varianter", {}), *document.body.get("perioder", {}))
    ]
    return ", ".join(names) or "none"
