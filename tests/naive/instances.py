"""An instance of a rule and the life of its breach (02 section 4)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Any

from tests.naive.facts import PersonFacts

CLOSED = ("OPFYLDT", "BORTFALDET")


def breach_id(rule_id: str, scope: str, subject: str, anchor: date) -> str:
    """The first 16 bytes of SHA-256 over the identity of a breach, in lower-case hex."""
    identity = f"{rule_id}|{scope}|{subject}|{anchor.isoformat()}"
    return hashlib.sha256(identity.encode()).digest()[:16].hex()


def life(reached: date | None, due: date, as_of: date, varsel_dage: int, is_open: bool, proven: bool) -> str | None:
    """The status of an instance as of `as_of`; None where there is no row.

    `reached` is the date of the k-th qualifying fact dated on or before `as_of`, None for never; `proven`: a
    payment on or after `due` shows that the person was on the ydelse then.
    """
    if reached is not None and reached <= due:
        return "OPFYLDT"
    if as_of <= due:
        return "VARSEL" if is_open and (due - as_of).days <= varsel_dage else None
    if not is_open and not proven:
        return "BORTFALDET"
    if reached is not None:
        return "AFHJULPET"
    return "KONSTATERET" if proven else "FORELOEBIG"


def kth(dates: list[date], count: int) -> date | None:
    """The date of the `count`-th of the qualifying facts; None when they are fewer."""
    return sorted(dates)[count - 1] if len(dates) >= count else None


@dataclass(frozen=True)
class Instance:
    """One instance of a rule for a person, kommune or a-kasse; `status` None: no row.

    `proven` (`slut` on or after the due date) is what AK-SAM3 asks of an instance besides its status.
    """

    rule_id: str
    scope: str
    subject: str
    anchor: date
    due_on: date
    status: str | None
    opened_on: date
    resolved_on: date | None
    responsible: str
    kommune: int | None
    akasse: int | None
    value: float | None
    threshold: float | None
    proven: bool = True

    @property
    def breach_id(self) -> str:
        """The deterministic id of the instance's row."""
        return breach_id(self.rule_id, self.scope, self.subject, self.anchor)

    def row(self) -> dict[str, Any]:
        """The instance as a row of `breaches`; dates stay dates."""
        return {
            "breach_id": self.breach_id,
            "rule_id": self.rule_id,
            "scope": self.scope,
            "subject": self.subject,
            "person_id": self.subject if self.scope == "person" else "",
            "anchor": self.anchor,
            "due_on": self.due_on,
            "status": self.status,
            "opened_on": self.opened_on,
            "resolved_on": self.resolved_on,
            "responsible": self.responsible,
            "kommune": self.kommune,
            "akasse": self.akasse,
            "value": self.value,
            "threshold": self.threshold,
        }


def person_instance(
    person: PersonFacts,
    rule_id: str,
    anchor: date,
    due_on: date,
    status: str | None,
    opened_on: date,
    resolved_on: date | None = None,
    responsible: str = "KOMMUNE",
    value: float | None = None,
    threshold: float | None = None,
    proven: bool = True,
    place_on: date | None = None,
) -> Instance:
    """An instance of a person rule; kommune and a-kasse are those at the due date, or at `place_on`."""
    place_on = place_on or due_on
    return Instance(
        rule_id=rule_id,
        scope="person",
        subject=person.person_id,
        anchor=anchor,
        due_on=due_on,
        status=status,
        opened_on=opened_on,
        resolved_on=resolved_on if status == "AFHJULPET" else None,
        responsible=responsible,
        kommune=person.kommune_at(place_on),
        akasse=person.akasse_at(place_on),
        value=value,
        threshold=threshold,
        proven=proven,
    )


def one_per_id(instances: list[Instance]) -> list[Instance]:
    """The first instance of every breach_id: callers put the smallest (ydelse, visitation, start) first."""
    standing: dict[str, Instance] = {}
    for instance in instances:
        standing.setdefault(instance.breach_id, instance)
    return list(standing.values())
