"""The preview draws all that the dashboards hold: what it does not know is told, and none of ours has any."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from dashboards.preview.known import strangers
from dashboards.preview.model import Dashboard, load
from tests.unit.preview.builders import override

DASHBOARDS = load()
BASE: dict[str, Any] = {
    "uid": "prøve",
    "title": "Prøve",
    "panels": [
        {
            "id": 1,
            "type": "stat",
            "title": "Tal",
            "gridPos": {"x": 0, "y": 0, "w": 4, "h": 4},
            "fieldConfig": {"defaults": {"unit": "locale"}, "overrides": []},
            "options": {"graphMode": "none"},
        }
    ],
}


def changed(**of_the_panel: Any) -> list[str]:
    """What is strange when the panel says this too."""
    given = copy.deepcopy(BASE)
    given["panels"][0] |= of_the_panel
    return strangers(Dashboard(given))


def test_there_are_dashboards() -> None:
    assert {"fokusvagt-overblik", "fokusvagt-kommune"} <= DASHBOARDS.keys()


@pytest.mark.parametrize("uid", sorted(DASHBOARDS))
def test_everything_in_a_dashboard_can_be_drawn(uid: str) -> None:
    assert strangers(DASHBOARDS[uid]) == []


def test_what_is_known_is_no_stranger() -> None:
    assert changed() == []


@pytest.mark.parametrize(
    ("change", "stranger"),
    [
        ({"type": "piechart"}, "panel type piechart"),
        ({"repeat": "kommune"}, "panel key repeat"),
        ({"options": {"sparkle": 1}}, "option sparkle"),
        ({"options": {"reduceOptions": {"calcs": ["variance"]}}}, "calculation variance"),
        ({"transformations": [{"id": "joinByField"}]}, "transformation joinByField"),
        ({"fieldConfig": {"defaults": {"unit": "furlongs"}}}, "unit furlongs"),
        ({"fieldConfig": {"defaults": {"color": {"mode": "rainbow"}}}}, "color mode rainbow"),
        ({"fieldConfig": {"defaults": {"thresholds": {"steps": [{"color": "mauve"}]}}}}, "color mauve"),
        ({"fieldConfig": {"defaults": {"mappings": [{"type": "magic", "options": {"result": {}}}]}}}, "mapping magic"),
        ({"fieldConfig": {"overrides": [override("a", custom_glow=1)]}}, "field property custom.glow"),
        ({"fieldConfig": {"overrides": [override("a", unit="furlongs")]}}, "unit furlongs"),
    ],
)
def test_what_is_not_known_is_named(change: dict[str, Any], stranger: str) -> None:
    assert changed(**change) == [f"prøve/1 Tal: {stranger}"]


def test_a_variable_of_an_unknown_kind_is_named() -> None:
    given = BASE | {"templating": {"list": [{"name": "x", "type": "adhoc"}]}}
    assert strangers(Dashboard(given)) == ["prøve: variable type adhoc"]
