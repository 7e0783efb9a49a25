"""T225: 225 hours of ordinary work in a year, among those a year on kontanthjaelp [03 G]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "T225"
ET_AAR = person().kontanthjaelp("2023-07-02", "2024-06-30")
COUNTED = {
    "365 paid days are enough": (ET_AAR, (0, 1)),
    "364 are not": (person().kontanthjaelp("2023-07-03", "2024-06-30"), None),
    "days of three years ago are out of sight": (
        person().kontanthjaelp("2020-07-01", "2021-06-30").kontanthjaelp("2024-06-01", "2024-06-30"),
        None,
    ),
    "days within three years are counted": (
        person().kontanthjaelp("2022-07-01", "2023-06-30").kontanthjaelp("2024-06-01", "2024-06-30"),
        (0, 1),
    ),
    "the three ydelser are counted together": (
        person().kontanthjaelp("2023-07-02", "2023-12-31").uddannelseshjaelp("2024-01-01", "2024-06-30"),
        (0, 1),
    ),
    "a day on two of them is one": (
        person().kontanthjaelp("2024-01-01", "2024-06-30").uddannelseshjaelp("2024-01-01", "2024-06-30"),
        None,
    ),
    "dagpenge is not among them": (
        person().dagpenge("2023-07-02", "2023-12-31").kontanthjaelp("2024-01-01", "2024-06-30"),
        None,
    ),
    "225 hours are enough": (ET_AAR.arbejde("2023-07", 125).arbejde("2024-06", 100), (1, 1)),
    "a little less is not": (ET_AAR.arbejde("2023-07", 125).arbejde("2024-06", 99.5), (0, 1)),
    "hours of a month that ended a year ago do not count": (ET_AAR.arbejde("2023-06", 300), (0, 1)),
    "fleksjob does not": (ET_AAR.arbejde("2024-06", 300, "FLEKSJOB"), (0, 1)),
}


@cases(COUNTED, "life", "expected")
def test_the_225_hours(state: Ask, life: Life, expected: tuple[float, float] | None) -> None:
    assert state(life, "2024-06-30").share(RULE, "2024-06-30") == expected


def test_who_has_left_is_no_member(state: Ask) -> None:
    assert state(person().kontanthjaelp("2023-01-01", "2024-03-31"), "2024-06-30").share(RULE, "2024-06-30") is None
