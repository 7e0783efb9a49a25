"""What is measured of those aktivitetsparate on kontanthjaelp for two years on end [003], from facts alone.

Each measure is a pair of sums (above the line, below it), so that blocks can be added up.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np

from streams.core.codes import BORGERSTATUSSER, SAMTALESTATUSSER, YDELSER, code
from streams.simulation.columns import pick
from streams.simulation.draws import Bools
from streams.simulation.kalender import NULL_DATE
from streams.simulation.maal_indsats import VIRKSOMHED, Par
from streams.simulation.syn import GRUPPER, Syn

DAGE: Final = 730
UGE: Final = 7.0
# Samtaler a week rose from 0.12 to 0.17 between the years of 003 and those of the figures file [000 L1168].
NIVEAU: Final = 0.17 / 0.12
# So did those with hours, of all aktivitetsparate, from 4.6 to 5.9 % a month [003 L1369].
NIVEAU_TIMER: Final = 5.9 / 4.6
BAAND: Final = {"0-13": (0, 13), "14-26": (13, 26), "27-52": (26, 52), "o52": (52, 105)}


def langvarige(s: Syn) -> Par:
    """Two years of them: samtaler, tilbud, exemptions, hours, absence."""
    if s.days < DAGE:
        return {}
    who = _who(s)
    return _tilbud(s, who) | _fritaget(s, who) | _samtaler(s, who) | _timer(s, who)


def _who(s: Syn) -> Bools:
    """Nearly always paid kontanthjaelp as aktivitetsparat in the last two years, and so already at the beginning."""
    since = s.days - DAGE
    mine = s.ydelse["ydelse"] == code(YDELSER, "KONTANTHJAELP")
    of = pick(s.ydelse, mine & (s.ydelse["g"] == GRUPPER.index("AP")))
    who = s.covered(of["p"], of["period_start"], of["period_end"])[:, since:].mean(axis=1) > 0.9
    return np.asarray(who & ((s.gruppe[:, 0] == GRUPPER.index("AP")) | (since < 180)), np.bool_)


def _tilbud(s: Syn, who: Bools) -> Par:
    n = float(who.sum())
    active = _uger(s.i_tilbud(), s, who)
    hos = _uger(s.i_tilbud(*VIRKSOMHED), s, who)
    ever = {
        "tilbud": active > 0,
        "1-26": (active > 0) & (active <= 26),
        "27-52": (active > 27) & (active <= 52),
        "over27": active > 27,
        "over52": active > 52,
        "virk": hos > 0,
        "mentor": _uger(s.i_tilbud("MENTOR"), s, who) > 0,
    }
    ever |= {f"virk.{navn}": (hos > low) & (hos <= high) for navn, (low, high) in BAAND.items()}
    ever["virk.0-13"] |= hos == 0
    found: Par = {f"langvarige.{navn}": (float(x.sum()), n) for navn, x in ever.items()}
    found["langvarige.tid"] = (float(active.sum()), n * DAGE / UGE)
    return found


def _uger(table: Any, s: Syn, who: Bools) -> Any:
    """Weeks of the two years that a day table marks, per person."""
    return table[who, s.days - DAGE :].sum(axis=1) / UGE


def _fritaget(s: Syn, who: Bools) -> Par:
    """Who was exempted, and who of them had a mentor then."""
    cols = s.facts["borgerstatus"]
    cols = pick(cols, cols["kind"] == code(BORGERSTATUSSER, "FRITAGELSE"))
    last = np.where(cols["slutdato"] == NULL_DATE, cols["dato"], cols["slutdato"])
    exempt = s.covered(cols["p"], cols["dato"], last)[who, s.days - DAGE :]
    ever = exempt.any(axis=1)
    mentor = (exempt & s.i_tilbud("MENTOR")[who, s.days - DAGE :]).any(axis=1)
    return {
        "langvarige.fritaget": (float(ever.sum()), float(who.sum())),
        "langvarige.fritaget.mentor": (float(mentor.sum()), float(ever.sum())),
    }


def _samtaler(s: Syn, who: Bools) -> Par:
    """Samtaler held, at the level of 003's years, and whether one was missed."""
    cols = s.facts["samtale"]
    cols = pick(cols, (cols["dato"] > s.world.window.end - DAGE) & (cols["dato"] <= s.world.window.end))
    held = np.bincount(cols["p"][cols["status"] == code(SAMTALESTATUSSER, "AFHOLDT")], minlength=s.count)[who]
    missed = np.bincount(cols["p"][cols["status"] == code(SAMTALESTATUSSER, "UDEBLEVET")], minlength=s.count)[who]
    low, high, n = 8 * NIVEAU, 10 * NIVEAU, float(who.sum())
    return {
        "langvarige.u8": (float((held < low).sum()), n),
        "langvarige.8-10": (float(((held >= low) & (held <= high)).sum()), n),
        "langvarige.o10": (float((held > high).sum()), n),
        "langvarige.samtaler": (float(held.sum()) / NIVEAU, n),
        "langvarige.udeblev": (float((missed > 0).sum()), n),
    }


def _timer(s: Syn, who: Bools) -> Par:
    """Who had paid hours beside the ydelse, at the level of 003's years."""
    since = s.world.window.end - DAGE
    of = pick(s.ydelse, (s.ydelse["loentimer"] > 0) & (s.ydelse["period_start"] > since))
    some = np.bincount(of["p"], minlength=s.count)[who] > 0
    return {"langvarige.timer": (float(some.sum()) / NIVEAU_TIMER, float(who.sum()))}
