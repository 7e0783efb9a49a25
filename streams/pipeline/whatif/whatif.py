"""Both states from the same facts, slice by slice, and what differs between them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from schemas.regions import akasser, kommuner
from streams.adapters.clickhouse.link import Link
from streams.core import codes
from streams.core.axes import places
from streams.core.calendar import to_date, to_day
from streams.core.catalogue import Catalogue
from streams.core.compiled import Compiled, compiled
from streams.core.evaluate import Evaluation
from streams.core.figur import Figure
from streams.core.maal import Vilkaar
from streams.pipeline.audit.audit import told_as_of
from streams.pipeline.audit.reading import People, people, slices, vilkaar
from streams.pipeline.audit.recomputing import Recomputed
from streams.pipeline.sending import Shown
from streams.pipeline.whatif.deeds import Deed, dealt, done, wanting
from streams.pipeline.whatif.effects import Effects, sides


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the law as it is, the law as it would be, deeds not done, and the day (None: the database's)."""

    law: Catalogue
    changed: Catalogue
    deeds: tuple[Deed, ...]
    as_of: date | None


def whatif(link: Link, question: Question, shown: Shown) -> tuple[date, Effects]:
    """The day that was judged, and everything that differs. Nothing is written.

    Deeds lie on days of their own: the later of them and the database's date is judged.
    """
    asked = question.as_of or told_as_of(link)
    t = max([to_day(asked), *(deed.dag for deed in question.deeds)])
    here = places(list(kommuner()), list(akasser()))
    law, changed = compiled(question.law), compiled(question.changed)
    as_is, would_be = Recomputed(law, here, t), Recomputed(changed, here, t)
    left = {deed: deed.antal for deed in question.deeds}
    evaluation, found, parts = Evaluation(law, here), Effects(), _parts(link, question.deeds)
    for number, where in enumerate(parts):
        shown("slices judged twice", number, len(parts))
        them = people(link, where)
        helped = _help(them, law, evaluation, left, t) if left else them
        found.take(as_is.breaches(them), would_be.breaches(helped), _groups(them, t))
    shown("slices judged twice", len(parts), len(parts))
    known = vilkaar(link)
    found.sides = sides(_all(as_is, known), _all(would_be, known))
    return to_date(t), found


def _parts(link: Link, deeds: tuple[Deed, ...]) -> list[str]:
    """Everybody in slices; with deeds all at once, so that the nearest due dates of a kommune are known."""
    return ["1"] if deeds else slices(link)


def _help(them: People, law: Compiled, evaluation: Evaluation, left: dict[Deed, int], t: int) -> People:
    rows = _rows(them, evaluation, t)
    for deed in left:
        them = done(them, deed, dealt(wanting(law, rows, deed), left[deed]))
    return them


def _rows(them: People, evaluation: Evaluation, t: int) -> Any:
    everybody, at, found = np.arange(len(them.persons), dtype=np.int32), 0, []
    while at < len(everybody):
        some = evaluation.run(them.facts, everybody[at:], t)
        found.append(some.rows.copy())
        at += some.done
    return np.concatenate(found) if found else np.zeros(0)


def _groups(them: People, t: int) -> dict[str, str]:
    """Each person's maalgruppe: the ydelse of the latest payment begun by the day."""
    segment, found = them.facts.ydelse, {}
    for person, first, length in zip(them.persons, segment.start.tolist(), segment.length.tolist(), strict=True):
        own = segment.records[first : first + length]
        begun = int(np.searchsorted(own["dag"], t, side="right"))
        if begun:
            found[person] = codes.YDELSER[own[begun - 1]["ydelse"]]
    return found


def _all(state: Recomputed, known: dict[int, dict[int, Vilkaar]]) -> list[Figure]:
    return [figure for series in state.figures(known) for figure in series]
