"""The form of «Hvad nu hvis?» and its answer: what may be asked, how it is told, and one question at a time."""

from __future__ import annotations

import asyncio
import sys

import pytest

from dashboards.preview.answers import Answers, NoAnswer
from dashboards.preview.colors import LIGHT
from dashboards.preview.view import Chart, Empty, Grid
from dashboards.preview.whatif.question import Change, Deed, WrongQuestion, question
from dashboards.preview.whatif.result import panels, summary
from dashboards.preview.whatif.trying import Busy, Trying

RULES = {"FM-SAMTALE": {"antal": 4, "maal": 0.2}}
DEED = Deed("751", "20", "2025-06-30")
SIDE = {"indicator_id": "FM-SAMTALE", "scope": "kommune", "code": 751, "before": 0.3, "after": 0.1, "threshold": 0.2}
ANSWER = {
    "as_of": "2025-06-20",
    "open_before": 1806,
    "open_after": 1785,
    "counts": [
        {"rule_id": "FM-SAMTALE", "kommune": 751, "maalgruppe": "DAGPENGE", "væk": 20},
        {"rule_id": "FM-SAMTALE", "kommune": 101, "maalgruppe": "SHO", "væk": 1, "ny": 2},
    ],
    "sides": [{**SIDE, "breach": False}],
}
ECHO = """
import sys
for line in sys.stdin:
    print('{"done": 1, "total": 2}')
    print('{"answer": ' + line.strip() + "}", flush=True)
"""
SLEEPS = "import time; time.sleep(60)"


def process(program: str, seconds: float = 20.0) -> Answers:
    return Answers([sys.executable, "-c", program], "", seconds)


def test_numbers_are_taken_as_danes_write_them() -> None:
    asked = question([Change("FM-SAMTALE", "maal", "0,25"), Change("FM-SAMTALE", "antal", "3")], [DEED], RULES)
    assert asked["set"] == ["FM-SAMTALE.maal=0.25", "FM-SAMTALE.antal=3"]
    assert asked["samtaler"] == ["751:20:2025-06-30"]


@pytest.mark.parametrize(
    "change",
    [
        Change("FM-SAMTALE", "antal", "3.5"),
        Change("FM-SAMTALE", "antal", "-1"),
        Change("FM-SAMTALE", "antal", "nan"),
        Change("FM-SAMTALE", "antal", "3; DROP"),
        Change("FM-SAMTALE", "hest", "3"),
        Change("HEST", "antal", "3"),
    ],
)
def test_a_value_that_the_law_cannot_have_is_not_asked(change: Change) -> None:
    with pytest.raises(WrongQuestion):
        question([change], [], RULES)


@pytest.mark.parametrize("deed", [DEED._replace(kommune="999"), DEED._replace(antal="0"), DEED._replace(dag="i morgen"),
                                  DEED._replace(antal="20001"), DEED._replace(dag="1900-01-01")])  # fmt: skip
def test_a_deed_that_cannot_be_done_is_not_asked(deed: Deed) -> None:
    with pytest.raises(WrongQuestion):
        question([], [deed], RULES)


def test_an_empty_form_and_one_with_too_much_are_told_so() -> None:
    with pytest.raises(WrongQuestion, match="Vælg"):
        question([], [], RULES)
    with pytest.raises(WrongQuestion, match="Højst"):
        question([Change("FM-SAMTALE", "antal", "3")] * 6, [], RULES)


def test_the_answer_is_a_sum_a_picture_and_tables_of_whom_it_touches() -> None:
    assert summary(ANSWER) == "Pr. 20. jun. 2025: 1.806 åbne sager i dag, 1.785 med ændringen (−21)."
    shown = {each.title: each.view for each in panels(ANSWER, {"FM-SAMTALE": "Samtaler"}, LIGHT)}
    picture, kommuner, sides = (
        shown[t] for t in ("Kommunerne, det rører mest", "Efter kommune", "Skifter side af et mål")
    )
    assert isinstance(picture, Chart)
    assert isinstance(kommuner, Grid)
    assert isinstance(sides, Grid)
    assert [row["c0_t"] for row in kommuner.rows] == ["Aarhus", "København"]
    assert [sides.rows[0][f"c{n}_t"] for n in range(6)] == [
        "Aarhus", "Samtaler", "30,0 %", "10,0 %", "20,0 %", "opfylder målet",
    ]  # fmt: skip


def test_where_nothing_changes_side_it_is_told_in_words() -> None:
    shown = {each.title: each.view for each in panels({**ANSWER, "sides": []}, {}, LIGHT)}
    assert shown["Skifter side af et mål"] == Empty("Ingen kommune eller a-kasse skifter side af et mål")
    assert list(panels({**ANSWER, "counts": [], "sides": []}, {}, LIGHT)) == []


def test_a_question_is_answered_by_the_process_and_tells_how_far_it_is() -> None:
    async def asking() -> None:
        heard: list[tuple[float, float | None]] = []
        answers = process(ECHO)
        assert await answers.ask({"ask": "a"}, lambda *far: heard.append(far)) == {"answer": {"ask": "a"}}
        assert heard == [(1, 2)]
        await answers.close()
        assert await answers.ask({"ask": "b"}) == {"answer": {"ask": "b"}}
        await answers.close()

    asyncio.run(asking())


@pytest.mark.parametrize("program", [SLEEPS, "pass", "print(1 / 0)"])
def test_a_process_that_is_silent_or_gone_is_no_answer(program: str) -> None:
    async def asking() -> None:
        with pytest.raises(NoAnswer):
            await process(program, 1.0).ask({"ask": "a"})

    asyncio.run(asking())


def test_one_question_runs_at_a_time_and_can_be_stopped() -> None:
    async def asking() -> None:
        trying = Trying(lambda: process(SLEEPS))
        trying.start({"ask": "a"})
        with pytest.raises(Busy):
            trying.start({"ask": "b"})
        await asyncio.sleep(0.1)
        await trying.stop()
        assert not trying.running
        assert trying.told == {"error": "STOPPET", "text": "stopped"}
        trying.start({"ask": "c"})
        await trying.stop()

    asyncio.run(asking())
