"""Drift: is the stream alive. Lag, throughput, latency and restarts, from what the stages tell of themselves."""

from __future__ import annotations

from dashboards import palette
from dashboards.page import Page, section
from dashboards.panels.column import column, count, fixed, mapped, steps, time, unit, width
from dashboards.panels.figures import figures
from dashboards.panels.rows import rows
from dashboards.panels.series import series
from dashboards.panels.shown import About, Shown

TRIN = mapped({"persons": ("Borgere", ""), "measures": ("Mål", ""), "letters": ("Afviste", "")})


def drift() -> Page:
    """The page."""
    return Page(
        uid="fokusvagt-drift",
        title="Drift",
        description="Strømmens helbred: efterslæb, gennemløb, latens og genstarter.",
        sections=(
            section("", _status()),
            section("Gennemløb og latens", _gennemloeb(), _latens()),
            section("Rytme og genstarter", _cyklusser(), _genstarter()),
            section("Processer og partitioner", _koersler(), _partitioner()),
        ),
        since="now-6h",
        refresh="5s",
    )


def _status() -> Shown:
    return figures(
        "drift_status",
        About("Strømmen lige nu", "Efterslæb: delmål, der er sendt, men endnu ikke lagt sammen.", 24, 4),
        column("forretningsdato", "Forretningsdato"),
        column(
            "siden",
            "Siden sidste melding",
            unit("s", 0),
            steps((None, palette.UNDER), (60, palette.NEAR), (600, palette.OVER)),
        ),
        column("efterslaeb", "Efterslæb mellem trinene", count()),
        column("laeste", "Læste poster", count()),
        column("arbejdere", "Processer", count()),
        column("afviste", "Afviste fakta", count()),
    )


def _gennemloeb() -> Shown:
    return series(
        "drift_gennemloeb",
        About("Gennemløb", "Læste poster i sekundet, trin for trin.", 12, 9),
        time(),
        column("personer", "Borgere", fixed(palette.BLUE)),
        column("maal", "Mål", fixed(palette.NEAR)),
        unit="cps",
        decimals=0,
    )


def _latens() -> Shown:
    return series(
        "drift_latens",
        About(
            "Latens",
            "Fra et faktum er registreret, til det står i ClickHouse. Kun fakta registreret inden for den seneste "
            "time; "
            "en afspilning af gamle fakta siger intet her. Grænsen er 2 sekunder.",
            12,
            9,
            "Ingen nye fakta i perioden",
        ),
        time(),
        column("median", "Median", fixed(palette.UNDER)),
        column("p99", "99 % inden", fixed(palette.BLUE)),
        unit="s",
        limit=((None, "transparent"), (2.0, palette.OVER)),
    )


def _cyklusser() -> Shown:
    return series(
        "drift_cyklusser",
        About("Rytme", "Sekunder mellem to meldinger fra et trin, i de minutter det havde noget at lave.", 12, 8),
        time(),
        column("personer", "Borgere", fixed(palette.BLUE)),
        column("maal", "Mål", fixed(palette.NEAR)),
        unit="s",
    )


def _genstarter() -> Shown:
    return series(
        "drift_genstarter",
        About(
            "Processer startet",
            "Hver ny proces, der overtager arbejde: en start, en genstart eller en udvidelse.",
            12,
            8,
        ),
        time(),
        column("startet", "Startet", count(), fixed(palette.PURPLE)),
        unit="locale",
        decimals=0,
        bars=True,
    )


def _koersler() -> Shown:
    return rows(
        "drift_koersler",
        About("Processer", "De 50 seneste, hvornår de begyndte, og hvad de læste.", 24, 7),
        column("koersel", "Proces", width(100)),
        column("begyndt", "Begyndt (UTC)", width(210)),
        column("senest", "Senest (UTC)", width(210)),
        column("partitioner", "Partitioner", count(), width(100)),
        column("poster", "Poster", count(), width(100)),
    )


def _partitioner() -> Shown:
    return rows(
        "drift_partitioner",
        About("Partitioner", "Hvor langt hvert trin er i hver partition.", 24, 12),
        column("stage", "Trin", TRIN, width(90)),
        column("topic", "Emne"),
        column("partition", "Partition", unit("none", 0), width(80)),
        column("consumed", "Næste post", count(), width(110)),
        column("forretningsdato", "Forretningsdato", width(130)),
        column("senest", "Senest (UTC)", width(210)),
        column("koersel", "Proces", width(90)),
    )
