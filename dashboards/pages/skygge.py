"""Skygge: what would be different under another law, judged beside the live stream; never mixed with what is."""

from __future__ import annotations

from dashboards import palette
from dashboards.page import Page, section
from dashboards.pages.links import KOMMUNE
from dashboards.panels.column import absent, column, count, hidden, leads, mapped, marked, share, unit, width, wrapped
from dashboards.panels.rows import rows
from dashboards.panels.shown import About, Shown
from schemas.words import ORD

YDELSER = (
    *("DAGPENGE", "KONTANTHJAELP", "UDDANNELSESHJAELP", "SHO", "SYGEDAGPENGE", "RESSOURCEFORLOEB"),
    *("JOBAFKLARING", "LEDIGHEDSYDELSE", "REVALIDERING", "FLEKSJOB", "FOERTIDSPENSION"),
)
NONE = "Ingen skygge: fokusvagt shadow NAVN --set REGEL.parameter=værdi"
SIDE = {"1": ("ville bryde målet", palette.OVER), "0": ("ville opfylde målet", palette.UNDER)}
NOT_LAW = "Intet af det gælder: det er, hvad den ændrede regel ville give af de samme fakta."


def skygge() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-skygge",
        title="Skygge",
        description="Andre regler ved siden af dem, der gælder: hvilke sager ville komme, forsvinde og flytte sig.",
        sections=(
            section("", _alle()),
            section("Sagerne", _regler(), _kommuner()),
            section("Målene", _sider()),
        ),
    )


def _alle() -> Shown:
    about = About("Skyggerne", f"En linje for hvert regelsæt i skygge, og dets seneste runde. {NOT_LAW}", 24, 6, NONE)
    return rows(
        "skygge_alle",
        about,
        column("navn", "Skygge", width(160)),
        column("aendring", "Anderledes er", wrapped()),
        column("pr", "Pr.", width(110)),
        column("aabne_foer", "Åbne sager", count(), width(110)),
        column("aabne_efter", "I skyggen", count(), width(110)),
        column("forskel", "Forskel", count(), width(100)),
        column("sekunder", "Runden tog", unit("s", 1), width(110)),
        column("alder", "Regnet for", unit("s"), width(120)),
    )


def _regler() -> Shown:
    about = About("Regel for regel", f"Sager, der ville være nye, væk eller flyttede. {NOT_LAW}", 12, 14, NONE)
    return rows(
        "skygge_regler",
        about,
        column("navn", "Skygge", width(130)),
        column("rule_id", "Regel", width(150)),
        column("maalgruppe", "Målgruppe", mapped({code: (ORD[code], "") for code in YDELSER}), absent()),
        column("nye", "Nye", count(), width(80)),
        column("vaek", "Væk", count(), width(80)),
        column("flyttede", "Flyttede", count(), width(90)),
    )


def _kommuner() -> Shown:
    about = About("Kommune for kommune", f"De mest berørte først. {NOT_LAW}", 12, 14, NONE)
    return rows(
        "skygge_kommuner",
        about,
        column("navn", "Skygge", width(130)),
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE)),
        column("nye", "Nye", count(), width(80)),
        column("vaek", "Væk", count(), width(80)),
        column("flyttede", "Flyttede", count(), width(90)),
    )


def _sider() -> Shown:
    said = f"Kommuner og a-kasser, som målet ville falde anderledes ud for. {NOT_LAW}"
    about = About("Skifter side af et mål", said, 24, 9, NONE)
    return rows(
        "skygge_sider",
        about,
        column("navn", "Skygge", width(160)),
        column("indicator_id", "Mål", width(180)),
        column("hvem", "Hvem"),
        column("foer", "Som det er", share(), absent(), width(110)),
        column("efter", "Tallet i skyggen", share(), absent(), width(150)),
        column("graense", "Grænse", share(), absent(), width(110)),
        column("brud", "I skyggen", marked(SIDE), width(170)),
    )
