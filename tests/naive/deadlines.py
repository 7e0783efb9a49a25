"""Section A: one row of the catalogue's table is one `Deadline` below, in the same order."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from tests.naive.calendar import add_months, days
from tests.naive.facts import PersonFacts, Tilbud
from tests.naive.forloeb import Forloeb, kontaktforloeb
from tests.naive.instances import Instance, kth, life, one_per_id, person_instance
from tests.naive.qualifying import borgerstatus_in, samtaler_in, tilbud_in

FROM_2020 = date(2020, 1, 1)
FROM_2024 = date(2024, 1, 1)

DAGPENGE = ("DAGPENGE",)
HJAELP = ("KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO")
FOUR_IN_SIX = (
    *HJAELP,
    "SYGEDAGPENGE",
    "RESSOURCEFORLOEB",
    "JOBAFKLARING",
    "LEDIGHEDSYDELSE",
    "REVALIDERING",
)

Anchors = Callable[[PersonFacts, Forloeb], list[date]]
Qualifying = Callable[[PersonFacts, Forloeb, date], list[date]]


@dataclass(frozen=True)
class Deadline:
    """A row of section A: who, anchored where, due when, how many of what; `shifted` or `excused` by fritagelse."""

    rule_id: str
    targets: tuple[str, ...]
    anchors: Anchors
    due: Callable[[date], date]
    count: int
    qualifying: Qualifying
    varsel_dage: int
    valid_from: date = FROM_2020
    visitation: str | None = None
    akasse_from: date = date.max
    shifted: bool = False
    excused: bool = False

    def covers(self, forloeb: Forloeb) -> bool:
        """Whether the forløb is in the rule's målgruppe."""
        return forloeb.ydelse in self.targets and self.visitation in (None, forloeb.visitation)

    def responsible(self, anchor: date) -> str:
        """The responsible party of an instance anchored on `anchor`."""
        return "AKASSE" if anchor >= self.akasse_from else "KOMMUNE"


def deadline_instances(person: PersonFacts, rules: Iterable[Deadline] | None = None) -> list[Instance]:
    """Every instance of `rules` (section A's) as of the person's as-of date, also those without a row."""
    instances = []
    runs = kontaktforloeb(person)
    for rule in RULES if rules is None else rules:
        for forloeb in runs:
            if rule.covers(forloeb):
                anchors = [day for day in rule.anchors(person, forloeb) if rule.valid_from <= day]
                instances += [_instance(person, rule, forloeb, a) for a in anchors if not _is_excused(person, rule, a)]
    return one_per_id(instances)


def _instance(person: PersonFacts, rule: Deadline, forloeb: Forloeb, anchor: date) -> Instance:
    due = rule.due(anchor)
    if rule.shifted:
        due = shifted_by_fritagelse(person, due)
    dates = rule.qualifying(person, forloeb, anchor)
    reached = kth(dates, rule.count)
    proven = forloeb.slut >= due
    return person_instance(
        person,
        rule.rule_id,
        anchor,
        due,
        life(reached, due, person.as_of, rule.varsel_dage, not forloeb.ended, proven),
        opened_on=due + days(1),
        resolved_on=reached,
        responsible=rule.responsible(anchor),
        value=len(dates),
        threshold=rule.count,
        proven=proven,
    )


def _is_excused(person: PersonFacts, rule: Deadline, anchor: date) -> bool:
    """Whether the rule lets go of whoever has a fritagelse on the due date, be its end known or not."""
    due = rule.due(anchor)
    exempt = [fact for fact in person.borgerstatus if fact.kind == "FRITAGELSE"]
    return rule.excused and any(fact.dato <= due <= (fact.slutdato or date.max) for fact in exempt)


def shifted_by_fritagelse(person: PersonFacts, due: date) -> date:
    """Move `due` past every fritagelse it lies in, until it lies in none; open-ended ones move nothing."""
    for fact in person.borgerstatus:
        if fact.kind == "FRITAGELSE" and fact.slutdato is not None and fact.dato <= due <= fact.slutdato:
            return shifted_by_fritagelse(person, fact.slutdato + days(1))
    return due


# Anchors.


def at_start(person: PersonFacts, forloeb: Forloeb) -> list[date]:
    """The first paid day."""
    return [forloeb.start]


def at_latest(kind: str) -> Anchors:
    """The latest status event of `kind` within 31 days of the start, else the start."""

    def anchors(person: PersonFacts, forloeb: Forloeb) -> list[date]:
        first, last = forloeb.start - days(31), forloeb.start + days(31)
        near = [fact.dato for fact in person.borgerstatus if fact.kind == kind and first <= fact.dato <= last]
        return [max(near, default=forloeb.start)]

    return anchors


def after_tilbud(person: PersonFacts, forloeb: Forloeb) -> list[date]:
    """The last day of each merged interval of counting tilbud that is over before the as-of date."""
    return merged_ends(tilbud_in(person, forloeb), person.as_of)


