"""Sammenligning: a kommune beside those it is fair to compare it with, and what chance alone would give."""

from __future__ import annotations

from dashboards import palette, variables
from dashboards.page import Page, section
from dashboards.pages.common import compared
from dashboards.pages.links import KOMMUNE
from dashboards.panels.column import column, count, dashed, fixed, hidden, leads, marked, share, why, width
from dashboards.panels.curves import along, curves, scattered
from dashboards.panels.rows import rows
from dashboards.panels.shown import About, Shown

PLACES = {
    "INDEN_FOR": ("inden for det, tilfældet kan forklare", ""),
    "UNDER": ("lavere; tilfældet giver det i 1 af 40", palette.NEAR),
    "OVER": ("højere; tilfældet giver det i 1 af 40", palette.NEAR),
    "LANGT_UNDER": ("lavere, end tilfældet kan forklare", palette.OVER),
    "LANGT_OVER": ("højere, end tilfældet kan forklare", palette.OVER),
    "FOR_FAA": ("for få personer til at sige noget", ""),
}


def sammenligning() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-sammenligning",
        title="Sammenligning",
        description="Kommuner mod region, størrelse, rammevilkår og land, med spredning, personer bag og usikkerhed.",
        sections=(
            section("Kommunen og de andre", _kommune()),
            section("Tragten", _tragt()),
            section("Alle kommuner mod landet", _alle()),
        ),
        variables=(variables.indikator(), variables.kommune()),
    )


def _kommune() -> Shown:
    about = About(
        "Kommunen mod dem, den kan måles med",
        "Region, samme størrelse, samme rammevilkår (de ti letteste, de ti sværeste og to midtergrupper efter den "
        "forventede andel på forsørgelse) og landet. P10 og P90: én kommune ud af ti ligger under og over. "
        "Usikkerheden er kommunen mod de andre i gruppen.",
        24,
        8,
    )
    return rows("sammenligning_kommune", about, *compared())


def _tragt() -> Shown:
    about = About(
        "Tragten omkring landets andel",
        "Hver prik er en kommune; jo færre personer bag, jo mere svinger andelen af sig selv. Inden for de stiplede "
        "linjer ligger 95 af 100 ved tilfældets spil (binomial), inden for de yderste 998 af 1.000.",
        24,
        15,
    )
    limit = ("nedre_95", "95 %, nedre"), ("oevre_95", "95 %, øvre")
    outer = ("nedre_998", "99,8 %, nedre"), ("oevre_998", "99,8 %, øvre")
    return curves(
        "sammenligning_tragt",
        about,
        column("naevner", "Personer", along("personer bag")),
        column("kommune_navn"),
        column("andel", "Kommuner", share(), fixed(palette.UNDER), scattered()),
        column("valgt", "Den valgte", share(), fixed(palette.OVER), scattered(14)),
        column("landet", "Landet", share(), fixed(palette.NONE)),
        *(column(name, title, share(), fixed(palette.NEAR), dashed()) for name, title in limit),
        *(column(name, title, share(), fixed(palette.PURPLE), dashed()) for name, title in outer),
        over="naevner",
    )


def _alle() -> Shown:
    about = About(
        "Hvor langt ude hver kommune ligger",
        "Længst ude først, målt i det, tilfældet giver for så mange personer. Med under 20 personer siges intet.",
        24,
        16,
    )
    return rows(
        "sammenligning_alle",
        about,
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE), width(160)),
        column("stoerrelse", "Størrelse", width(130)),
        column("naevner", "Personer bag", count(), width(110)),
        column("andel", "Andel", share(), width(90)),
        column("nedre", "95 % fra", share(), width(90)),
        column("oevre", "95 % til", share(), width(90)),
        column("placering", "Usikkerheden", marked(PLACES)),
        why(),
    )
