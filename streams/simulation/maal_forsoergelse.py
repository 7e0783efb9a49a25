"""What is measured of ydelser: persons and fuldtidspersoner, how long forloeb last, where they end, sanctions.

Each measure is a pair of sums (above the line, below it), so that blocks can be added up. Lives are asked only for what
no fact says: why a spell ended, and which unpaid days are sanctions.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from streams.simulation import sanktioner
from streams.simulation.columns import pick
from streams.simulation.syn import AKTIVE, GRUPPER, Syn, gruppe

Par = dict[str, tuple[float, float]]
SYSTEM: Final = ("JP", "AP", "UP")
# Where a spell can go [002 L776-790]; a change between these groups ends no spell there.
SKIFT: Final = ("DP", "JP", "AP", "UP", "SDP")
KLAR: Final = ("DP", "JP", "UP")
UGE: Final = 7.0
MAANED: Final = 30.4375
TO_MAANEDER: Final = 61


def ydelser(s: Syn) -> Par:
    """Tabel 1.2: persons touched and fuldtidspersoner of the year, both per person touched by any ydelse."""
    first, last = s.aar
    days = np.minimum(s.ydelse["period_end"], last) - np.maximum(s.ydelse["period_start"], first) + 1
    days = np.maximum(days, 0)
    some = days > 0
    alle = float(np.unique(s.ydelse["p"][some]).size)
    found: Par = {}
    for g, navn in enumerate(GRUPPER):
        of = s.ydelse["g"] == g
        found[f"fuldtid.{navn}"] = (float(days[of].sum()) / (last - first + 1), alle)
        found[f"beroerte.{navn}"] = (float(np.unique(s.ydelse["p"][of & some]).size), alle)
    found["fuldtid.alle"] = (sum(found[f"fuldtid.{n}"][0] for n in GRUPPER), alle)
    found["ydelser_pr_person"] = (sum(found[f"beroerte.{n}"][0] for n in GRUPPER), alle)
    aktive = sum(found[f"fuldtid.{n}"][0] for n in AKTIVE)
    found["fuldtid.aktive"] = (aktive, alle)
    found["klar"] = (sum(found[f"fuldtid.{n}"][0] for n in KLAR), aktive)
    return found


def forloeb(s: Syn) -> Par:
    """Durations of forloeb ended in the last twelve months, in weeks, and shares of them."""
    spells, window = s.block.people.spells, s.world.window
    lead = (
        spells.leads & (spells.since > window.start) & (spells.until <= window.end) & (spells.until > window.end - 365)
    )
    weeks = (spells.until - spells.since + 1) / UGE
    group = _groups(s)[spells.state]
    found: Par = {}
    for navn in ("DP", "JP", "AP", "SDP"):
        of = weeks[lead & (group == GRUPPER.index(navn))]
        found[f"varighed.{navn}"] = (float(of.sum()), float(of.size))
        found[f"inden13uger.{navn}"] = (float((of <= 13).sum()), float(of.size))
        found[f"over6mdr.{navn}"] = (float((of > 26).sum()), float(of.size))
        found[f"over12mdr.{navn}"] = (float((of > 52).sum()), float(of.size))
        found[f"inden1md.{navn}"] = (float((of <= MAANED / UGE).sum()), float(of.size))
    return found | _stock_and_flow(s, group) | _sick_spells(s, group)


def _stock_and_flow(s: Syn, group: Any) -> Par:
    """Mean weeks of long spells: fuldtidspersoner over new forloeb a year, since nobody is followed that long."""
    spells, found = s.block.people.spells, {}
    new = spells.leads & (spells.since > s.world.window.start) & (spells.since <= s.world.window.end)
    for navn in ("JAF", "RF"):
        of = group == GRUPPER.index(navn)
        paid = np.minimum(spells.end, s.world.window.end) - spells.start + 1
        found[f"varighed.{navn}"] = (float(paid[of].clip(0).sum()) / UGE, float((new & of).sum()))
    return found


def _sick_spells(s: Syn, group: Any) -> Par:
    """Spells of sygedagpenge that touch the year, for each person who has any."""
    spells, (first, last) = s.block.people.spells, s.aar
    mine = (group == GRUPPER.index("SDP")) & (spells.start <= last) & (spells.end >= first)
    return {"forloeb_pr_person.SDP": (float(mine.sum()), float(np.unique(spells.person[mine]).size))}


def afgange(s: Syn) -> Par:
    """Where ended spells went, of those that left the groups of 002; ressourceforloeb and long sygedagpenge beside."""
    spells, groups = s.block.people.spells, _groups(s)
    then = _next_state(s)
    ended = (then >= 0) & (spells.end == spells.until) & (spells.end <= s.world.window.end)
    target = _targets(s)[then]
    found: Par = {}
    for navn in ("DP", "JP", "AP", "SDP", "RF"):
        of = ended & (groups[spells.state] == GRUPPER.index(navn)) & (target != "SKIFT")
        for to in ("BESK", "SELV", "UDD", "FLEKS", "FOEP", "ANDET"):
            found[f"afgang.{navn}.{to}"] = (float((target[of] == to).sum()), float(of.sum()))
    alle = ended & (groups[spells.state] == GRUPPER.index("AP"))
    found["afgang.AP.jobudd"] = (float((np.isin(target, ("BESK", "UDD")) & alle).sum()), float(alle.sum()))
    found |= _after_two_months(s, ended & (groups[spells.state] == GRUPPER.index("AP")) & (target == "SELV"))
    pension = [found["afgang.RF.FOEP"], found["afgang.RF.FLEKS"]]
    found["afgang.RF.foepfleks"] = (pension[0][0] + pension[1][0], pension[0][1])
    return found


def _after_two_months(s: Syn, ended: Any) -> Par:
    """Where they are two months after a spell of the group ended in self-support."""
    spells, targets = s.block.people.spells, _targets(s)
    last = ended & (spells.end + TO_MAANEDER <= s.world.window.end)
    person = spells.person.astype(np.int64) * 1_000_000
    at = np.searchsorted(person + spells.start, (person + spells.end + TO_MAANEDER)[last], side="right") - 1
    where = targets[spells.state[at]]
    return {
        f"afgang.AP.SELV.2mdr.{navn}": (float(np.isin(where, words).sum()), float(where.size))
        for navn, words in (("SELV", ["SELV"]), ("BESK", ["BESK"]), ("UDD", ["UDD"]))
    }


def kontanthjaelp_to_aar(s: Syn) -> Par:
    """Those on help early in the period, two years on: most of it on help, or then in ressourceforloeb or pension."""
    begin = 90
    if s.days < begin + 731:
        return {}
    help_ = np.isin(s.gruppe, [GRUPPER.index(n) for n in SYSTEM])
    who = help_[:, begin]
    after = s.gruppe[who, begin + 730]
    most = help_[who, begin : begin + 730].mean(axis=1) > 0.5
    job = at_work(s, s.world.window.start + begin + 730)[who] & ~most
    n = float(who.sum())
    return {
        "toaar.kth": (float(most.sum()), n),
        "toaar.foep": (float((after == GRUPPER.index("FOEP")).sum()), n),
        "toaar.besk": (float(job.sum()), n),
        "toaar.rf": (float((after == GRUPPER.index("RF")).sum()), n),
    }


def at_work(s: Syn, dato: int) -> Any:
    """Which persons are in a job on a day: their lives say it, facts need not."""
    spells = s.block.people.spells
    jobs = np.array([navn.startswith("JOB") for navn in s.world.figures.navne])
    now = jobs[spells.state] & (spells.start <= dato) & (spells.end >= dato)
    return np.bincount(spells.person[now], minlength=s.count) > 0


def sanktion(s: Syn) -> Par:
    """Tabel 3.1: persons of the year by number of sanctions, of help and of dagpenge; karantaene apart."""
    cuts, touched = s.block.sanktioner, s.gruppe[:, s.year]
    cuts = pick(cuts, s.in_year(cuts["start"]))
    state = _groups(s)[s.block.people.spells.state[cuts["spell"]]]
    found: Par = {}
    for navn, of in (("KTH", SYSTEM), ("JP", ("JP",)), ("AP", ("AP",)), ("DP", ("DP",))):
        codes = [GRUPPER.index(n) for n in of]
        people = float(np.isin(touched, codes).any(axis=1).sum())
        mine = np.isin(state, codes)
        usual = mine & (cuts["slags"] == sanktioner.DAGE)
        antal = np.bincount(cuts["person"][usual], cuts["antal"][usual], s.count)
        hit = float((antal > 0).sum())
        found[f"sanktioneret.{navn}"] = (hit, people)
        found[f"sanktioneret.{navn}.alle"] = (float(np.unique(cuts["person"][mine]).size), people)
        for low, high in ((1, 1), (2, 2), (3, 5), (6, 10), (11, 1 << 30)):
            found[f"sanktioner.{navn}.{low}"] = (float(((antal >= low) & (antal <= high)).sum()), hit)
    return found


def _groups(s: Syn) -> Any:
    """The row of GRUPPER per state of the figures file, -1 for those outside."""
    states = s.world.figures.raw["tilstande"].values()
    inside = [GRUPPER.index(gruppe(t["ydelse"], t["visitation"])) for t in states]
    return np.array(inside + [-1] * (len(s.world.figures.navne) - len(inside)))


def _next_state(s: Syn) -> Any:
    """The state that follows each spell the day after it, -1 for none within the period."""
    spells = s.block.people.spells
    key = spells.person.astype(np.int64) * 1_000_000 + spells.start
    wanted = spells.person.astype(np.int64) * 1_000_000 + spells.end + 1
    at = np.minimum(np.searchsorted(key, wanted), key.size - 1)
    return np.where(key[at] == wanted, spells.state[at], -1)


def _targets(s: Syn) -> Any:
    named = {"SELV": "SELV", "UDD": "UDD", "FJ": "FLEKS", "LY": "FLEKS", "FOEP": "FOEP", "UDE": "UDE"}
    groups, out = _groups(s), []
    for g, navn in zip(groups, s.world.figures.navne, strict=True):
        skift = g >= 0 and GRUPPER[g] in SKIFT
        out.append("SKIFT" if skift else "BESK" if navn.startswith("JOB") else named.get(navn, "ANDET"))
    return np.array(out)
