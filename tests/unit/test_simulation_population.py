"""The simulated country against the figures file, and how it depends on seed, size and machine."""

from __future__ import annotations

import hashlib
import importlib
import os
import subprocess
import sys
import tracemalloc
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from schemas.regions import akasser, kommuner
from streams.core.codes import VISITATIONER, YDELSER
from streams.simulation import BLOCK, FactBatch, lines, simulate
from streams.simulation.careers import newcomers
from streams.simulation.draws import weibull
from streams.simulation.figures import load
from streams.simulation.kalender import day, window

END = date(2025, 6, 30)
PERSONS = 4 * BLOCK
# Sampling error and three years of drift; the smallest groups are a few dozen persons here.
SHARE_TOLERANCE = 0.25
RATIO_TOLERANCE = 0.25
# Recorded once, so that another machine or library that draws differently is noticed. Changing figures changes it.
DIGEST = "b96b6a3c0f41e1ae41b0212efcf365bb79e464776c868997f25cd29f9a0988df"


@cache
def country() -> tuple[FactBatch, ...]:
    return tuple(simulate(PERSONS, 36, 1, end=END))


def column(fact_type: str, name: str) -> Any:
    return np.concatenate([b.columns[name] for b in country() if b.type == fact_type])


@cache
def fuldtid() -> dict[str, tuple[float, int]]:
    """Fuldtidspersoner and persons touched in 2024 per state of the figures file."""
    first, last = day(date(2024, 1, 1)), day(date(2024, 12, 31))
    days = np.minimum(column("ydelse", "period_end"), last) - np.maximum(column("ydelse", "period_start"), first) + 1
    days = np.where(column("ydelse", "revision") == 0, np.maximum(days, 0), 0)
    ydelse, visitation = column("ydelse", "ydelse"), column("ydelse", "visitation")
    found = {}
    for navn, state in load().raw["tilstande"].items():
        of = (ydelse == YDELSER.index(state["ydelse"])) & (visitation == VISITATIONER.index(state["visitation"]))
        touched = np.unique(column("ydelse", "person_id")[of & (days > 0)]).size
        found[navn] = (float(days[of].sum()) / 366, touched)
    return found


def digest(*args: int, **kwargs: Any) -> str:
    text = b"".join(lines(batch) for batch in simulate(*args, end=END, **kwargs))
    return hashlib.sha256(text).hexdigest()


def test_the_same_seed_gives_the_same_bytes() -> None:
    assert digest(200, 6, 1) == digest(200, 6, 1) == DIGEST


def test_a_processor_without_vector_instructions_gives_the_same_bytes() -> None:
    core: Any = importlib.import_module("numpy._core._multiarray_umath")
    ours = [name for name in core.__cpu_dispatch__ if core.__cpu_features__[name]]
    words = "from tests.unit.test_simulation_population import digest; print(digest(200, 6, 1))"
    environment = os.environ | {"NPY_DISABLE_CPU_FEATURES": ",".join(ours), "PYTHONPATH": os.getcwd()}
    told = subprocess.run([sys.executable, "-c", words], env=environment, capture_output=True, text=True, check=True)
    assert told.stdout.strip() == DIGEST


def test_no_day_of_a_duration_hangs_on_the_last_bits_of_a_logarithm() -> None:
    raw = load().raw
    for state in (raw["tilstande"] | raw["udenfor"]).values():
        days = np.array(weibull(float(state["uger"]), float(state["form"])))
        to_the_edge = np.abs(days - np.floor(days) - 0.5) / days
        assert to_the_edge[days >= 0.5].min() > 1e-9


def test_another_seed_gives_another_country() -> None:
    assert digest(50, 6, 1) != digest(50, 6, 2)


