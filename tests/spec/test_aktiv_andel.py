"""AKTIV-ANDEL: the share of paid days on which a counting tilbud runs [03 G]."""

from __future__ import annotations

from tests.spec.engines import Ask, cases
from tests.support.lives import Life, person

RULE = "AKTIV-ANDEL"
KH = person().kontanthjaelp("2024-01-15", "2024-12-31")
UNG = person().uddannelseshjaelp("2024-01-15", "2024-12-31")
COUNTED = {
    "no tilbud, no day": (KH, (0, 30)),
    "its first and its last day count": (KH.tilbud("2024-06-10", "2024-06-12"), (3, 30)),
    "one without an end runs on": (KH.tilbud("2024-06-21", None), (10, 30)),
    "one begun the month before runs on": (KH.tilbud("2024-05-21", "2024-06-05"), (5, 30)),
    "one that was only given does not run": (KH.tilbud("2024-06-21", None, status="AFGIVET"), (0, 30)),
    "mentor does not count": (KH.tilbud("2024-06-21", None, "MENTOR"), (0, 30)),
    "vejledning does not": (KH.tilbud("2024-06-21", None, "OEVRIG_VEJLEDNING"), (0, 30)),
    "on uddannelseshjaelp it does": (UNG.tilbud("2024-06-21", None, "OEVRIG_VEJLEDNING"), (10, 30)),
    "two at once are one": (KH.tilbud("2024-06-21", None).tilbud("2024-06-21", None), (10, 30)),
    "unpaid days are not counted": (
        person().kontanthjaelp("2024-06-01", "2024-06-10").tilbud("2024-06-06", None),
        (5, 10),
    ),
    "on fleksjob nobody counts": (person().ydelse("FLEKSJOB", "2024-06-01", "2024-06-30"), None),
}


@cases(COUNTED, "life", "expected")
def test_the_share_of_days_in_a_tilbud(state: Ask, life: Life, expected: tuple[float, float] | None) -> None:
    assert state(life, "2024-06-30").share(RULE, "2024-06-30") == expected


def test_inside_a_month_its_days_so_far_are_counted(state: Ask) -> None:
    found = state(KH.tilbud("2024-06-09", None), "2024-06-10")
    assert [figure["live"] for figure in found.figures(RULE)][-1]
    assert found.share(RULE, "2024-06-10") == (2, 10)
