"""The table of statuses [02 §4], line by line, and the next day on which something can change."""

from __future__ import annotations

import pytest

from streams.core.calendar import NO_DATE
from streams.core.codes import STATUSSER
from streams.core.out import AFHJULPET, KONSTATERET, may_change, new_out, resolved_on, status_of

D, V = 100, 7
# done, T, open, slut, paid on the due date
TABLE = {
    "done on the due date": (D, 200, True, 200, True, "OPFYLDT"),
    "done before, whatever T": (50, 60, True, 60, False, "OPFYLDT"),
    "done in time, gone since": (D, 200, False, 90, False, "OPFYLDT"),
    "seven days left": (NO_DATE, D - V, True, 90, False, "VARSEL"),
    "eight days left": (NO_DATE, D - V - 1, True, 90, False, "INGEN"),
    "no day left": (NO_DATE, D, True, 90, False, "VARSEL"),
    "seven days left, but gone": (NO_DATE, D - V, False, 90, False, "INGEN"),
    "gone the day before": (NO_DATE, D + 1, False, D - 1, False, "BORTFALDET"),
    "gone the day before, done after": (D + 1, D + 9, False, D - 1, False, "BORTFALDET"),
    "gone on the due date": (NO_DATE, D + 1, False, D, True, "KONSTATERET"),
    "done the day after": (D + 1, D + 1, True, D, True, "AFHJULPET"),
    "done tomorrow": (D + 2, D + 1, True, D, True, "KONSTATERET"),
    "still there, not yet paid": (NO_DATE, D + 1, True, D - 1, False, "FORELOEBIG"),
    "still there, paid": (NO_DATE, D + 1, True, D, True, "KONSTATERET"),
}


@pytest.mark.parametrize(("done", "t", "is_open", "slut", "paid", "status"), TABLE.values(), ids=TABLE)
def test_the_first_line_that_holds(done: int, t: int, is_open: bool, slut: int, paid: bool, status: str) -> None:
    assert STATUSSER[status_of(done, D, t, is_open, V, slut, paid)] == status


def test_only_what_was_remedied_has_a_day_of_it() -> None:
    assert [resolved_on(AFHJULPET, 7), resolved_on(KONSTATERET, 7)] == [7, NO_DATE]


def test_the_earliest_day_to_come_is_kept() -> None:
    out = new_out(1, 1)
    out.next_change[0] = NO_DATE
    seen = []
    for day in (NO_DATE, 50, 40, 45, 10, 11):
        may_change(out, day, 10)
        seen.append(int(out.next_change[0]))
    assert seen == [NO_DATE, 50, 40, 40, 40, 11]
