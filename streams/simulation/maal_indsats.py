"""What is measured of the effort: samtaler, tilbud, hours and exemptions, from facts alone.

Each measure is a pair of sums (above the line, below it), so that blocks can be added up.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from streams.core.codes import (
    DELTAGELSER,
    SAMTALESTATUSSER,
    SAMTALETYPER,
    code,
)
from streams.simulation.columns import Cols, pick
from streams.simulation.samtaler import OVERTAGELSE
from streams.simulation.syn import AKTIVE, GRUPPER, Syn
from streams.simulation.tilbud import UDGAAR

Par = dict[str, tuple[float, float]]
VIRKSOMHED: Final = ("VIRKSOMHEDSPRAKTIK", "LOENTILSKUD_PRIVAT", "LOENTILSKUD_OFFENTLIG", "NYTTEINDSATS")
JOBSAMTALER: Final = ("JOBSAMTALE", "FAELLESSAMTALE")
MAANED: Final = 30.4375


def holdt(s: Syn) -> Cols:
    """Samtaler held, with `g`, the group in which the person is paid that day."""
    cols = s.facts["samtale"]
    cols = pick(cols, cols["status"] == code(SAMTALESTATUSSER, "AFHOLDT"))
    return cols | {"g": s.on(s.gruppe, cols["p"], cols["dato"])}


def samtaler(s: Syn) -> Par:
    """Samtaler held in the year per fuldtidsperson, and how many of them are jobsamtaler."""
    held = holdt(s)
    held = pick(held, s.in_year(held["dato"]))
    job = np.isin(held["samtaletype"], [code(SAMTALETYPER, n) for n in JOBSAMTALER])
    year = s.gruppe[:, s.year]
    aar = float(year.shape[1])
    found: Par = {}
    for navn in ("DP", "JP", "AP", "UP", "SDP"):
        of = held["g"] == GRUPPER.index(navn)
        found[f"samtaler.{navn}"] = (float(of.sum()), float((year == GRUPPER.index(navn)).sum()) / aar)
        found[f"jobsamtaler.{navn}"] = (float((of & job).sum()), float(of.sum()))
    active = np.isin(year, [GRUPPER.index(n) for n in AKTIVE]).sum() / aar
    found["samtaler.alle"] = (float(held["p"].size), float(active))
    return found


def faelles(s: Syn) -> Par:
    """Faellessamtaler up to 2023: who got those that were due, when they came, and whether the a-kasse was there."""
    held = holdt(s)
    held = pick(held, (held["samtaletype"] == code(SAMTALETYPER, "FAELLESSAMTALE")) & (held["dato"] < OVERTAGELSE))
    age = s.on(s.dagpenge, held["p"], held["dato"])
    joint = held["akasse_deltog"] == code(DELTAGELSER, "JA")
    n = float(age.size)
    found: Par = {"faelles.deltog": (float(joint.sum()), n)}
    for navn, low, high in (("u3", 0, 92), ("3-6", 92, 183), ("6-12", 183, 366)):
        of = (age > low) & (age <= high)
        found[f"faelles.{navn}"] = (float(of.sum()), n)
        found[f"faelles.deltog.{navn}"] = (float((joint & of).sum()), float(of.sum()))
    return found | _received(s, held["p"], age) | _spread(s, held["akasse"], joint)


def _received(s: Syn, person: Any, age: Any) -> Par:
    """Of those who had consumed 3, 6 and 16 months by the end of 2023: how many had 1, 2 and 3 faellessamtaler."""
    until = min(OVERTAGELSE - 1 - s.world.window.start, s.days - 1)
    if until < 0:
        return {}
    consumed = s.dagpenge[:, : until + 1].max(axis=1)
    found: Par = {}
    for number, (low, high) in enumerate(((0, 92), (92, 183), (183, 487)), 1):
        got = np.bincount(person[(age > low) & (age <= high)], minlength=s.count) > 0
        due = consumed >= high
        found[f"faelles.fik{number}"] = (float((got & due).sum()), float(due.sum()))
    return found


def _spread(s: Syn, akasse: Any, joint: Any) -> Par:
    """Joint participation of the five a-kasser with the highest, and the five with the lowest, of the figures file."""
    order = np.argsort(s.world.akasser.deltagelse)
    found = {}
    for navn, rows in (("top5", order[-5:]), ("bund5", order[:5])):
        of = np.isin(akasse, s.world.figures.akasser[rows])
        found[f"faelles.{navn}"] = (float((joint & of).sum()), float(of.sum()))
    return found


def tilbud(s: Syn) -> Par:
    """Share of paid days of the year spent in tilbud, share of persons touched, and what kind of tilbud."""
    year, active = s.gruppe[:, s.year], s.i_tilbud()[:, s.year]
    kinds = {"OEVRIG": s.i_tilbud("OEVRIG_VEJLEDNING")[:, s.year], "VIRK": s.i_tilbud(*VIRKSOMHED)[:, s.year]}
    found: Par = {}
    for navn in ("DP", "JP", "AP", "UP", "SDP"):
        of = year == GRUPPER.index(navn)
        found[f"aktiv.{navn}"] = (float((active & of).sum()), float(of.sum()))
        found[f"beroert.{navn}"] = (float((active & of).any(axis=1).sum()), float(of.any(axis=1).sum()))
        for kind, table in kinds.items():
            found[f"tilbud.{navn}.{kind}"] = (float((table & of).sum()), float((active & of).sum()))
    found |= _before(s, kinds_before(s))
    four = np.isin(year, [GRUPPER.index(n) for n in ("DP", "JP", "AP", "UP", "SDP")])
    found["aktiv.alle"] = (float((active & four).sum()), float(four.sum()))
    return found


def rammer(s: Syn) -> Par:
    """Time in tilbud of jobparate in the ten kommuner with the best and the ten with the worst rammevilkaar."""
    order = np.argsort(s.world.figures.udsathed, kind="stable")
    active, found = s.i_tilbud()[:, s.year], {}
    for navn, rows in (("bedste", order[:10]), ("vaerste", order[-10:])):
        there = (s.ydelse["g"] == GRUPPER.index("JP")) & np.isin(s.ydelse["kommune"], s.world.figures.kommuner[rows])
        of = pick(s.ydelse, there)
        days = s.covered(of["p"], of["period_start"], of["period_end"])[:, s.year]
        found[f"aktiv.JP.{navn}"] = (float((active & days).sum()), float(days.sum()))
    return found


def kinds_before(s: Syn) -> slice:
    """The days before oevrig vejledning stopped counting: kommuner choose otherwise since."""
    return slice(0, max(UDGAAR - s.world.window.start, 0))


def _before(s: Syn, days: slice) -> Par:
    """The mix of tilbud before the change of 2023."""
    found: Par = {}
    active, group = s.i_tilbud()[:, days], s.gruppe[:, days]
    for kind, typer in (("OEVRIG", ("OEVRIG_VEJLEDNING",)), ("VIRK", VIRKSOMHED)):
        table = s.i_tilbud(*typer)[:, days]
        for navn in ("DP", "AP"):
            of = group == GRUPPER.index(navn)
            found[f"tilbud_foer.{navn}.{kind}"] = (float((table & of).sum()), float((active & of).sum()))
    return found


def timer(s: Syn) -> Par:
    """Persons on help, aktivitetsparate, with paid hours beside it: in the year, and of their months."""
    first, last = s.aar
    cols = s.ydelse
    of = pick(cols, (cols["g"] == GRUPPER.index("AP")) & (cols["period_start"] >= first) & (cols["period_end"] <= last))
    some = of["loentimer"] > 0
    persons = float(np.unique(of["p"]).size)
    return {
        "timer.aar": (float(np.unique(of["p"][some]).size), persons),
        "timer.maaned": (float(some.sum()), float(some.size)),
    }


def seksten(s: Syn) -> Par:
    """The last months of dagpenge: share beyond 16 months, the samtale between 14 and 18, tilbud before and after."""
    paid = s.gruppe == GRUPPER.index("DP")
    late = s.dagpenge >= 487
    ends = [int(m) - 1 - s.world.window.start for m in s.world.window.starts[1:-1]][-12:]
    now = paid[:, [e for e in ends if e < s.days]]
    found: Par = {"seksten.andel": (float((now & late[:, [e for e in ends if e < s.days]]).sum()), float(now.sum()))}
    active = s.i_tilbud()
    found["seksten.foer"] = (float((active & paid & ~late).sum()), float((paid & ~late).sum()))
    found["seksten.efter"] = (float((active & paid & late).sum()), float((paid & late).sum()))
    return found | _at_sixteen(s) | _after_sixteen(s, late)


def _at_sixteen(s: Syn) -> Par:
    held = holdt(s)
    held = pick(held, np.isin(held["samtaletype"], [code(SAMTALETYPER, n) for n in (*JOBSAMTALER, "OPFOELGNING")]))
    age = s.on(s.dagpenge, held["p"], held["dato"])
    within = (age >= round(14 * MAANED)) & (age < round(18 * MAANED))
    got = np.bincount(held["p"][within], minlength=s.count) > 0
    passed = s.dagpenge.max(axis=1) >= round(18 * MAANED)
    return {"seksten.samtale": (float((got & passed).sum()), float(passed.sum()))}


def _after_sixteen(s: Syn, late: Any) -> Par:
    """Tilbud begun between the 16th and the 22nd month, or until the dagpenge end, of those who pass the 16th."""
    first = np.where(late.any(axis=1), late.argmax(axis=1), s.days)
    passed = first < s.days - 183
    found: Par = {}
    for navn, typer in (("virk", VIRKSOMHED), ("vejl", ("OEVRIG_VEJLEDNING", "ORDINAER_UDDANNELSE"))):
        table = s.i_tilbud(*typer)
        got = [table[p, first[p] : first[p] + 183].any() for p in np.flatnonzero(passed)]
        found[f"seksten.{navn}"] = (float(np.sum(got)), float(passed.sum()))
    return found
