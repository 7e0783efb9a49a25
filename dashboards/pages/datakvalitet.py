"""Datakvalitet: how late, how whole and how silent the sources are. Silence shows as silence, never as compliance."""

from __future__ import annotations

from dashboards import palette
from dashboards.page import Page, Section, section
from dashboards.pages.common import doubt
from dashboards.pages.links import KOMMUNE
from dashboards.panels.bars import bars
from dashboards.panels.column import (
    absent,
    column,
    count,
    filled,
    fixed,
    hidden,
    leads,
    mapped,
    share,
    steps,
    time,
    unit,
    width,
)
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown

MAAL = mapped({"FM-SAMTALE": ("Samtaler", ""), "FM-TILBUD": ("Tilbud", ""), "RM-FORSOERGELSE": ("Forsørgelse", "")})
SILENT = steps((None, "transparent"), (14, palette.NEAR), (30, palette.OVER))
LATE = steps((None, "transparent"), (14, palette.NEAR), (30, palette.OVER))


def datakvalitet() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-datakvalitet",
        title="Datakvalitet",
        description=(
            "Forsinkede registreringer, afviste fakta, manglende rammevilkår, ukendt deltagelse og tavse kilder."
        ),
        sections=(
            section("", _status()),
            section("Hvad sene registreringer kan flytte", _tvivl()),
            _forsinket(),
            section("Kilde for kilde", _kilder()),
            _afvist(),
            _mangler(),
            section("Tavse kilder", _tavse()),
        ),
        since="now-30d",
    )


def _status() -> Shown:
    bad = steps((None, palette.UNDER), (1, palette.OVER))
    return figures(
        "datakvalitet_status",
        About("Hvad der mangler", "Tavs: ingen registrering i 30 dage før forretningsdatoen.", 24, 4),
        column("afviste", "Afviste fakta", count(), bad),
        column("uden_rammer", "Kommuner uden rammevilkår", count(), bad),
        column("ukendt", "Fællessamtaler med ukendt deltagelse", share()),
        column("tavse", "Tavse kilder", count(), bad),
        column("kilder", "Kilder i alt", count()),
    )


def _forsinket() -> Section:
    types = bars(
        "datakvalitet_forsinkelse_typer",
        About("Forsinkelse efter type", "Dage fra hændelsen til den første registrering, i det seneste år.", 8, 12),
        column("slags", "Type"),
        column("median", "Median", unit("d", 0), fixed(palette.UNDER)),
        column("p90", "90 % inden", unit("d", 0), fixed(palette.NEAR)),
        unit="d",
        stacked=False,
        across=True,
    )
    sources = rows(
        "datakvalitet_forsinkelse",
        About("Forsinkelse efter kilde", "De 300 langsomste kilder i det seneste år.", 16, 12),
        column("type", "Type", width(120)),
        column("source", "Kilde"),
        column("aar", "År", unit("none", 0), width(70)),
        column("antal", "Fakta", count(), width(90)),
        column("median_dage", "Median", unit("d", 0), width(90), absent()),
        column("p90_dage", "90 % inden", unit("d", 0), filled(), LATE, width(110)),
        column("andel_slettet", "Slettet", share(), width(90)),
        column("andel_rettet", "Rettet", share(), width(90)),
    )
    return section("Forsinkede registreringer", types, sources)


def _tvivl() -> Shown:
    about = About(
        "Usikkerheden i dagens mål",
        "Hvad dagens andel ville være, hvis de samtaler og tilbud kom, som kommunen sædvanligvis registrerer senere. "
        "Lavest: alle hører til borgere, der mangler. Højest: de sædvanlige sletninger kommer, og ingen sene.",
        24,
        12,
    )
    return rows(
        "datakvalitet_tvivl",
        about,
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE), width(150)),
        column("indicator_id", "Mål", MAAL, width(120)),
        *doubt(),
    )


def _kilder() -> Shown:
    about = About(
        "Sådan registrerer kilderne",
        "Fakta registreret i det seneste år. Dage fra hændelsen til den udgave, der gælder; rettet: med en "
        "senere udgave, som et tilbud får, når det slutter; "
        "tavse dage: hverdage uden en eneste registrering siden den første.",
        24,
        14,
    )
    return rows(
        "datakvalitet_kilder",
        about,
        column("type", "Type", width(120)),
        column("source", "Kilde"),
        column("antal", "Fakta", count(), width(90)),
        column("p10_dage", "10 % inden", unit("d", 0), width(100)),
        column("median_dage", "Median", unit("d", 0), width(90)),
        column("p90_dage", "90 % inden", unit("d", 0), filled(), LATE, width(110)),
        column("p99_dage", "99 % inden", unit("d", 0), width(110)),
        column("andel_7", "Inden 7 dage", share(), width(110)),
        column("andel_30", "Inden 30 dage", share(), width(110)),
        column("andel_rettet", "Rettet", share(), width(90)),
        column("andel_slettet", "Slettet", share(), width(90)),
        column("tavse_dage", "Tavse dage", count(), width(100)),
    )


def _afvist() -> Section:
    none = "Ingen afviste fakta"
    over_time = series(
        "datakvalitet_afviste_tid",
        About("Afviste fakta over tid", "Efter hvornår de blev afvist.", 8, 10, f"{none} i den valgte periode"),
        time(),
        column("afviste", "Afviste", count(), fixed(palette.OVER)),
        unit="locale",
        decimals=0,
        bars=True,
    )
    reasons = rows(
        "datakvalitet_afviste",
        About("Afviste fakta efter årsag", "De ligger hele i køen: `fokusvagt dlq list` viser dem.", 16, 10, none),
        column("error_class", "Fejl", width(150)),
        column("grund", "Årsag"),
        column("topic", "Emne", width(180)),
        column("antal", "Antal", count(), width(80)),
        column("senest", "Senest", width(210)),
    )
    return section("Afviste fakta", over_time, reasons)


def _mangler() -> Section:
    terms = rows(
        "datakvalitet_rammevilkaar",
        About(
            "Kommuner uden rammevilkår",
            "Uden rammevilkår for året kan resultatmålet ikke siges, og kommunen bedømmes ikke.",
            12,
            14,
            "Ingen kommuner med udbetalinger mangler rammevilkår",
        ),
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("aar", "År", unit("none", 0)),
        column("betalinger", "Udbetalinger uden", count()),
    )
    unknown = bars(
        "datakvalitet_deltagelse",
        About(
            "Ukendt deltagelse i fællessamtaler",
            "Andel af fællessamtaler, hvor det er ukendt, om a-kassen deltog.",
            12,
            14,
        ),
        column("navn", "A-kasse"),
        column("andel", "Ukendt", share(), fixed(palette.NEAR)),
        unit="percentunit",
        decimals=1,
        across=True,
    )
    return section("Hvad der mangler", terms, unknown)


def _tavse() -> Shown:
    return rows(
        "datakvalitet_tavse",
        About(
            "Dage siden kilden sidst blev hørt",
            "Før forretningsdatoen, i alt og type for type. Tom: har aldrig sendt typen.",
            24,
            14,
        ),
        column("source", "Kilde"),
        column("senest", "Senest hørt", width(120)),
        column("dage", "Dage siden", unit("none", 0), filled(), SILENT),
        column("ydelse", "Ydelse", unit("none", 0), absent()),
        column("samtale", "Samtale", unit("none", 0), absent()),
        column("tilbud", "Tilbud", unit("none", 0), absent()),
        column("borgerstatus", "Borgerstatus", unit("none", 0), absent()),
        column("beskaeftigelse", "Beskæftigelse", unit("none", 0), absent()),
    )
