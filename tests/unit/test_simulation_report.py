"""The simulation against what is published: the main figures within their tolerances, the report tells the rest."""

from __future__ import annotations

from datetime import date
from functools import cache
from io import StringIO
from xml.parsers import expat

import pytest
from rich.console import Console

from streams.cli.comparison import tell
from streams.simulation.report import Figur, Fund, compare, outside, published
from streams.simulation.tegning import drawing

END = date(2025, 6, 30)
CORE = [figur for figur in published() if figur.kerne]


@cache
def found() -> dict[str, Fund]:
    return {fund.figur.maal: fund for fund in compare(28_000, 36, 1, END)}


@pytest.mark.parametrize("figur", CORE, ids=lambda figur: figur.maal)
def test_a_main_figure_is_simulated_within_its_tolerance(figur: Figur) -> None:
    fund = found()[figur.maal]
    assert fund.inden_for, f"{figur.navn}: {fund.simuleret} for {figur.vaerdi} [{figur.kilde}]"


def test_every_published_figure_is_met_by_persons_to_count() -> None:
    assert len(found()) == len(published())
    assert [f.figur.maal for f in found().values() if f.simuleret is None or f.antal < 50] == []


@pytest.mark.parametrize("document", ["000", "001", "002", "003", "004"])
def test_every_document_is_compared_and_every_figure_has_a_line_number(document: str) -> None:
    kilder = [figur.kilde for figur in published() if figur.kilde.startswith(document)]
    assert kilder
    assert all(" L" in kilde for kilde in kilder)


def test_what_cannot_be_shown_says_why() -> None:
    assert all(row["grund"] and row["kilde"] for row in outside())
    assert any("Tabel 1.1" in row["navn"] for row in outside())


def test_deviation_is_told_in_the_unit_of_the_tolerance() -> None:
    share = Figur("m", "g", "n", 0.5, "andel", "k", 0.1, False, 1.0, True, "")
    number = Figur("m", "g", "n", 200.0, "personer", "k", 0.1, True, 1.0, True, "")
    assert Fund(share, 0.6001, 9).inden_for is False
    assert Fund(number, 219.0, 9).afvigelse == pytest.approx(0.095)
    assert Fund(number, None, 0).inden_for is False


def test_the_report_names_every_figure_source_and_choice() -> None:
    console = Console(width=160, record=True, file=StringIO())
    tell(list(found().values()), console)
    told = console.export_text()
    for figur in published():
        assert figur.navn in told
        assert figur.kilde in told
    assert told.count("frem for") >= 10


def test_the_drawing_is_one_svg_with_two_bars_a_figure() -> None:
    expat.ParserCreate().Parse(drawing(found().values(), "Danmark <1 & 2>"), True)
    assert drawing(found().values(), "").count('height="8"') == 2 * len(published()) + 2


def test_a_period_without_a_whole_year_cannot_be_compared() -> None:
    with pytest.raises(ValueError, match="24 months"):
        compare(10, 6, 1, END)
