"""«Hvad nu hvis?» in the browser: asked, answered in the background, and nothing is written."""

from __future__ import annotations

import pytest

from streams.adapters.clickhouse.link import Link
from streams.pipeline.replay import Pipeline
from tests.e2e.preview.looking import Looking

pytestmark = pytest.mark.slow
TOLD = (
    "SELECT (SELECT groupBitXor(cityHash64(*)) FROM fokusvagt.v_breaches), (SELECT count() FROM fokusvagt.breach_log), "
    "(SELECT groupBitXor(cityHash64(*)) FROM fokusvagt.v_indicators), (SELECT count() FROM fokusvagt.adgange)"
)
"""What the workers have told, and who has looked."""


def ask(looking: Looking, antal: int, width: int = 1440) -> None:
    """Fill in the form for a target that is easier to meet, and ask."""
    looking.tab.set_viewport_size({"width": width, "height": 900})
    looking.tab.goto(looking.base + "/hvad-nu-hvis")
    looking.tab.get_by_label("Regel").fill("FM-SAMTALE")
    looking.tab.locator(".q-menu .q-item", has_text="FM-SAMTALE").first.click()
    looking.tab.get_by_label("Værdi, der ændres").click()
    looking.tab.locator(".q-menu .q-item", has_text="antal (i dag 4)").first.click()
    looking.tab.get_by_label("Ny værdi").fill(str(antal))
    looking.tab.get_by_role("button", name="Regn").click()


def answered(looking: Looking, antal: int) -> None:
    """Wait for the answer to this question."""
    looking.tab.get_by_text(f"FM-SAMTALE.antal={antal} ·").wait_for(timeout=60_000)
    looking.panel("Efter regel").locator(".ag-row").first.wait_for()


def told(country: Pipeline) -> tuple[int, ...]:
    return tuple(Link(country.servers.clickhouse_url).run(lambda client: client.query(TOLD).result_rows)[0])


@pytest.mark.parametrize(("antal", "width"), [(1, 1440), (2, 390)])
def test_a_changed_law_tells_what_would_be_different(
    looking: Looking, country: Pipeline, antal: int, width: int
) -> None:
    before = told(country)
    ask(looking, antal, width)
    answered(looking, antal)
    assert looking.panel("Efter regel").locator(".ag-row").count() == 1
    assert looking.panel("Kommunerne, det rører mest").locator("canvas, svg").count() >= 1
    assert told(country) == before
    assert not looking.too_wide()
    assert looking.complaints == []


def test_the_pages_answer_while_it_is_being_worked_out(looking: Looking) -> None:
    ask(looking, 3)
    looking.tab.get_by_role("button", name="Stop").wait_for()
    looking.open("/d/fokusvagt-overblik")
    assert looking.errors() == []
    looking.tab.goto(looking.base + "/hvad-nu-hvis")
    answered(looking, 3)


def test_a_form_that_is_not_filled_in_says_what_is_missing(looking: Looking) -> None:
    looking.tab.goto(looking.base + "/hvad-nu-hvis")
    looking.tab.get_by_role("button", name="Regn").click()
    looking.tab.get_by_text("Vælg en ny værdi").wait_for()
