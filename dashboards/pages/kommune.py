"""Kommune: one of the 98. Its targets and how far it has to them, its cases, what is due, and who it compares with."""

from __future__ import annotations

from dashboards import palette, variables
from dashboards.page import Page, Section, section
from dashboards.pages.common import away, compared, doubt, statuses, trend
from dashboards.pages.links import REGEL, SAGER, SAMMENLIGNING
from dashboards.pages.overblik import MAAL
from dashboards.panels.bars import bars
from dashboards.panels.column import (
    absent,
    column,
    count,
    fixed,
    leads,
    mapped,
    marked,
    share,
    steps,
    unit,
    why,
    why_of,
    width,
)
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown

STATUS = {
    "VARSEL": ("Varsel", palette.VARSEL),
    "FORELOEBIG": ("Foreløbig", palette.FORELOEBIG),
    "KONSTATERET": ("Konstateret", palette.KONSTATERET),
    "AFHJULPET": ("Afhjulpet", palette.AFHJULPET),
}
ANSVARLIG = {"KOMMUNE": ("Kommunen", ""), "AKASSE": ("A-kassen", "")}
EMPTY = "Ingen sager med de valgte filtre"


def kommune() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-kommune",
        title="Kommune",
        description=(
            "Én kommune: dens mål med udvikling, nowcast og luft, dens sager efter regel og alder, og hvad der "
            "forfalder."
        ),
        sections=(
            section("", _status()),
            _maal(),
            section("Hvor sikre tallene er", _tvivl(), _usikkerhed()),
            _sager(),
            _forfalder(),
            section("Sagslisten", _sagsliste()),
        ),
        variables=(variables.kommune(), variables.regime(), variables.regel(), variables.maalgruppe()),
    )


def _status() -> Shown:
    room = steps((None, palette.OVER), (0, palette.NEAR), (5, palette.UNDER))
    return figures(
        "kommune_status",
        About(
            "Målene lige nu",
            "12-måneders gennemsnit på dagen (nowcast), afstanden til målet, og luft: hvor mange borgere mere der "
            "kan mangle før månedens udgang; negativt: hvor mange der skal nås. Luft vises ikke på et "
            "månedsskifte.",
            24,
            5,
        ),
        column("samtale", "Samtaler", share()),
        column("samtale_afstand", "Samtaler: fra målet", away()),
        column("samtale_luft", "Samtaler: luft (borgere)", count(), room),
        column("tilbud", "Tilbud", share()),
        column("tilbud_afstand", "Tilbud: fra målet", away()),
        column("tilbud_luft", "Tilbud: luft (borgere)", count(), room),
        column("forsoergelse", "Forsørgelse", share()),
        column("forsoergelse_afstand", "Forsørgelse: fra det forventede", away()),
        *(why_of(name) for name in ("samtale", "tilbud", "forsoergelse")),
    )


def _maal() -> Section:
    lines = (
        series(
            f"kommune_udvikling_{name}",
            About(title, f"Kommunen måned for måned: {what}. Punktet er nowcasten, og målet er stiplet.", 8, 9),
            *trend(nowcast=True),
        )
        for name, title, what in MAAL
    )
    return section("Målene", *lines, _sammenlign())


def _sammenlign() -> Shown:
    return bars(
        "kommune_sammenlign",
        About(
            "Sammenlignet med region, størrelse og land",
            "12-måneders gennemsnit lige nu. Størrelsesgruppe efter indbyggere: under 30.000, 30–50.000, "
            "50–80.000, 80–120.000 og over 120.000.",
            24,
            8,
        ),
        column("maal", "Mål"),
        column("kommunen", "Kommunen", share(), fixed(palette.BLUE)),
        column("regionen", "Regionen", share(), fixed(palette.UNDER)),
        column("stoerrelsen", "Samme størrelse", share(), fixed(palette.GREEN)),
        column("landet", "Hele landet", share(), fixed(palette.NEAR)),
        unit="percentunit",
        decimals=1,
        stacked=False,
    )


def _tvivl() -> Shown:
    about = About(
        "Hvis de sædvanlige sene registreringer kommer",
        "Dagens andele med deres usikkerhed. Lavest: alle sene registreringer hører til borgere, der mangler. "
        "Ventet: de fordeler sig som alle andre. Højest: de sædvanlige sletninger kommer, og ingen sene.",
        24,
        5,
    )
    return rows("kommune_tvivl", about, column("maal", "Mål", width(110)), *doubt())


