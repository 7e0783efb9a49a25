"""Regler: rule by rule, with the law's words, and what the rule finds in the country."""

from __future__ import annotations

from dashboards import palette, variables
from dashboards.page import Page, section
from dashboards.pages.common import statuses
from dashboards.pages.links import KOMMUNE, REGEL
from dashboards.panels.column import column, count, fixed, hidden, leads, time, unit, width, wrapped
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown


def regler() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-regler",
        title="Regler",
        description="Regel for regel: pligten, loven med kildens ord, og hvad reglen finder i landet.",
        sections=(
            section("Den valgte regel", _status(), _ord(), _udvikling(), _kommuner()),
            section("Alle regler", _alle()),
        ),
        variables=(variables.regime(), variables.en_regel()),
    )


def _status() -> Shown:
    return figures(
        "regler_status",
        About("Reglens sager", "Den valgte regels sager i hele landet lige nu.", 24, 4),
        *reversed(statuses()),
        column("afhjulpet", "Afhjulpet", count()),
    )


def _ord() -> Shown:
    return rows(
        "regler_ord",
        About("Reglens ord", "Pligten med vores ord, og loven med kildens.", 12, 12),
        column("hvad", "Hvad", width(170)),
        column("ordene", "Ord", wrapped()),
    )


def _udvikling() -> Shown:
    return series(
        "regler_udvikling",
        About("Brud efter måned", "Efter den måned, bruddet opstod; de afhjulpne er siden bragt i orden.", 12, 12),
        time(),
        column("afhjulpet", "Afhjulpet", count(), fixed(palette.AFHJULPET)),
        column("foreloebig", "Foreløbig", count(), fixed(palette.FORELOEBIG)),
        column("konstateret", "Konstateret", count(), fixed(palette.KONSTATERET)),
        unit="locale",
        decimals=0,
        bars=True,
        stacked=True,
    )


def _kommuner() -> Shown:
    return rows(
        "regler_kommuner",
        About("Kommunerne under reglen", "Åbne sager under den valgte regel.", 24, 10, "Ingen åbne sager"),
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("varsel", "Varsel", count()),
        column("foreloebig", "Foreløbig", count()),
        column("konstateret", "Konstateret", count()),
        column("pr_10000", "Brud pr. 10.000 indbyggere", unit("none", 1)),
    )


def _alle() -> Shown:
    return rows(
        "regler_alle",
        About("Alle regler i regimet", "Sager i hele landet. Et klik viser reglens ord.", 24, 16),
        column("rule_id", "Regel", leads("Vis reglen", REGEL), width(170)),
        column("titel", "Pligt"),
        column("omraade", "Område", width(130)),
        column("lov", "Lov"),
        *(column(each.name, each.title, count(), width(100)) for each in statuses()),
        column("afhjulpet", "Afhjulpet", count(), width(90)),
    )
