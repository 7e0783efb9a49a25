"""Overblik: the country. Which kommuner are slipping, where they lie, who has moved, who is a candidate."""

from __future__ import annotations

from dashboards import palette
from dashboards.page import Page, Section, section
from dashboards.pages.common import AWAY, MEANT, away, trend
from dashboards.pages.links import KOMMUNE, KOMMUNE_TILE
from dashboards.panels.bars import bars
from dashboards.panels.column import (
    absent,
    column,
    count,
    filled,
    fixed,
    hidden,
    leads,
    marked,
    share,
    steps,
    why,
    width,
)
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown
from dashboards.panels.tiles import tile_map

MAAL = (
    ("samtale", "Fokusmål: samtaler", "borgere uden fire samtaler på tolv måneder"),
    ("tilbud", "Fokusmål: tilbud", "borgere uden tilbud eller beskæftigelse i tolv måneder"),
    ("forsoergelse", "Resultatmål: forsørgelse", "andel på offentlig forsørgelse"),
)


def overblik() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-overblik",
        title="Overblik",
        description=(
            "Landet lige nu: fokusmål og resultatmål, kommuner over, tæt på og under målet, og kandidater til "
            "skærpet tilsyn."
        ),
        sections=(section("", _status()), _kort(), _udvikling(), _flytning(), section("Kommunerne", _kommuner())),
    )


def _status() -> Shown:
    over = steps((None, palette.UNDER), (1, palette.OVER))
    return figures(
        "overblik_status",
        About(
            "Landet lige nu",
            "Åbne brud og varsler i gældende regler, og hvor mange kommuner der er over deres mål.",
            24,
            4,
        ),
        column("forretningsdato", "Tallene gælder pr."),
        column("brud", "Åbne brud", count()),
        column("varsler", "Varsler", count()),
        column("over_samtale", "Kommuner over: samtaler", count(), over),
        column("over_tilbud", "Kommuner over: tilbud", count(), over),
        column("over_forsoergelse", "Kommuner over: forsørgelse", count(), over),
        column("kandidater", "Kandidater til skærpet tilsyn", count(), over),
    )


def _kort() -> Section:
    about = (
        "Afstand til målet som gennemsnit over 12 måneder ({}). Blå: under. Orange: under to procentpoint fra. "
        "Rød: over. Grå: ingen data. Et klik åbner kommunen."
    )
    maps = (
        tile_map(f"overblik_kort_{name}", About(title, about.format(what), 8, 13), AWAY, MEANT, KOMMUNE_TILE)
        for name, title, what in MAAL
    )
    return section("Kommunerne på kortet", *maps)


def _udvikling() -> Section:
    lines = (
        series(
            f"overblik_udvikling_{name}",
            About(
                title,
                f"Hele landet: {what}. Målet er stiplet; for forsørgelse er det kommunernes vægtede forventning.",
                8,
                8,
            ),
            *trend(nowcast=False),
        )
        for name, title, what in MAAL
    )
    return section("Udvikling i hele landet", *lines)


def _flytning() -> Section:
    return section("Over, tæt på og under", _fordeling(), _bevaegelse(), _kandidater())


def _fordeling() -> Shown:
    return bars(
        "overblik_fordeling",
        About(
            "Kommuner over, tæt på og under målet",
            "Antal kommuner efter deres 12-måneders gennemsnit. Tæt på: under målet, men højst to procentpoint fra.",
            6,
            10,
        ),
        column("maal", "Mål"),
        column("over", "Over", count(), fixed(palette.OVER)),
        column("taet_paa", "Tæt på", count(), fixed(palette.NEAR)),
        column("under", "Under", count(), fixed(palette.UNDER)),
    )


def _bevaegelse() -> Shown:
    words = {"over": ("▲ nu over", palette.OVER), "under": ("▽ nu under", palette.UNDER), "samme": ("uændret", "")}
    return rows(
        "overblik_bevaegelse",
        About(
            "Bevægelse siden sidste månedsskifte",
            "Dem, der har krydset deres mål, står først; derefter de største ændringer.",
            18,
            10,
        ),
        column("kode", "", hidden()),
        column("kommune", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("maal", "Mål"),
        column("forrige", "Før", share(), width(80)),
        column("nu", "Nu", share(), width(80)),
        column("aendring", "Ændring", share(), width(90)),
        column("graense", "Mål for kommunen", share(), width(90)),
        column("krydset", "Målet", marked(words), width(110)),
        why(),
    )


def _kandidater() -> Shown:
    step = marked({"0": ("opfyldt", palette.UNDER), "1": ("ikke opfyldt", palette.OVER)})
    return rows(
        "overblik_kandidater",
        About(
            "Kandidater til skærpet tilsyn",
            "Trin 1: resultatmålet er ikke opfyldt. Trin 2: mindst ét fokusmål er ikke opfyldt. Kandidat, aldrig "
            "den juridiske status.",
            24,
            9,
            "Ingen kandidater",
        ),
        column("kode", "", hidden()),
        column("kommune", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("forsoergelse", "Forsørgelse", share()),
        column("forventet", "Forventet", share()),
        column("trin1", "Trin 1", step),
        column("fejlede", "Fokusmål ikke opfyldt", count()),
        column("trin2", "Trin 2", step),
        column("samtale", "Samtaler", share(), absent()),
        column("tilbud", "Tilbud", share(), absent()),
        why(),
    )


def _kommuner() -> Shown:
    return rows(
        "overblik_kommuner",
        About(
            "Alle kommuner",
            "12-måneders gennemsnit for fokusmålene, afstand til det forventede for forsørgelse, og åbne sager.",
            24,
            14,
        ),
        column("kode", "", hidden()),
        column("kommune", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("region", "Region"),
        column(
            "samtale",
            "Samtaler",
            share(),
            absent(),
            filled(),
            steps((None, "transparent"), (0.18, palette.NEAR), (0.2, palette.OVER)),
        ),
        column(
            "tilbud",
            "Tilbud",
            share(),
            absent(),
            filled(),
            steps((None, "transparent"), (0.28, palette.NEAR), (0.3, palette.OVER)),
        ),
        column("forsoergelse", "Forsørgelse: afstand", away(), filled(), absent()),
        column("brud", "Åbne brud", count()),
        column("varsler", "Varsler", count()),
        why(),
    )
