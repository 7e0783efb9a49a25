"""What a figure is made of, as a weighted sum of the core's slots: so that each person's part of it can be told.

The same columns as `core.maal` and `core.andelstal` add up, said once more as weights; the tests hold them together.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from streams.core import axes
from streams.core import catalogue as cat
from streams.core.calendar import month_of
from streams.core.compiled import FULDTIDSDAGE, Compiled
from streams.core.evaluate import Found
from streams.core.figur import Figure
from streams.core.vinduer import weights

Weights = NDArray[np.int64]


class Term(NamedTuple):
    """A slot, and how often each of its columns counts."""

    slot: int
    weights: Weights


class Counted(NamedTuple):
    """The terms of numerator and denominator; both empty where persons are not added up."""

    numerator: tuple[Term, ...] = ()
    denominator: tuple[Term, ...] = ()


def counted(compiled: Compiled, rule: cat.Rule, figure: Figure) -> Counted:
    """What the figure of this rule version is made of."""
    if isinstance(rule, cat.Forsoergelse):
        return Counted((Term(FULDTIDSDAGE, _month(figure) + (_present(figure) if figure.live else 0)),))
    pair = compiled.fokus_slots.get(rule.head.rule_id) or compiled.andel_slots.get(rule.head)
    if pair is None:
        return Counted()
    everything, some = pair
    match rule:
        case cat.SamtaleAndel() | cat.ForbrugtAndel():
            window = weights(rule.vindue_maaneder, figure.period_end, days=False)
            return Counted((Term(some, window),), (Term(everything, window),))
        case cat.SamtalerPrFuldtid():
            events = weights(rule.vindue_maaneder, figure.period_end, days=False)
            days = weights(rule.vindue_maaneder, figure.period_end, days=True)
            months = np.where(np.arange(axes.COLUMNS) < axes.MONTHS, days, 0)
            return Counted((Term(some, events),), (Term(FULDTIDSDAGE, months), Term(everything, days)))
        case cat.AktiveDage():
            month = _month(figure)
            return Counted((Term(some, month),), (Term(FULDTIDSDAGE, month), Term(everything, month)))
    now = _present(figure) if figure.live else _month(figure)
    return Counted((Term(some, now),), (Term(everything, now),))


def _month(figure: Figure) -> Weights:
    return _one(axes.month_column(month_of(figure.period_end)))


def _present(figure: Figure) -> Weights:
    return _one(axes.NU)


def _one(column: int) -> Weights:
    found = np.zeros(axes.COLUMNS, np.int64)
    found[column] = 1
    return found


def of_each(found: Found, term: Term, wide: int, place: int) -> NDArray[np.int64]:
    """What each person of a call counts for in a term, at one place."""
    plads = found.entries["plads"]
    here = plads // axes.COLUMNS == term.slot * wide + place
    amounts = np.where(here, found.entries["antal"] * term.weights[plads % axes.COLUMNS], 0)
    ends = np.concatenate([[0], np.cumsum(amounts)])
    begins = np.concatenate([[0], found.entry_end[:-1]])
    each: NDArray[np.int64] = ends[found.entry_end] - ends[begins]
    return each
