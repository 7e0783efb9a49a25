"""The page of whys: a trace in words and as a picture, with nothing but text from wherever the trace came."""

from __future__ import annotations

import re

import pytest

from dashboards.preview import whys
from dashboards.preview.fields import Field, Frame
from dashboards.preview.why.page import known, shown
from tests.unit.preview.traces import duty, elements, fact, figure

ATTEMPTS = ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onload='x", "</svg><b>", "&#60;b&#62;"]


@pytest.mark.parametrize("attempt", ATTEMPTS)
def test_no_text_of_a_trace_becomes_markup(attempt: str) -> None:
    assert elements(shown([duty(words=attempt)])) == elements(shown([duty(words="x")]))
    assert elements(shown([figure(attempt)])) == elements(shown([figure("x")]))


def test_a_duty_tells_its_due_date_what_was_counted_and_who_answers_for_it() -> None:
    page = shown([duty()])
    assert "Frist 25. mar. 2025" in page
    assert "4 af 6" in page
    assert "ansvarlig: kommunen (Aarhus)" in page


def test_what_counted_stands_apart_from_what_did_not_and_each_has_its_reason() -> None:
    page = shown([duty(fact("2024-10-10"), fact("2024-11-11", counts=False, words="CV-samtale tæller ikke"))])
    counted, _, others = page.partition("Tæller ikke (1)")
    assert "Tæller (1)" in counted
    assert "CV-samtale tæller ikke" in others


def test_the_warning_begins_as_many_days_before_the_due_date_as_the_rule_says() -> None:
    assert "Varsel fra 23. feb. 2025" in shown([duty()])


def test_a_registration_outside_the_picture_is_told() -> None:
    page = shown([duty(fact("2025-01-10"), fact("2019-01-10", counts=False))])
    assert "1 uden for billedet" in page
    assert page.count("<circle") == 1


def test_a_later_day_lies_further_to_the_right() -> None:
    page = shown([duty(fact("2024-10-10"), fact("2025-01-10"), fact("2025-03-10"))])
    places = [float(x) for x in re.findall(r'circle cx="([\d.]+)%', page)]
    assert places == sorted(places)
    assert all(0 < place < 100 for place in places)


def test_the_duties_of_a_citizen_come_open_ones_first() -> None:
    page = shown([duty(status="OPFYLDT", due="2025-06-01"), duty(status="VARSEL", due="2025-07-01")])
    assert "1 pligt at se på, 1 opfyldt eller bortfaldet" in page
    assert page.index(">varsel<") < page.index(">opfyldt<")


def test_a_share_is_told_in_per_cent_and_names_the_persons_behind() -> None:
    page = shown([figure()])
    assert "50,0 %" in page
    assert "grænsen er <b>20,0 %</b>" in page
    assert 'href="/hvorfor/p1"' in page


def test_a_figure_without_a_target_is_shown_for_comparison() -> None:
    page = shown([{**figure(), "threshold": None}])
    assert "intet mål" in page
    assert "grænsen er" not in page


@pytest.mark.parametrize(
    "what", ["a" * 32, "s1-0000012", "FM-SAMTALE:751", "FM-SAMTALE:751:2025-05-31", "AK-SAM3:2:live"]
)
def test_a_case_a_citizen_and_a_figure_have_names(what: str) -> None:
    assert known(what)


@pytest.mark.parametrize("what", ["", "0101901234", "010190-1234", "a b", "../x", "a'b", "<b>", "a" * 81, "ø", "a\n"])
def test_what_is_no_name_or_a_cpr_number_is_not_asked_about(what: str) -> None:
    assert not known(what)


def test_a_row_leads_to_its_why_and_a_figure_to_its_own() -> None:
    case = Field("hvorfor", "string", ["a" * 32], config={"custom": {"hidden": True}})
    share, why = Field("andel", "number", [0.5]), Field("hvorfor_andel", "string", ["AK-SAM3:2:live"])
    frame = whys.opened([Frame("A", [case, share, why])])[0]
    assert frame.fields[0].custom.get("hidden") is None
    assert [whys.address(field, frame, 0) for field in (case, share)] == [
        f"/hvorfor/{'a' * 32}",
        "/hvorfor/AK-SAM3:2:live",
    ]


def test_a_row_without_a_why_and_a_figure_that_is_not_there_lead_nowhere() -> None:
    field = Field("hvorfor", "string", [""])
    assert whys.address(field, Frame("A", [field]), 0) == ""
    share, why = Field("andel", "number", [None]), Field("hvorfor_andel", "string", ["T225:101:live"])
    assert whys.address(share, Frame("A", [share, why]), 0) == ""
