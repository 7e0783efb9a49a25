"""Every dashboard in the browser: complete, quiet, on its own, on a screen and on a phone, in light and dark."""

from __future__ import annotations

from pathlib import Path

import pytest

from dashboards.preview.model import load
from tests.e2e.preview.looking import Looking

DASHBOARDS = load()
pytestmark = pytest.mark.slow


@pytest.mark.parametrize("uid", sorted(DASHBOARDS))
@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_dashboard_is_complete_and_quiet(looking: Looking, uid: str, width: int, theme: str) -> None:
    looking.open(f"/d/{uid}?theme={theme}", width)
    assert looking.errors() == []
    assert looking.complaints == []
    assert looking.elsewhere == []
    assert not looking.too_wide()
    shown = [panel for section in DASHBOARDS[uid].sections if not section.collapsed for panel in section.panels]
    assert looking.tab.locator(".fv-panel").count() == len(shown)


@pytest.mark.parametrize("uid", sorted(DASHBOARDS))
def test_an_empty_database_is_told_in_words(looking_at_nothing: Looking, uid: str) -> None:
    looking_at_nothing.open(f"/d/{uid}")
    assert looking_at_nothing.errors() == []
    assert looking_at_nothing.complaints == []


def test_the_first_page_is_the_country(looking: Looking) -> None:
    looking.open("/")
    assert looking.tab.url.endswith("/d/fokusvagt-overblik")


def test_the_chosen_theme_is_remembered(looking: Looking) -> None:
    looking.open("/d/fokusvagt-kommune")
    light = looking.background()
    looking.tab.get_by_label("Mørkt tema").click()
    looking.tab.get_by_label("Lyst tema").wait_for()
    looking.open("/d/fokusvagt-kommune")
    assert looking.background() != light


def test_a_row_can_be_closed_and_opened(looking: Looking) -> None:
    looking.open("/d/fokusvagt-overblik")
    panels = looking.tab.locator(".fv-panel:visible")
    before = panels.count()
    row = looking.tab.get_by_role("button", name="Kommunerne på kortet")
    row.click()
    looking.tab.wait_for_function(
        f"[...document.querySelectorAll('.fv-panel')].filter(p => p.offsetParent).length < {before}"
    )
    row.click()
    looking.tab.wait_for_function(
        f"[...document.querySelectorAll('.fv-panel')].filter(p => p.offsetParent).length === {before}"
    )


def test_a_table_can_be_saved_for_a_spreadsheet(looking: Looking, tmp_path: Path) -> None:
    looking.open("/d/fokusvagt-overblik")
    with looking.tab.expect_download() as saved:
        looking.panel("Alle kommuner").get_by_label("Hent som CSV").click()
    saved.value.save_as(tmp_path / "kommuner.csv")
    lines = (tmp_path / "kommuner.csv").read_text("utf-8-sig").splitlines()
    assert lines[0].startswith('"Kommune";"Region";')
    assert len(lines) == 1 + 98
