"""«Hvorfor?» in the browser: from a case to why it is one, on a screen and on a phone, with the look noted first."""

from __future__ import annotations

import httpx
import pytest

from streams.adapters.clickhouse.link import Link
from streams.pipeline.preview import Preview
from streams.pipeline.replay import Pipeline
from tests.e2e.preview.looking import Looking

pytestmark = pytest.mark.slow
ONE = (
    "SELECT breach_id, person_id FROM fokusvagt.v_breaches WHERE scope = 'person' AND regime = 'gaeldende' "
    "AND status = 'KONSTATERET' ORDER BY breach_id LIMIT 1"
)
LOOKS = "SELECT count() FROM fokusvagt.adgange WHERE vaerktoej = 'hvorfor' AND hvem != '' AND person_id = {who:String}"


def asked(country: Pipeline, sql: str, **parameters: str) -> tuple[object, ...]:
    rows = Link(country.servers.clickhouse_url).run(lambda c: c.query(sql, parameters=parameters).result_rows)
    return tuple(rows[0])


def test_a_case_of_the_list_leads_to_why_it_is_one(looking: Looking) -> None:
    looking.open("/d/fokusvagt-kommune?var-kommune=101")
    looking.panel("Sagsliste").locator(".ag-row a", has_text="Hvorfor?").first.click()
    looking.tab.wait_for_url("**/hvorfor/*")
    looking.tab.get_by_text("Sådan er det regnet").first.wait_for()
    assert looking.tab.get_by_role("img", name="Tidslinje: pligten løber fra").count() >= 1
    assert (looking.complaints, looking.elsewhere) == ([], [])


@pytest.mark.parametrize(("width", "theme"), [(1440, "light"), (390, "dark")])
def test_a_figure_is_explained_on_a_screen_and_on_a_phone(looking: Looking, width: int, theme: str) -> None:
    looking.tab.set_viewport_size({"width": width, "height": 900})
    looking.tab.goto(looking.base + f"/hvorfor/SKAERPET-TILSYN:101:live?theme={theme}")
    looking.tab.get_by_text("Det hviler på").wait_for()
    assert looking.tab.locator("article article svg").count() == 3
    assert not looking.too_wide()
    assert looking.complaints == []


def test_the_look_is_noted_before_the_page_is_there(preview: Preview, country: Pipeline) -> None:
    breach, person = map(str, asked(country, ONE))
    before = asked(country, LOOKS, who=person)
    assert httpx.get(f"{preview.url}/hvorfor/{breach}", timeout=60).status_code == 200
    assert asked(country, LOOKS, who=person) == (int(str(before[0])) + 1,)


@pytest.mark.parametrize(("what", "status"), [("0101901234", 400), ("a%27%20OR%201=1", 400), ("nobody", 404)])
def test_what_cannot_be_explained_is_told_in_one_line_of_danish(preview: Preview, what: str, status: int) -> None:
    answer = httpx.get(f"{preview.url}/hvorfor/{what}", timeout=60)
    assert answer.status_code == status
    assert answer.text.startswith("De")
    assert answer.text.count("\n") == 1
    assert what not in answer.text


def test_without_anybody_who_answers_there_is_neither_page_nor_link(
    empty: Preview, looking_at_nothing: Looking
) -> None:
    assert httpx.get(f"{empty.url}/hvorfor/nobody", timeout=10).status_code == 404
    looking_at_nothing.open("/d/fokusvagt-overblik")
    assert looking_at_nothing.tab.get_by_text("Hvad nu hvis?").count() == 0