def _usikkerhed() -> Shown:
    about = About(
        "Sammenlignet, med usikkerhed",
        "Dagens andel mod gruppens; P10 og P90: én kommune ud af ti ligger under og over. Hver forskel med det, som "
        "tilfældet alene ville give. Tragten er på siden Sammenligning.",
        24,
        12,
    )
    tal = column("maal", "Tal", width(140), leads("Se tragten", SAMMENLIGNING))
    return rows("kommune_usikkerhed", about, tal, *compared())


def _sager() -> Section:
    return section("Sagerne", _tal(), _regel_alder(), _alder(), _maalgrupper())


def _tal() -> Shown:
    return figures(
        "kommune_sager_tal",
        About("Sager med de valgte filtre", "Åbne sager i kommunen lige nu.", 24, 4),
        column("konstateret", "Konstaterede brud", count()),
        column("foreloebig", "Foreløbige brud", count()),
        column("varsel", "Varsler", count()),
        column("fire_uger", "Forfalder inden fire uger", count()),
        column("borgere", "Borgere", count()),
    )


def _regel_alder() -> Shown:
    return rows(
        "kommune_regel_alder",
        About(
            "Sager efter regel og alder",
            "Hvor mange dage fristen har været overskredet. Et klik på reglen viser dens sager på sagslisten.",
            24,
            10,
            EMPTY,
        ),
        column("rule_id", "Regel", leads("Vis sagerne", SAGER), width(170)),
        column("titel", "Pligt"),
        column("varsel", "Varsel", count(), width(80)),
        column("til_30", "1–30 dage", count(), width(90)),
        column("til_90", "31–90", count(), width(80)),
        column("til_180", "91–180", count(), width(80)),
        column("til_365", "181–365", count(), width(80)),
        column("over_365", "over et år", count(), width(90)),
        column("i_alt", "I alt", count(), width(80)),
    )


def _alder() -> Shown:
    about = About("Sager efter alder", "Alle åbne sager efter hvor længe fristen har været overskredet.", 12, 8, EMPTY)
    return bars("kommune_alder", about, column("alder", "Alder"), *statuses())


def _maalgrupper() -> Shown:
    about = About(
        "Sager efter målgruppe", "Efter den ydelse, som borgeren senest er registreret på i kommunen.", 12, 8, EMPTY
    )
    return bars("kommune_maalgrupper", about, column("maalgruppe", "Målgruppe"), *statuses(), across=True)


def _forfalder() -> Section:
    about = About(
        "Frister i de næste fire uger",
        "Varsler efter den dag, fristen falder, og hvem der har ansvaret.",
        24,
        8,
        "Ingen frister i de næste fire uger",
    )
    kommunen = column("kommunen", "Kommunens", count(), fixed(palette.BLUE))
    akassen = column("akassen", "A-kassens", count(), fixed(palette.NEAR))
    return section("Hvad forfalder", bars("kommune_varsler", about, column("frist", "Frist"), kommunen, akassen))


def _sagsliste() -> Shown:
    return rows(
        "kommune_sagsliste",
        About(
            "Sagsliste",
            "De 500 sager, der haster mest: varsler før frister, derefter de nyeste overskridelser. `fokusvagt "
            "serve` forklarer hver sag og hver borger, `fokusvagt explain` gør det på kommandolinjen.",
            24,
            16,
            EMPTY,
        ),
        column("frist", "Frist", width(110)),
        column("dage", "Dage tilbage", unit("none", 0), width(100)),
        column("status", "Status", marked(STATUS), width(110)),
        column("person_id", "Borger (pseudonym)", width(150)),
        column("rule_id", "Regel", leads("Vis reglens ord", REGEL), width(160)),
        column("pligt", "Pligt"),
        column("ansvarlig", "Ansvarlig", mapped(ANSVARLIG), width(100)),
        column("talt", "Talt", unit("none", 0), width(70), absent()),
        column("kraevet", "Krævet", unit("none", 0), width(80), absent()),
        column("afhjaelp", "Hvad der lukker sagen"),
        why(),
    )
