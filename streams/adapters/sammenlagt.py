"""Two pseudonyms, one citizen: what is told of the first is told again of the second [ADR 38]. Pure; no I/O.

A copy has the fact's own id and revision, so that it is one fact with what a source tells under the new number itself.
Its registered_at lies so many milliseconds later that what the mergers say last wins, in whatever order it came.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date, datetime
from hashlib import sha256
from typing import Any, Final, NamedTuple

import pyarrow as pa
import pyarrow.compute as pc

OWN: Final = "fokusvagt"
"""The source of what we say ourselves: that a fact is not this person's after all."""
SAMMENLAGT: Final = "SAMMENLAGT"
_IDS: Final = 32


class Merger(NamedTuple):
    """A borgerstatus that once said that `person_id` is `other`."""

    person_id: str
    fact_id: str
    other: str


class Standing(NamedTuple):
    """What that borgerstatus says now: `other` is empty when it was annulled, or is no merger any more."""

    revision: int
    other: str


class Route(NamedTuple):
    """Tell a person's facts of `other`, `shift` ms later; not `stands`: tell that they are not the other's."""

    other: str
    shift: int
    stands: bool


Standings = Mapping[tuple[str, str], Standing]
Others = Mapping[str, set[str]]
"""Persons by person."""


def merger(person_id: str, other: str, dato: date, registered_at: datetime, kommune: int) -> dict[str, Any]:
    """The fact (a line of JSON, 02 §1) that says that `person_id` is `other`; to be sent like any other.

    The same two persons give the same fact. For a new CPR number, and for a new key of the pseudonyms.
    """
    return {
        "type": "borgerstatus",
        "fact_id": f"sl-{sha256(f'{person_id}|{other}'.encode()).hexdigest()[:_IDS]}",
        "revision": 0,
        "deleted": False,
        "registered_at": f"{registered_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}",
        "source": OWN,
        "person_id": person_id,
        "kommune": kommune,
        "akasse": None,
        "kind": "AFMELDT",
        "dato": dato.isoformat(),
        "slutdato": None,
        "livsbegivenhed": SAMMENLAGT,
        "sammenlagt_med": other,
    }


def routes(mergers: Iterable[Merger], standing: Standings, others: Others) -> dict[str, list[Route]]:
    """Where each person's facts are to be told, and where they are not the other's any more.

    `others`: whom everybody on the way is merged into as it stands. Nothing goes to somebody who is merged into the
    person: it would come back.
    """
    of_person: dict[str, set[Merger]] = defaultdict(set)
    for each in mergers:
        of_person[each.person_id].add(each)
    return {person_id: _routes(person_id, own, standing, others) for person_id, own in of_person.items()}


def _routes(person_id: str, own: set[Merger], standing: Standings, others: Others) -> list[Route]:
    stands = {standing[each.person_id, each.fact_id].other for each in own}
    told = sum(standing[key].revision + 1 for key in {(each.person_id, each.fact_id) for each in own})
    goals = [goal for goal in sorted({each.other for each in own}) if person_id not in reached(goal, others)]
    return [Route(goal, max(0, 2 * told - (2 if goal in stands else 3)), goal in stands) for goal in goals]


def reached(person_id: str, others: Others) -> set[str]:
    """Everybody whom the person is merged into, step by step."""
    found: set[str] = set()
    ahead = set(others.get(person_id, ()))
    while ahead:
        found |= ahead
        ahead = {other for each in ahead for other in others.get(each, ())} - found
    return found


def copies(facts: Any, ways: Mapping[str, list[Route]], before: Others) -> Any:
    """The facts (a table of v_facts_*) told again of others; all of them are sent, whatever is there already.

    `before`: who was ever merged into a person. What we say of them ourselves they are not told: it is about them.
    """
    rows, found = [], []
    told = zip(
        facts["person_id"].to_pylist(), pc.equal(facts["source"].cast(pa.string()), OWN).to_pylist(), strict=True
    )
    for row, (person_id, ours) in enumerate(told):
        for route in ways.get(person_id, ()):
            if not (ours and route.other in before.get(person_id, ())):
                rows.append(row)
                found.append(route)
    return _told_of(facts.take(pa.array(rows, pa.int64())), found)


def _told_of(facts: Any, found: list[Route]) -> Any:
    gone = pa.array([not route.stands for route in found], pa.bool_())
    shifts = pa.array([route.shift for route in found], pa.int64())
    registered = pc.add(facts["registered_at"].cast(pa.timestamp("ms", "UTC")).cast(pa.int64()), shifts)
    changed = {
        "person_id": pa.array([route.other for route in found], pa.string()),
        "registered_at": registered.cast(pa.timestamp("ms", "UTC")),
        "deleted": pc.or_(facts["deleted"], gone),
        "source": pc.if_else(gone, OWN, facts["source"].cast(pa.string())),
    }
    if "livsbegivenhed" in facts.column_names:
        changed |= _no_merger(facts, changed["deleted"])
    for name, column in changed.items():
        facts = facts.set_column(facts.column_names.index(name), name, column)
    return facts


def _no_merger(facts: Any, deleted: Any) -> dict[str, Any]:
    """The merger itself is not the other's; that it is told at all keeps one fact one fact when it is corrected."""
    event = facts["livsbegivenhed"].cast(pa.string())
    merged = pc.equal(event, SAMMENLAGT)
    return {
        "deleted": pc.or_(deleted, merged),
        "livsbegivenhed": pc.if_else(merged, "INGEN", event),
        "sammenlagt_med": pa.nulls(facts.num_rows, pa.string()),
    }
