"""Tælleri: activity that may be timed, split or named for the sake of the figure. Questions to ask, never breaches."""

from __future__ import annotations

from dashboards import palette
from dashboards.page import Page, section
from dashboards.pages.links import KOMMUNE
from dashboards.panels.column import absent, column, count, hidden, leads, mapped, marked, share, width, wrapped
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.shown import About, Shown

MONITORS = {
    "SAMTALE-SIDSTE-UGE": ("Samtaler i månedens sidste uge", ""),
    "TILBUD-AFBRUDT": ("Tilbud afbrudt inden en uge", ""),
    "SAMTALE-PR-DAG": ("Samtaler på én dag", ""),
    "FORM-SKIFT": ("Formen skifter med reglerne", ""),
    "TYPE-SKIFT": ("Typen skifter med reglerne", ""),
}
ASK = {"1": ("spørg", palette.NEAR), "0": ("sædvanligt", "")}
RANGE = (
    "Det sædvanlige er lært af landet: midten, tre robuste spredninger og det, tilfældet giver for så få. Hvad der "
    "ligger over, er et spørgsmål at stille, aldrig et brud."
)


def taelleri() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-taelleri",
        title="Tælleri",
        description="Aktivitet, der måske er lagt til rette for tallets skyld. Spørgsmål at stille, aldrig brud.",
        sections=(
            section("", _status()),
            section("Hvor mange", _spoergsmaal()),
            section("Det sædvanlige", _landet()),
        ),
    )


def _status() -> Shown:
    return figures(
        "taelleri_status",
        About(
            "Hvor mange spørgsmål", f"Antal kommuner (for samtaler på én dag: kilder) i det seneste år. {RANGE}", 24, 4
        ),
        column("sidste_uge", "Samtaler i sidste uge", count()),
        column("afbrudt", "Tilbud afbrudt straks", count()),
        column("pr_dag", "Samtaler på én dag", count()),
        column("form", "Form efter regelændring", count()),
        column("type", "Type efter regelændring", count()),
    )


def _spoergsmaal() -> Shown:
    about = About("Spørgsmål at stille", f"De tydeligste først, derefter de nærmeste ved grænsen. {RANGE}", 24, 16)
    return rows(
        "taelleri_spoergsmaal",
        about,
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE), width(150)),
        column("monitor", "Vagt", mapped(MONITORS), width(230)),
        column("hvor", "Kilde eller ændring", absent(), width(150)),
        column("andel", "Andel", share(), width(80)),
        column("landet", "Landet", share(), width(80)),
        column("forventet_til", "Sædvanligt til", share(), width(110)),
        column("naevner", "Af", count(), width(80)),
        column("spoerg", "Vurdering", marked(ASK), width(110)),
        column("spoergsmaal", "Spørgsmålet", wrapped(), absent("")),
    )


def _landet() -> Shown:
    about = About(
        "Vagterne over landet",
        f"Samtaler på én dag: mindst 16 og over tre gange kildens egen midterste dag. {RANGE}",
        24,
        9,
    )
    return rows(
        "taelleri_landet",
        about,
        column("monitor", "Vagt", mapped(MONITORS)),
        column("aendret", "Regler ændret", absent(), width(150)),
        column("kommuner", "Kommuner", count()),
        column("midten", "Landets midte", share()),
        column("p90", "P90", share()),
        column("forventet", "Sædvanligt til (snit)", share()),
        column("spoergsmaal", "Spørgsmål", count()),
    )
