"""Skærpet tilsyn: the two steps, who would be a candidate today, and how far it is. A candidate, never the status."""

from __future__ import annotations

from dashboards import palette
from dashboards.page import Page, section
from dashboards.pages.common import away
from dashboards.pages.links import KOMMUNE, KOMMUNE_TILE
from dashboards.panels.column import (
    absent,
    column,
    count,
    filled,
    fixed,
    hidden,
    leads,
    mapped,
    marked,
    share,
    steps,
    time,
    why,
    width,
)
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown
from dashboards.panels.tiles import tile_map

BOTH = ((None, palette.UNDER), (1.0, palette.NEAR), (2.0, palette.OVER))
WORDS = ("Begge opfyldt", "Ét trin mangler", "Kandidat")
KLASSER = {
    "UDVIKLINGSPOTENTIALE": ("Udviklingspotentiale", ""),
    "SOM_FORVENTET": ("Som forventet", ""),
    "INSPIRATION": ("Inspiration", ""),
}
STEP = marked({"0": ("opfyldt", palette.UNDER), "1": ("ikke opfyldt", palette.OVER)})


def tilsyn() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-tilsyn",
        title="Skærpet tilsyn",
        description="Kandidater til skærpet tilsyn, trin for trin, og hvor langt hver kommune er fra det. "
        "Kandidat, aldrig den juridiske status.",
        sections=(
            section("", _status()),
            section("Hvor og hvornår", _kort(), _udvikling()),
            section("Hvis året sluttede i dag", _trin()),
            section("Det anbefalede regime (2024), som ikke gælder", _anbefalet()),
        ),
    )


def _status() -> Shown:
    return figures(
        "tilsyn_status",
        About(
            "De to trin lige nu",
            "Trin 1: resultatmålet er ikke opfyldt. Trin 2: mindst ét fokusmål er ikke opfyldt.",
            24,
            4,
        ),
        column("kandidater", "Kandidater i dag", count(), steps((None, palette.UNDER), (1, palette.OVER))),
        column("kandidater_foer", "Kandidater ved månedsskiftet", count()),
        column("trin1", "Trin 1 ikke opfyldt", count()),
        column("trin2", "Trin 2 ikke opfyldt", count()),
        column("bedoemt", "Kommuner bedømt", count()),
    )


def _kort() -> Shown:
    description = (
        "Antal trin, som kommunen ikke opfylder. Blå: ingen. Orange: ét. Rød: begge, altså kandidat. "
        "Grå: ingen data. Et klik åbner kommunen."
    )
    return tile_map("tilsyn_kort", About("Trin på kortet", description, 10, 14), BOTH, WORDS, KOMMUNE_TILE, "none", 0)


def _udvikling() -> Shown:
    return series(
        "tilsyn_udvikling",
        About(
            "Kommuner over tid", "Kommuner, der ved hvert månedsskifte ikke opfyldte trin 1, trin 2 og begge.", 14, 14
        ),
        time(),
        column("trin1", "Trin 1 ikke opfyldt", count(), fixed(palette.UNDER)),
        column("trin2", "Trin 2 ikke opfyldt", count(), fixed(palette.NEAR)),
        column("kandidater", "Kandidater", count(), fixed(palette.OVER)),
        unit="locale",
        decimals=0,
    )


def _trin() -> Shown:
    about = About(
        "Kandidater og hvor langt der er",
        "Afstande i procentpoint: over nul er målet ikke opfyldt. I alt: under nul mangler der så meget til at blive "
        "kandidat, over nul skal der hentes så meget. Luft: borgere inden månedens udgang.",
        24,
        18,
    )
    return rows(
        "tilsyn_trin",
        about,
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("trin1", "Trin 1", STEP, width(110)),
        column("forsoergelse", "Forsørgelse: fra det forventede", away()),
        column("trin2", "Trin 2", STEP, width(110)),
        column("fm_samtale", "Samtaler: fra målet", away(), absent()),
        column("luft_samtale", "Luft: samtaler", count(), absent()),
        column("fm_tilbud", "Tilbud: fra målet", away(), absent()),
        column("luft_tilbud", "Luft: tilbud", count(), absent()),
        column("vej", "Afstand i alt", filled(), away()),
        column("er_kandidat", "Kandidat", mapped({"0": ("nej", ""), "1": ("ja", "")}), width(90)),
        why(),
    )


def _anbefalet() -> Shown:
    about = About(
        "Anbefalede resultatmål",
        "Ekspertgruppens mål fra 2024, udregnet for sig og aldrig blandet med det gældende. De slås til med "
        "indstillingen FOKUSVAGT_REGIMES=gaeldende,tilsyn,anbefalet.",
        24,
        12,
        "Slået fra: sæt FOKUSVAGT_REGIMES=gaeldende,tilsyn,anbefalet",
    )
    return rows(
        "tilsyn_anbefalet",
        about,
        column("scope", "Hvem", mapped({"kommune": ("Kommune", ""), "akasse": ("A-kasse", "")}), width(100)),
        column("navn", "Navn"),
        column("indicator_id", "Mål", width(110)),
        column("value", "Andel", share(), width(90)),
        column("threshold", "Forventet", share(), absent(), width(100)),
        column("numerator", "Tæller", count(), width(90)),
        column("denominator", "Nævner", count(), width(90)),
        column("class", "Klasse", mapped(KLASSER), absent(), width(180)),
    )
