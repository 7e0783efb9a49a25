"""Revision: what revisions look at (regime tilsyn). No legal target; for comparison between kommuner and a-kasser."""

from __future__ import annotations

from dashboards.page import Page, section
from dashboards.pages.links import AKASSE, KOMMUNE
from dashboards.panels.column import absent, column, count, hidden, leads, mapped, share, unit, why, why_of, width
from dashboards.panels.rows import rows
from dashboards.panels.shown import About, Shown

OFF = "Slået fra: sæt FOKUSVAGT_REGIMES=gaeldende,tilsyn"
NO_TARGET = "Intet af det er et lovkrav; det er til sammenligning."
TAL = {
    "UDEBLIVELSE": ("Udeblivelse fra samtaler", ""),
    "SAM-PR-FULDTID": ("Samtaler pr. fuldtidsperson", ""),
    "AKTIV-ANDEL": ("Andel i aktivering", ""),
    "FS-DELTAGELSE": ("A-kassens deltagelse i fællessamtaler", ""),
    "SI-PROXY": ("Samtale i 14. til 18. måned på dagpenge", ""),
    "T225": ("225 timers arbejde", ""),
}
WHO = {"kommune": ("Kommuner", ""), "akasse": ("A-kasser", "")}


def revision() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-revision",
        title="Revision",
        description="Det, som revisioner og tilsyn ser på, kommune for kommune og a-kasse for a-kasse.",
        sections=(
            section("Spredningen", _spredning()),
            section("Kommuner og a-kasser", _kommuner(), _akasser()),
        ),
    )


def _spredning() -> Shown:
    about = About("Tallene over landet", f"Midten, og P10 og P90 mellem enhederne. {NO_TARGET}", 24, 8, OFF)
    number = unit("none", 3)
    return rows(
        "revision_spredning",
        about,
        column("indicator_id", "Tal", mapped(TAL)),
        column("scope", "Hvem", mapped(WHO), width(110)),
        column("enheder", "Enheder", count(), width(100)),
        column("bag", "Bag tallene", count(), width(110)),
        column("p10", "P10", number, width(90)),
        column("midten", "Midten", number, width(90)),
        column("p90", "P90", number, width(90)),
    )


def _kommuner() -> Shown:
    about = About("Kommune for kommune", f"Tallene i dag. Tragten er på siden Sammenligning. {NO_TARGET}", 16, 16, OFF)
    return rows(
        "revision_kommuner",
        about,
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE), width(150)),
        column("udeblivelse", "Udeblivelse", share(), absent()),
        column("samtaler", "Samtaler pr. fuldtid", unit("none", 1), absent()),
        column("aktiv", "I aktivering", share(), absent()),
        column("si", "Samtale 14.–18. md.", share(), absent()),
        column("t225", "225 timer", share(), absent()),
        column("passive", "Passive over et år", count(), absent()),
        *(why_of(name, hidden()) for name in ("udeblivelse", "samtaler", "aktiv", "si", "t225")),
    )


def _akasser() -> Shown:
    about = About("A-kassernes deltagelse", f"Andel af fællessamtaler, hvor a-kassen deltog. {NO_TARGET}", 8, 16, OFF)
    return rows(
        "revision_akasser",
        about,
        column("kode", "", hidden()),
        column("navn", "A-kasse", leads("Åbn a-kassen", AKASSE)),
        column("samtaler", "Samtaler", count(), width(100)),
        column("deltagelse", "Deltog", share(), width(90)),
        why(),
    )
