"""Scenarios: each shipped one changes what it should and nothing else; they compose; wrong ones say where and why."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import Any

import numpy as np
import pytest

from streams.simulation import lines, simulate
from streams.simulation.scenarier import Scenarie, ScenarioError, load, read, shipped

END = date(2025, 6, 30)
Fact = dict[str, Any]
Key = tuple[str, str, int]


@cache
def told(*named: str) -> dict[Key, Fact]:
    """The facts of a small country by type, id and revision (the first of several deliveries)."""
    scenarier: list[Scenarie] = [load(name) for name in named]
    found: dict[Key, Fact] = {}
    for batch in simulate(3000, 15, 1, end=END, scenarier=scenarier):
        for line in lines(batch).splitlines():
            fact = json.loads(line)
            found.setdefault((fact["type"], fact["fact_id"], fact["revision"]), fact)
    return found


def gone(*named: str) -> list[Fact]:
    return [fact for key, fact in told().items() if key not in told(*named)]


def changed(*named: str) -> list[tuple[Fact, Fact]]:
    after = told(*named)
    return [(fact, after[key]) for key, fact in told().items() if key in after and after[key] != fact]


def fields(pairs: list[tuple[Fact, Fact]]) -> set[str]:
    return {name for before, after in pairs for name in before if before[name] != after[name]}


@pytest.mark.parametrize("name", ["akasse", "lov", "nedbrud", "sagsbehandlere"])
def test_a_shipped_scenario_adds_no_fact_and_touches_nothing_from_before_it(name: str) -> None:
    assert name in shipped()
    assert set(told(name)) <= set(told())
    first = min(virkning.fra for virkning in load(name).virkninger).isoformat()
    for fact in [*gone(name), *(before for before, _ in changed(name))]:
        assert max(fact["registered_at"], fact.get("dato", ""), fact.get("startdato", "")) >= first


CASEWORKERS = "sagsbehandlere:kommune=101"


def test_a_kommune_without_caseworkers_loses_a_fifth_of_its_samtaler_and_no_other_kommune_any() -> None:
    lost = [f for f in gone(CASEWORKERS) if f["registered_at"] < "2025-06-09"]
    assert {fact["kommune"] for fact in lost} == {101}
    assert {fact["type"] for fact in lost} >= {"samtale", "tilbud"}
    due = [f for f in told().values() if f["type"] == "samtale" and f["kommune"] == 101 and f["dato"] >= "2025-03-01"]
    due = [f for f in due if f["source"].startswith("jobcenter:") and f["registered_at"] < "2025-06-09"]
    share = sum(fact["type"] == "samtale" for fact in lost) / len(due)
    assert share == pytest.approx(0.20, abs=0.06)
    assert fields(changed(CASEWORKERS)) == {"registered_at"}
    assert {before["kommune"] for before, _ in changed(CASEWORKERS)} == {101}


def test_a_new_law_changes_forms_and_tilbud_and_takes_samtaler_away_everywhere() -> None:
    assert fields(changed("lov")) == {"form", "tilbudstype"}
    assert {fact["type"] for fact in gone("lov")} == {"samtale"}
    assert len({fact["kommune"] for fact in gone("lov")}) > 40
    after = [f for f in told("lov").values() if f["type"] == "tilbud" and f["startdato"] >= "2025-01-01"]
    before = [f for f in told().values() if f["type"] == "tilbud" and f["startdato"] >= "2025-01-01"]
    share = [np.mean([f["tilbudstype"] == "OEVRIG_VEJLEDNING" for f in facts]) for facts in (before, after)]
    assert share[1] > share[0] + 0.1


def test_while_the_registration_is_down_nothing_comes_in_and_nothing_is_lost() -> None:
    week = ("2025-03-10", "2025-03-17")
    inside = [f for f in told("nedbrud").values() if week[0] <= f["registered_at"] < week[1]]
    assert [f for f in inside if f["source"].startswith("jobcenter:") and f["type"] != "beskaeftigelse"] == []
    assert any(f["source"].startswith("akasse:") for f in inside)
    assert gone("nedbrud") == []
    assert fields(changed("nedbrud")) == {"registered_at"}
    assert {after["registered_at"][:10] for _, after in changed("nedbrud")} == {"2025-03-17"}


def test_an_akasse_that_stops_inviting_holds_no_samtale_and_joins_none() -> None:
    theirs = [f for f in told("akasse").values() if f.get("akasse") == 8 and f.get("dato", "") >= "2025-01-01"]
    held = [f for f in theirs if f["type"] == "samtale"]
    assert held
    assert not any(f["aktoer"] == "AKASSE" or f["akasse_deltog"] == "JA" for f in held)
    assert {f["akasse"] for f in gone("akasse")} == {8}
    assert fields(changed("akasse")) <= {"akasse_deltog"}


def test_scenarios_compose_and_take_parameters() -> None:
    both = set(told("akasse:akasse=3", "sagsbehandlere:kommune=101,andel=0.5"))
    only = set(told("akasse:akasse=3")) & set(told("sagsbehandlere:kommune=101,andel=0.5"))
    assert both == only
    assert {f["kommune"] for f in gone("sagsbehandlere:kommune=101,andel=0.5")} == {101}


ROW = {"virkning": "bortfald", "fakta": "samtale", "fra": date(2025, 1, 1)}


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ({"virkning": "eksplosion"}, "virkning is 'eksplosion'"),
        ({"fakta": "moede"}, "fakta is 'moede'"),
        ({"fra": "2025-13-01"}, "is not a date"),
        ({"andel": 1.5}, "between 0 and 1"),
        ({"hvor": {"form": "BREVDUE"}}, "form is 'BREVDUE'"),
        ({"dage": [9, 2]}, "the smaller first"),
        ({"virkning": "nedbrud"}, "'til' is missing"),
        ({"komune": 101}, "unknown key 'komune'"),
        ({"kommune": "$by"}, "\\$by is no parameter"),
    ],
)
def test_a_wrong_effect_is_named_with_its_place(row: dict[str, Any], words: str) -> None:
    with pytest.raises(ScenarioError, match=words) as error:
        read("proeve", {"titel": "Prøve", "virkninger": [ROW, ROW | row]})
    assert str(error.value).startswith("proeve")


def test_an_unknown_scenario_or_parameter_is_told_what_there_is() -> None:
    with pytest.raises(ScenarioError, match="akasse, lov, nedbrud, sagsbehandlere"):
        load("meteor")
    with pytest.raises(ScenarioError, match="it has akasse, fra"):
        load("akasse:kommune=101")
    with pytest.raises(ScenarioError, match="parameters look like"):
        load("akasse:3")
