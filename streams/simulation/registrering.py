"""From drafts to facts: revisions that come later, identities, codes and the moment of registration.

Here a draft (rows of kommuner and a-kasser, days, person numbers) becomes the columns that others see. Nothing
registered after the as-of date leaves this room.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

import numpy as np
from numpy.random import Generator

from streams.core.codes import FORMER, LIVSBEGIVENHEDER, code
from streams.simulation.columns import Cols, FactBatch, by_person, changed, joined, pick, rows
from streams.simulation.draws import Bools, between
from streams.simulation.kalender import NULL_DATE
from streams.simulation.livsbegivenheder import new_numbers
from streams.simulation.people import NEVER, People, World

AABNER, LUKKER = 19_800, 57_600
DAY_MS: Final = 86_400_000
SAMMENLAGT: Final = code(LIVSBEGIVENHEDER, "SAMMENLAGT")
PERSON_DIGITS, SERIAL_DIGITS = 7, 4
LETTER: Final = {"ydelse": "y", "samtale": "s", "tilbud": "t", "borgerstatus": "b", "beskaeftigelse": "w"}
FIELDS: Final = {
    "ydelse": ("ydelse", "visitation", "period_start", "period_end", "loentimer"),
    "samtale": ("samtaletype", "form", "status", "dato", "aktoer", "akasse_deltog", "akasse_fravalgt"),
    "tilbud": ("tilbudstype", "status", "startdato", "slutdato"),
    "borgerstatus": ("kind", "dato", "slutdato", "livsbegivenhed"),
    "beskaeftigelse": ("kind", "maaned", "timer"),
}
# What a correction changes: never into something that 02 §1 would refuse.
RETTELSE: Final[dict[str, Callable[[Cols], Cols]]] = {
    "ydelse": lambda c: changed(c, **_other_hours(c)),
    "samtale": lambda c: changed(c, dato=c["dato"] - 1, form=code(FORMER, "PERSONLIG")),
    "tilbud": lambda c: changed(c, slutdato=_day_earlier(c["slutdato"], c["startdato"])),
    "borgerstatus": lambda c: changed(c, dato=c["dato"] - 1),
    "beskaeftigelse": lambda c: changed(c, timer=c["timer"] + 7.5),
}


def finished(world: World, people: People, kind: str, draft: Cols, limit: int, rng: Generator) -> FactBatch:
    """The facts of a draft of persons below `limit`, ordered by registration, with corrections and annulments."""
    size = rows(draft)
    draft = draft | {"deleted": np.zeros(size, np.bool_)}
    draft = _revised(world, kind, draft, rng)
    clock = draft["registered"].astype(np.int64) * DAY_MS
    clock += between(rng.random(rows(draft)), AABNER, LUKKER).astype(np.int64) * 1000
    seen = (draft["registered"] <= world.window.end) & (draft["person"] + people.first < limit)
    order = np.argsort(clock[seen], kind="stable")
    draft, clock = pick(pick(draft, seen), order), clock[seen][order]
    return FactBatch(kind, _columns(world, people, kind, draft, clock))


def _revised(world: World, kind: str, draft: Cols, rng: Generator) -> Cols:
    """The draft with some facts corrected or annulled by a further revision, and some records delivered twice."""
    shares = world.figures.raw["registrering"]
    draft = by_person(draft, "serial", "revision")
    u = rng.random(rows(draft))
    last = _last_known(draft, world.window.end)
    wrong = pick(draft, last & (u < float(shares["rettet"])))
    void = pick(draft, last & (u > 1 - float(shares["annulleret"])))
    again = pick(draft, rng.random(u.size) < float(shares["gentaget"]))
    return joined([draft, _next(RETTELSE[kind](wrong), rng), changed(_next(void, rng), deleted=True), again])


def _last_known(draft: Cols, end: int) -> Bools:
    """Rows that are the last revision of their fact and are registered by `end`."""
    fact = draft["person"].astype(np.int64) * 100_000 + draft["serial"]
    return np.asarray((np.diff(fact, append=-1) != 0) & (draft["registered"] <= end))


def _next(cols: Cols, rng: Generator) -> Cols:
    later = cols["registered"] + between(rng.random(rows(cols)), 1, 60)
    return changed(cols, revision=cols["revision"] + 1, registered=later)


def _other_hours(cols: Cols) -> Cols:
    """More hours where there are any; else the payment ends a day sooner: hours out of nothing would be a lot."""
    works = cols["loentimer"] > 0
    end = np.where(works | (cols["period_end"] == cols["period_start"]), cols["period_end"], cols["period_end"] - 1)
    return {"loentimer": np.where(works, cols["loentimer"] + 4.5, 0.0), "period_end": end}


def _day_earlier(slut: Any, start: Any) -> Any:
    return np.where((slut != NULL_DATE) & (slut > start), slut - 1, slut)


def _columns(world: World, people: People, kind: str, draft: Cols, clock: Any) -> Cols:
    figures, person = world.figures, draft["person"]
    persons = person_ids(world.seed, people.first, people.count)[person]
    merging = draft.get("livsbegivenhed", np.zeros(1)) == SAMMENLAGT
    renamed = new_numbers(world, people)[person]
    earlier = (renamed != NEVER) & ((clock < renamed * np.int64(DAY_MS)) | merging)
    envelope = {
        "fact_id": _fact_ids(persons, LETTER[kind], draft["serial"]),
        "revision": draft["revision"].astype(np.int32),
        "deleted": draft["deleted"],
        "registered_at": clock,
        "source": draft["source"].astype(np.int32),
        "person_id": np.where(earlier, _earlier(persons), persons),
        "kommune": figures.kommuner[draft["kommune"]],
        "akasse": np.where(people.forsikret[person], figures.akasser[draft["akasse"]], 0).astype(np.int32),
    }
    own = {name: draft[name] for name in FIELDS[kind]}
    if kind == "borgerstatus":
        own["sammenlagt_med"] = np.where(merging, persons, b"")
    return envelope | own


def person_ids(seed: int, first: int, count: int) -> Any:
    """Pseudonyms of persons first..first+count-1: `s<seed>-<number>`; the letter keeps them apart from CPR numbers."""
    head = f"s{seed}-".encode()
    return _beside(head, _digits(np.arange(first, first + count), PERSON_DIGITS))


def _earlier(persons: Any) -> Any:
    """The pseudonyms that persons with another number had before: `g` for `s`."""
    letters = persons.view(np.uint8).reshape(persons.size, -1).copy()
    letters[:, 0] = ord("g")
    return letters.view(persons.dtype).ravel()


def _fact_ids(persons: Any, letter: str, serial: Any) -> Any:
    """Person, letter of the type, number: 15 bytes for one-digit seeds, so that ids stay short where they are kept."""
    width = persons.dtype.itemsize
    out = np.empty((persons.size, width + 1 + SERIAL_DIGITS), np.uint8)
    out[:, :width] = persons.view(np.uint8).reshape(-1, width)
    out[:, width] = ord(letter)
    out[:, width + 1 :] = _digits(np.arange(10**SERIAL_DIGITS), SERIAL_DIGITS)[serial]
    return out.view(f"S{out.shape[1]}").ravel()


def _beside(head: bytes, digits: Any) -> Any:
    left = np.broadcast_to(np.frombuffer(head, np.uint8), (digits.shape[0], len(head)))
    out = np.ascontiguousarray(np.concatenate([left, digits], axis=1))
    return out.view(f"S{out.shape[1]}").ravel()


def _digits(values: Any, width: int) -> Any:
    powers = 10 ** np.arange(width - 1, -1, -1, dtype=np.int64)
    return (values[:, None] // powers % 10 + ord("0")).astype(np.uint8)
