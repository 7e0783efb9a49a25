"""A-kasse: one of the 22. Its three conversations in three months, its own duties, and where its members live."""

from __future__ import annotations

from dashboards import palette, variables
from dashboards.page import Page, Section, section
from dashboards.pages.common import statuses
from dashboards.pages.links import AKASSE, KOMMUNE, REGEL
from dashboards.panels.column import (
    Column,
    absent,
    column,
    count,
    dashed,
    filled,
    fixed,
    hidden,
    leads,
    points,
    share,
    steps,
    time,
    why,
    why_of,
    width,
)
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown

ABOVE = steps((None, palette.OVER), (0, palette.NEAR), (palette.NEAR_BY, palette.UNDER))


def akasse() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-akasse",
        title="A-kasse",
        description=(
            "Én a-kasse: tre samtaler på tre måneder, første samtale, CV og fællessamtaler, også efter kommune."
        ),
        sections=(section("", _status()), _tre(), _pligter(), section("Alle a-kasser", _alle())),
        variables=(variables.akasse(),),
    )


def _status() -> Shown:
    about = About(
        "A-kassen lige nu",
        "Andel af forløb med tre samtaler holdt inden for tre måneder; arbejdsniveauet er 80 %. "
        "Deltagelse i fællessamtaler vises, når det tilsynstal er slået til.",
        24,
        4,
    )
    return figures(
        "akasse_status",
        about,
        column("andel", "Tre samtaler til tiden", share()),
        column("afstand", "Fra arbejdsniveauet", share(), ABOVE),
        column("forloeb", "Forløb i tallet", count()),
        column("deltagelse", "Deltog i fællessamtaler", share(), absent()),
        column("brud", "Åbne brud", count()),
        column("varsler", "Varsler", count()),
        why_of("andel"),
    )


def _tre() -> Section:
    trend = series(
        "akasse_udvikling",
        About(
            "Tre samtaler på tre måneder", "Andel holdt til tiden, måned for måned; arbejdsniveauet er stiplet.", 12, 9
        ),
        time(),
        column("andel", "Måneden", share(), fixed(palette.BLUE)),
        column("nowcast", "Nowcast", share(), points(), fixed(palette.PURPLE)),
        column("maal", "Arbejdsniveau", share(), dashed(), fixed(palette.OVER)),
    )
    new = series(
        "akasse_nye_brud",
        About("Nye brud måned for måned", "Efter den måned, bruddet opstod, og den pligt, det gælder.", 12, 9),
        time(),
        *_duties(),
        unit="locale",
        decimals=0,
        bars=True,
        stacked=True,
    )
    return section("Udvikling", trend, new)


def _duties() -> tuple[Column, ...]:
    return (
        column("foerste", "Første samtale", count(), fixed(palette.BLUE)),
        column("cv", "CV", count(), fixed(palette.NEAR)),
        column("tre", "Tre samtaler", count(), fixed(palette.GREEN)),
        column("faelles", "Fællessamtaler", count(), fixed(palette.PURPLE)),
    )


def _pligter() -> Section:
    duties = rows(
        "akasse_pligter",
        About(
            "A-kassens pligter",
            "Sager, hvor a-kassen har ansvaret. Et klik på reglen viser dens ord.",
            24,
            8,
            "Ingen sager",
        ),
        column("rule_id", "Regel", leads("Vis reglen", REGEL), width(150)),
        column("titel", "Pligt"),
        *(column(each.name, each.title, count(), width(100)) for each in statuses()),
        column("afhjulpet", "Afhjulpet", count(), width(90)),
    )
    places = rows(
        "akasse_kommuner",
        About("Efter kommune", "Åbne sager efter borgerens kommune.", 24, 10, "Ingen åbne sager"),
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        *(column(each.name, each.title, count(), width(110)) for each in _duties()),
        column("varsler", "Varsler", count(), width(80)),
        column("brud", "Brud", count(), width(70)),
    )
    return section("Pligter og kommuner", duties, places)


def _alle() -> Shown:
    return rows(
        "akasse_alle",
        About("Alle a-kasser", "Dem længst fra arbejdsniveauet først. Et klik åbner a-kassen.", 24, 12),
        column("kode", "", hidden()),
        column("navn", "A-kasse", leads("Åbn a-kassen", AKASSE)),
        column("medlemmer", "Medlemmer", count(), absent()),
        column("forloeb", "Forløb i tallet", count()),
        column("andel", "Tre samtaler til tiden", share(), absent()),
        column("afstand", "Fra arbejdsniveauet", share(), filled(), ABOVE, absent()),
        column("brud", "Åbne brud", count()),
        column("varsler", "Varsler", count()),
        why(),
    )
