"""SI-PROXY: a samtale between the 427th and the 548th paid day of dagpenge [03 G]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "SI-PROXY"
LANG = person().dagpenge("2022-01-01", "2023-07-02")
"""The 548th paid day is 2 July 2023, the 427th 3 March."""
COUNTED = {
    "before the 548th paid day nobody asks": (LANG, "2023-06-30", None),
    "in its month they do": (LANG, "2023-07-31", (0, 1)),
    "a samtale on the 427th paid day will do": (LANG.samtale("2023-03-03"), "2023-07-31", (1, 1)),
    "on the day before it will not": (LANG.samtale("2023-03-02"), "2023-07-31", (0, 1)),
    "on the 548th it will": (LANG.samtale("2023-07-02"), "2023-07-31", (1, 1)),
    "on the day after it will not": (LANG.samtale("2023-07-03"), "2023-07-31", (0, 1)),
    "one that was missed will not": (LANG.samtale("2023-05-01", status="UDEBLEVET"), "2023-07-31", (0, 1)),
    "a CV samtale will not": (LANG.samtale("2023-05-01", samtaletype="CV_SAMTALE"), "2023-07-31", (0, 1)),
    "they ask for a year": (LANG, "2024-06-30", (0, 1)),
    "and no longer": (LANG, "2024-07-31", None),
    "on the day itself they ask": (LANG, "2023-07-02", (0, 1)),
    "547 paid days are too few": (person().dagpenge("2022-01-01", "2023-07-01"), "2023-07-31", None),
    "unpaid days are not counted": (
        person().dagpenge("2022-01-01", "2022-12-31").dagpenge("2023-02-01", "2023-08-02"),
        "2023-08-31",
        (0, 1),
    ),
}


@cases(COUNTED)
def test_the_proxy_for_senior_interviews(
    state: Ask, life: Life, as_of: str, expected: tuple[float, float] | None
) -> None:
    assert state(life, as_of).share(RULE, as_of) == expected


def test_a_new_dagpengeperiode_counts_from_one(state: Ask) -> None:
    life = LANG.dagpenge("2024-07-01", "2024-12-31").status("INDPLACERING", "2024-07-01")
    assert state(life, "2024-12-31").share(RULE, "2024-12-31") is None
