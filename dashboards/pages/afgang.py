"""Afgang: where people are after a forløb began and after it ended, beside what VIVE (2022) publishes."""

from __future__ import annotations

from dashboards import palette, variables
from dashboards.page import Page, Section, section
from dashboards.pages.links import AKASSE, KOMMUNE
from dashboards.panels.bars import bars
from dashboards.panels.column import Column, absent, column, count, fixed, hidden, leads, share, time, width
from dashboards.panels.curves import along, curves
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown

STATES = (
    ("beskaeftigelse", "Beskæftigelse", palette.BLUE),
    ("uddannelse", "Uddannelse", palette.GREEN),
    ("fleksjob", "Fleksjob", palette.YELLOW),
    ("selvforsoergelse", "Selvforsørgelse", palette.PURPLE),
    ("foertidspension", "Førtidspension", palette.OVER),
    ("doed", "Død eller udrejst", palette.UNDER),
    ("anden", "Anden ydelse", palette.NEAR),
    ("samme", "Fortsat eller igen", palette.NONE),
)
HOW = (
    "Målt i månedens sidste syv dage, som VIVE (2022) gør det. Hos VIVE's målgrupper er et skift mellem ydelser ikke "
    "en afgang; vælges en ydelse, er det. Løn tæller fra første time."
)
EMPTY = "Endnu ingen forløb talt. De tælles hver sjette time"


def afgang() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-afgang",
        title="Afgang",
        description="Hvor borgerne er 1, 3, 6 og 12 måneder efter, at et forløb begyndte og sluttede, og hvor længe "
        "forløbene varer.",
        sections=(
            section("Hvor de er bagefter", _efter("start", "starten"), _efter("slut", "afslutningen"), _udvikling()),
            _varighed(),
            section("Kommuner og a-kasser", _kommuner(), _akasser()),
            section("Ved siden af det offentliggjorte", _vive()),
        ),
        variables=(variables.kommune(), variables.gruppe()),
        since="now-6y",
    )


def _efter(which: str, words: str) -> Shown:
    about = About(
        f"Efter {words}",
        f"Kommunen ved siden af landet, 1, 3, 6 og 12 måneder efter {words} af forløbet. {HOW}",
        12,
        11,
        EMPTY,
    )
    hvornaar = column("hvornaar", "Hvornår")
    return bars(
        f"afgang_efter_{which}", about, hvornaar, *_states(fixed_too=True), unit="percentunit", across=True, whole=True
    )


def _states(*, fixed_too: bool) -> tuple[Column, ...]:
    return tuple(column(name, title, share(), fixed(colour) if fixed_too else ()) for name, title, colour in STATES)


def _udvikling() -> Shown:
    about = About(
        "I job eller uddannelse efter et halvt år",
        f"Efter den måned, forløbet begyndte. De seneste seks måneder kan endnu ikke følges. {HOW}",
        24,
        8,
        EMPTY,
    )
    kommunen = column("kommunen", "Kommunen", share(), fixed(palette.BLUE))
    landet = column("landet", "Landet", share(), fixed(palette.NEAR))
    return series("afgang_udvikling", about, time(), kommunen, landet)


def _varighed() -> Section:
    return section(
        "Hvor længe de varer", *(_overlevelse(*each) for each in (("kommune", "Kommunen"), ("landet", "Landet")))
    )


def _overlevelse(where: str, words: str) -> Shown:
    about = About(
        f"{words}: stadig i forløbet",
        "Andel, der stadig er i forløbet så mange måneder efter starten (Kaplan-Meier): igangværende forløb tæller "
        "med, så længe de har varet. VIVE's målgrupper efter den ydelse, de begyndte på.",
        12,
        10,
        EMPTY,
    )
    groups = (
        column("dagpenge", "Dagpengemodtagere", share(), fixed(palette.BLUE)),
        column("jobparate", "Jobparate", share(), fixed(palette.GREEN)),
        column("aktivitetsparate", "Aktivitetsparate", share(), fixed(palette.OVER)),
        column("sygedagpenge", "Sygedagpengemodtagere", share(), fixed(palette.NEAR)),
    )
    maaneder = column("maaneder", "Måneder", along("måneder siden start"))
    return curves(f"afgang_overlevelse_{where}", about, maaneder, *groups, over="maaneder")


def _kommuner() -> Shown:
    about = About(
        "Et halvt år efter starten, kommune for kommune",
        f"Den valgte målgruppe, forløb begyndt i det seneste år, der kan følges. {HOW}",
        24,
        12,
        EMPTY,
    )
    names = (
        column("kode", "", hidden()),
        column("kommune_navn", "Kommune", leads("Åbn kommunen", KOMMUNE), width(140)),
    )
    return rows("afgang_kommuner", about, *names, column("forloeb", "Forløb", count()), *_states(fixed_too=False))


def _akasser() -> Shown:
    about = About(
        "Dagpenge: i job eller uddannelse, a-kasse for a-kasse",
        "Forløb begyndt i det seneste år, der kan følges så længe; her er et skift til en anden ydelse en afgang.",
        24,
        10,
        EMPTY,
    )
    return rows(
        "afgang_akasser",
        about,
        column("kode", "", hidden()),
        column("navn", "A-kasse", leads("Åbn a-kassen", AKASSE)),
        column("forloeb", "Forløb", count(), width(80)),
        column("efter_3", "3 md.", share(), absent(), width(80)),
        column("efter_6", "6 md.", share(), absent(), width(80)),
        column("efter_12", "12 md.", share(), absent(), width(80)),
    )


def _vive() -> Shown:
    about = About(
        "En måned efter endt forløb: VIVE (2022) og her",
        "VIVE's andele er for forløb afsluttet 2011–2019 og uden dem, der stadig var ledige. Sygedagpenge: VIVE's "
        "beskæftigelse er med de delvist raskmeldte. Måneder, tilstande og målgrupper er defineret som hos VIVE.",
        24,
        15,
    )
    return rows(
        "afgang_vive",
        about,
        column("gruppe", "Målgruppe", width(200)),
        column("hvor", "Hvor", width(160)),
        column("antal", "Forløb her", count()),
        column("andel", "Andel her", share(), absent()),
        column("offentliggjort", "VIVE 2011–2019", share()),
        column("forskel", "Forskel", share(), absent()),
        column("kilde", "Kilde"),
    )
