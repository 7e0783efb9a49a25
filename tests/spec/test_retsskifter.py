"""The same lives on both sides of four changes of law: 2022-01-01, 2023-03-22, 2024-01-01 and 2025-01-01.

The lives and all rows that the law gives for them stand in `tests/golden/cases/changeover.*`, hand-made.
"""

from __future__ import annotations

import pytest

from tests.golden.changeover import BREACHES, FACTS, FIGURES, breach, figure
from tests.spec.engines import Ask
from tests.support.core import law

LAW = law("gaeldende").rule_ids


@pytest.mark.parametrize("as_of", BREACHES)
def test_each_law_holds_for_what_began_under_it(state: Ask, as_of: str) -> None:
    told = state(FACTS, as_of).persons
    seen = [row for row in told if row["rule_id"] in LAW and row["status"] not in ("OPFYLDT", "BORTFALDET")]
    assert sorted(map(breach, seen)) == sorted(BREACHES[as_of])


@pytest.mark.parametrize("period_end", FIGURES)
def test_each_month_end_is_measured_by_its_own_law(state: Ask, period_end: str) -> None:
    told = state(FACTS, period_end)
    found = [told.figure(wanted[0], period_end, wanted[1]) for wanted in FIGURES[period_end]]
    assert [figure(row) for row in found if row] == FIGURES[period_end]
