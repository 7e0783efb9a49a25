"""What golden cases leave out or cannot isolate: nowcast, headroom, exact targets, runs of month-ends."""

from datetime import date

from tests.naive.calendar import month_ends
from tests.naive.indicators import Indicator, indicators
from tests.naive.rammevilkaar import Rammevilkaar
from tests.naive.runs import aggregate_instances
from tests.naive.tally import Tally

AS_OF = date(2025, 6, 20)
COMING = date(2025, 6, 30)
VILKAAR = {(101, 2025): Rammevilkaar(befolkning=100, forventet_andel=0.05)}


def tally(shares: list[tuple[date, int, int]], days_so_far: int = 0) -> Tally:
    """Persons failing FM-SAMTALE in kommune 101 per measuring date, and its paid days in the month so far."""
    counted = {("FM-SAMTALE", 101, day): (failing, members) for day, failing, members in shares}
    return Tally(counted, days_so_far={101: days_so_far} if days_so_far else {})


def live(rows: list[Indicator], indicator_id: str) -> Indicator:
    return next(row for row in rows if row.live and row.indicator_id == indicator_id)


def months(failing: int, members: int = 10) -> list[tuple[date, int, int]]:
    ends = month_ends(date(2024, 1, 1), date(2025, 5, 31))
    return [(end, failing, members) for end in ends]


def test_the_nowcast_averages_eleven_month_ends_and_today() -> None:
    rows = indicators(tally([*months(1), (AS_OF, 7, 10), (COMING, 7, 10)]), {}, AS_OF)
    row = live(rows, "FM-SAMTALE")
    assert abs(row.avg12 - (11 * 0.1 + 0.7) / 12) < 1e-12
    assert not row.breach


def test_the_figure_of_the_coming_month_end_is_no_row() -> None:
    rows = indicators(tally([(AS_OF, 7, 10), (COMING, 7, 10)]), {}, AS_OF)
    assert [row.period_end for row in rows] == [AS_OF]


def test_headroom_is_how_many_more_may_fail_with_the_target_undershot() -> None:
    # 11 months of 10 % leave 1.3 for the twelfth: 12 of 10 failing would do, 13 would reach 20 % exactly.
    rows = indicators(tally([*months(1), (AS_OF, 1, 10), (COMING, 2, 10)]), {}, AS_OF)
    assert live(rows, "FM-SAMTALE").headroom == 12 - 2


def test_headroom_is_negative_by_the_number_that_must_still_be_helped() -> None:
    rows = indicators(tally([(AS_OF, 5, 10), (COMING, 6, 10)]), {}, AS_OF)
    assert live(rows, "FM-SAMTALE").headroom == 1 - 6


def test_only_a_live_row_has_headroom() -> None:
    rows = indicators(tally(months(1)), {}, date(2025, 5, 31))
    assert {row.headroom for row in rows} == {None}
    assert not any(row.live for row in rows)


def test_the_nowcast_of_forsoergelse_divides_by_the_days_so_far() -> None:
    row = live(indicators(tally([], days_so_far=200), VILKAAR, AS_OF), "RM-FORSOERGELSE")
    assert (row.numerator, row.denominator, row.breach) == (10.0, 100, True)


def test_skaerpet_tilsyn_counts_failed_fokusmaal_but_needs_forsoergelse_too() -> None:
    shares = [(AS_OF, 5, 10), (COMING, 5, 10)]
    breached = indicators(tally(shares, days_so_far=200), VILKAAR, AS_OF)
    spared = indicators(tally(shares, days_so_far=20), VILKAAR, AS_OF)
    assert [
        (live(rows, "SKAERPET-TILSYN").value, live(rows, "SKAERPET-TILSYN").breach) for rows in (breached, spared)
    ] == [
        (1.0, True),
        (1.0, False),
    ]


def test_a_fokusmaal_must_be_undershot() -> None:
    end = date(2025, 5, 31)
    exactly, under = (indicators(tally([(end, failing, 100)]), {}, end) for failing in (20, 19))
    assert [exactly[0].breach, under[0].breach] == [True, False]


def test_forsoergelse_at_the_expected_share_is_no_breach() -> None:
    figures = [indicators(tally([], days_so_far=100 + more), VILKAAR, AS_OF) for more in (0, 1)]
    assert [live(rows, "RM-FORSOERGELSE").breach for rows in figures] == [False, True]


def test_an_akasse_at_the_working_level_is_no_breach() -> None:
    end = date(2025, 5, 31)
    counted = [Tally({("AK-SAM3", 2, end): (on_time, 100)}) for on_time in (80, 79)]
    assert [indicators(each, {}, end)[0].breach for each in counted] == [False, True]


def test_a_nowcast_in_breach_makes_a_foreloebig_row_until_the_month_end_tells() -> None:
    rows = indicators(tally([*months(1), (AS_OF, 30, 10), (COMING, 30, 10)]), {}, AS_OF)
    (row,) = aggregate_instances(rows, AS_OF)
    assert (row.status, row.anchor, row.due_on, row.opened_on) == ("FORELOEBIG", COMING, COMING, date(2025, 6, 1))


def test_no_foreloebig_row_while_the_latest_month_end_is_in_breach() -> None:
    rows = indicators(tally([*months(5), (AS_OF, 5, 10), (COMING, 5, 10)]), {}, AS_OF)
    assert [row.status for row in aggregate_instances(rows, AS_OF)] == ["KONSTATERET"]


def test_a_missing_month_end_ends_a_run() -> None:
    shares = [row for row in months(5) if row[0] != date(2024, 8, 31)]
    first, second = aggregate_instances(indicators(tally(shares), {}, date(2025, 5, 31)), date(2025, 5, 31))
    assert (first.status, first.resolved_on) == ("AFHJULPET", date(2024, 8, 31))
    assert (second.status, second.anchor) == ("KONSTATERET", date(2024, 9, 30))


def test_a_run_that_does_not_reach_the_latest_month_end_is_over() -> None:
    rows = indicators(tally(months(5)), {}, date(2025, 6, 30))
    (row,) = aggregate_instances(rows, date(2025, 6, 30))
    assert (row.status, row.resolved_on) == ("AFHJULPET", date(2025, 6, 30))