def test_a_person_is_the_same_whatever_the_number_of_persons() -> None:
    few = [batch for batch in simulate(30, 24, 3, end=END) if "person_id" in batch.columns]
    many = [batch for batch in simulate(BLOCK + 10, 24, 3, end=END) if "person_id" in batch.columns]
    for small, large in zip(few, many, strict=False):
        theirs = lines(large).splitlines()
        assert set(lines(small).splitlines()) <= set(theirs)


def test_every_person_is_touched_by_an_ydelse() -> None:
    assert np.unique(column("ydelse", "person_id")).size > 0.985 * PERSONS


def test_a_person_has_about_57_facts_in_36_months() -> None:
    assert 52 < sum(map(len, country())) / PERSONS < 62


@pytest.mark.parametrize("navn", [n for n, s in load().raw["tilstande"].items() if s["fuldtid"] > 10_000])
def test_fuldtidspersoner_are_shared_out_as_published(navn: str) -> None:
    states = load().raw["tilstande"]
    published = states[navn]["fuldtid"] / sum(s["fuldtid"] for s in states.values())
    simulated = fuldtid()[navn][0] / sum(f for f, _ in fuldtid().values())
    assert simulated == pytest.approx(published, rel=SHARE_TOLERANCE)


@pytest.mark.parametrize("navn", [n for n, s in load().raw["tilstande"].items() if s["fuldtid"] > 10_000])
def test_fuldtidspersoner_per_touched_person_are_as_published(navn: str) -> None:
    state = load().raw["tilstande"][navn]
    full, touched = fuldtid()[navn]
    assert full / touched == pytest.approx(state["fuldtid"] / state["beroerte"], rel=RATIO_TOLERANCE)


def test_samtaler_held_per_fuldtidsperson_are_near_the_published_rate() -> None:
    dato, status = column("samtale", "dato"), column("samtale", "status")
    held = (status == 0) & (dato >= day(date(2024, 1, 1))) & (dato <= day(date(2024, 12, 31)))
    active = sum(full for navn, (full, _) in fuldtid().items() if navn not in ("FJ", "FOEP"))
    assert 7.0 < held.sum() / active < 9.5


def test_kommuner_have_their_share_of_the_persons() -> None:
    figures = load()
    weights = figures.indbyggere * figures.udsathed
    person, first = np.unique(column("ydelse", "person_id"), return_index=True)
    lives = column("ydelse", "kommune")[first]
    expected = weights / weights.sum() * person.size
    simulated = np.array([(lives == kode).sum() for kode in figures.kommuner])
    assert np.all(np.abs(simulated - expected) < 5 * np.sqrt(expected) + 3)


def test_the_figures_know_every_kommune_and_akasse() -> None:
    assert load().kommuner.tolist() == list(kommuner())
    assert load().akasser.tolist() == list(akasser())


def test_the_population_grows_with_the_persons_so_that_shares_do_not() -> None:
    def inhabitants(persons: int) -> Any:
        terms = next(iter(simulate(persons, 36, 1, end=END)))
        return terms.columns["befolkning_16_66"][terms.columns["scope"] == 1]

    small, large = inhabitants(100_000), inhabitants(200_000)
    assert np.all(np.abs(large - 2 * small) <= 1)
    stock = 100_000 / (1 + newcomers(load(), window(36, END))[-1])
    assert stock / small[:98].sum() == pytest.approx(0.17, abs=0.001)


def test_memory_does_not_grow_with_the_persons() -> None:
    def peak(blocks: int) -> int:
        tracemalloc.start()
        for batch in simulate(blocks * BLOCK, 12, 1, end=END):
            lines(batch)
        top = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return top

    peak(1)
    assert peak(3) < 1.2 * peak(1)


@pytest.mark.parametrize(("persons", "months", "seed"), [(0, 36, 1), (10, 0, 1), (10, 36, -1), (10**7 + 1, 36, 1)])
def test_what_cannot_be_simulated_is_refused(persons: int, months: int, seed: int) -> None:
    with pytest.raises(ValueError, match=r"(simulate|take) (at least )?[01]"):
        list(simulate(persons, months, seed, end=END))
