"""A verdict worked out again from its trace is the verdict: nothing that it rests on is left out."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import given
from jsonschema import Draft202012Validator

from streams.explain.measures import recomputed as recomputed_figure
from streams.explain.person import traces
from streams.explain.trace import as_json
from streams.explain.verdict import FIELDS, recomputed
from tests.naive.population import PROBES, population
from tests.property.profile import searched
from tests.property.strategies import as_of, lives
from tests.support import core
from tests.support.explain import cases, figures_explained, sheets
from tests.support.partitions import END, START

Fact = dict[str, Any]
SHARES = (
    *("fokus_samtaler", "fokus_tilbud", "akasse_andel"),
    *("samtale_andel", "samtaler_pr_fuldtid", "aktive_dage", "forbrugt_andel", "medlem_andel"),
)


def explained(facts: list[Fact], day: date) -> Iterator[dict[str, Any]]:
    """Every trace of everybody, as somebody who gets the JSON has it."""
    for case in cases(facts, day):
        yield from (json.loads(json.dumps(as_json(trace))) for trace in traces(case, sheets()))


def wrong(facts: list[Fact], day: date) -> list[Any]:
    """Traces from which another verdict follows than the core's."""
    found = []
    for trace in explained(facts, day):
        said = {name: trace["verdict"][name] for name in FIELDS}
        if (again := recomputed(trace)) != said:
            found.append((trace["rule"]["rule_id"], trace["subject"], said, again))
    return found


@pytest.mark.parametrize(("seed", "probe"), list(zip(range(301, 307), PROBES[::3], strict=False)))
def test_the_verdict_follows_from_the_trace(seed: int, probe: date) -> None:
    assert wrong(population(60, seed, START, END), probe) == []


@searched(100)
@given(lives, as_of)
def test_it_follows_for_any_life(facts: list[Fact], day: date) -> None:
    assert wrong(facts, day) == []


@pytest.mark.parametrize("seed", [307, 308])
def test_it_follows_under_other_readings_of_the_law_too(seed: int) -> None:
    people = population(60, seed, START, END)
    with core.reading("FS-2.fjerde-til-sjette", "TIL-6M.fritagelse-undskylder", "suspensioner.covid-foraar-2020"):
        assert [probe for probe in PROBES[::4] if wrong(people, probe)] == []


def test_populations_have_every_kind_of_person_rule_explained() -> None:
    kinds = {t["rule"]["kind"] for probe in PROBES for t in explained(population(60, 301, START, END), probe)}
    assert kinds == {
        *("frist", "forbrugt_frist", "uden_akasse", "samtaleform"),
        *("varighed", "fokus_samtaler", "fokus_tilbud"),
    }


@pytest.mark.parametrize("probe", PROBES[1::4])
def test_the_persons_behind_a_figure_add_up_to_it(probe: date) -> None:
    for found in figures_explained(population(80, 302, START, END), probe):
        if found["members"]:
            again = recomputed_figure(found)
            assert again == pytest.approx({name: found[name] for name in again})


def test_figures_of_every_kind_are_explained() -> None:
    kinds = {f["rule"]["kind"] for p in PROBES for f in figures_explained(population(80, 302, START, END), p)}
    assert kinds == {"forsoergelse", "skaerpet_tilsyn", *SHARES}


def test_nobody_is_missing_behind_a_share() -> None:
    for found in figures_explained(population(80, 302, START, END), PROBES[5]):
        if found["rule"]["kind"] in SHARES:
            assert found["members"], found


def test_every_trace_keeps_to_its_published_shape() -> None:
    shape = Draft202012Validator(json.loads((files("schemas") / "trace.schema.json").read_text(encoding="utf-8")))
    people = population(60, 301, START, END)
    for trace in [*explained(people, PROBES[4]), *figures_explained(people, PROBES[4])]:
        assert [error.message for error in shape.iter_errors(trace)] == []