def merged_ends(tilbud: list[Tilbud], as_of: date) -> list[date]:
    """The ends before `as_of` of the intervals that overlapping or adjacent tilbud make together."""
    ends: list[date] = []
    for each in sorted(tilbud, key=lambda each: each.startdato):
        slut = each.slutdato or date.max
        if ends and (ends[-1] == date.max or each.startdato <= ends[-1] + days(1)):
            ends[-1] = max(ends[-1], slut)
        else:
            ends.append(slut)
    return [end for end in ends if end < as_of]


# Qualifying facts: their dates.


def samtaler_from_anchor(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Samtaler inside the forløb, on or after the anchor (which may lie before the start)."""
    return [dato for dato in samtaler(person, forloeb, anchor) if dato >= anchor]


def samtaler(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Samtaler inside the forløb."""
    return [samtale.dato for samtale in samtaler_in(person, forloeb)]


def akasse_samtaler(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Samtaler that the a-kasse held."""
    return [samtale.dato for samtale in samtaler_in(person, forloeb) if samtale.aktoer == "AKASSE"]


def later_jobcenter_samtaler(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Samtaler held by others than the a-kasse after the first three months."""
    after = add_months(forloeb.start, 3)
    held = samtaler_in(person, forloeb)
    return [samtale.dato for samtale in held if samtale.aktoer != "AKASSE" and samtale.dato > after]


def tilbud_starts(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Starts of counting tilbud inside the forløb."""
    return [tilbud.startdato for tilbud in tilbud_in(person, forloeb)]


def tilbud_starts_after(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Starts of counting tilbud after the interval that ended on the anchor."""
    return [start for start in tilbud_starts(person, forloeb, anchor) if start > anchor]


def cv_near(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Approvals of the CV from 31 days before the anchor."""
    return borgerstatus_in(person, forloeb, "CV_GODKENDT", since=anchor - days(31))


def revurderinger(person: PersonFacts, forloeb: Forloeb, anchor: date) -> list[date]:
    """Reassessments since the start."""
    return borgerstatus_in(person, forloeb, "REVURDERING", since=anchor)


# Due dates.


def after_days(count: int) -> Callable[[date], date]:
    """Due `count` days after the anchor."""
    return lambda anchor: anchor + days(count)


def after_months(count: int) -> Callable[[date], date]:
    """Due `count` months after the anchor."""
    return lambda anchor: add_months(anchor, count)


_TILMELDT = at_latest("TILMELDT")
_HENVENDELSE = at_latest("FOERSTE_HENVENDELSE")
_TILBUD_6M = ("DAGPENGE", "KONTANTHJAELP", "SHO")
_UDH = ("UDDANNELSESHJAELP",)
_SDP = ("SYGEDAGPENGE",)
_KH = ("KONTANTHJAELP",)

RULES = (
    Deadline(
        "SAM-DP-FOERSTE",
        DAGPENGE,
        _TILMELDT,
        after_days(14),
        1,
        samtaler_from_anchor,
        5,
        akasse_from=FROM_2024,
    ),
    Deadline("SAM-DP-6I6", DAGPENGE, at_start, after_months(6), 6, samtaler, 30),
    Deadline(
        "SAM-DP-AK3",
        DAGPENGE,
        at_start,
        after_months(3),
        3,
        akasse_samtaler,
        21,
        FROM_2024,
        akasse_from=FROM_2024,
    ),
    Deadline("SAM-DP-JC3", DAGPENGE, at_start, after_months(6), 3, later_jobcenter_samtaler, 30, FROM_2024),
    Deadline("SAM-KH-FOERSTE", HJAELP, _HENVENDELSE, after_days(7), 1, samtaler_from_anchor, 3),
    Deadline("SAM-SDP-FOERSTE", _SDP, at_start, after_days(55), 1, samtaler, 14),
    Deadline("SAM-4I6", FOUR_IN_SIX, at_start, after_months(6), 4, samtaler, 30),
    Deadline("TIL-6M", _TILBUD_6M, at_start, after_months(6), 1, tilbud_starts, 30, shifted=True),
    Deadline("TIL-UDH-1M", _UDH, at_start, after_months(1), 1, tilbud_starts, 14, shifted=True),
    Deadline("TIL-UDH-4M", _UDH, after_tilbud, after_months(4), 1, tilbud_starts_after, 21, shifted=True),
    Deadline("CV-DP", DAGPENGE, _TILMELDT, after_days(14), 1, cv_near, 5, akasse_from=FROM_2024),
    Deadline("CV-KH", _KH, at_start, after_days(21), 1, cv_near, 7, visitation="JOBPARAT"),
    Deadline("SDP-REVURDERING", _SDP, at_start, after_days(22 * 7 - 1), 1, revurderinger, 28),
)
