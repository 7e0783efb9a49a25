"""whatif: the stored history under another law, or with deeds that were not done. Parsing and printing only."""

from __future__ import annotations

import json
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Annotated, Any, Final

import typer
from rich.table import Table

from schemas.regions import akasser, kommuner
from schemas.words import ORD
from streams.cli.asking import asking
from streams.cli.common import a_date, bars, law, out, settings
from streams.core.catalogue import Catalogue
from streams.explain.words import number
from streams.pipeline.whatif.deeds import DeedError, parse
from streams.pipeline.whatif.effects import KINDS, Effects, Side
from streams.pipeline.whatif.told import everything
from streams.pipeline.whatif.whatif import Question, whatif
from streams.rules.loader import load
from streams.settings import Settings

SHOWN: Final = 20
GROUPS: Final = {"rule_id": "regel", "kommune": "kommune", "maalgruppe": "målgruppe"}


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("whatif")(whatif_command)


def whatif_command(
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="RULE.parameter=value, as often as you like.")
    ] = None,
    variants: Annotated[
        list[str] | None, typer.Option("--variant", help="Another reading of unclear law: RULE.name; see `rules show`.")
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="A whole catalogue directory instead of the one in force.")] = None,
    samtaler: Annotated[
        list[str] | None,
        typer.Option(help="KOMMUNE:COUNT:DATE: so many more jobsamtaler, for those closest to their due dates."),
    ] = None,
    as_of: Annotated[str | None, typer.Option(help="Business date; the database's own unless given.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="The embedded database to read.")] = None,
    url: Annotated[str | None, typer.Option(help="A running ClickHouse, http://user:password@host:port.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One object with every difference.")] = False,
) -> None:
    """Judge the stored history twice, as it is and as it would be, and show what differs. Nothing is written.

    Examples: fokusvagt whatif --set FM-SAMTALE.antal=3 --data-dir state

    fokusvagt whatif --variant FS-2.fjerde-til-sjette --data-dir state

    fokusvagt whatif --samtaler 751:200:2025-06-30 --data-dir state
    """
    if not (changes or variants or rules or samtaler):
        raise typer.BadParameter("change something: --set, --variant, --rules or --samtaler")
    ours = settings()
    try:
        deeds = tuple(parse(text) for text in samtaler or ())
    except DeedError as error:
        raise typer.BadParameter(str(error), param_hint="--samtaler") from None
    changed = otherwise(ours, rules, changes or (), variants or ())
    question = Question(law(ours), changed, deeds, a_date(as_of) if as_of else None)
    with asking(data_dir, url) as link, bars() as shown:
        day, effects = whatif(link, question, shown.show)
    if as_json:
        sys.stdout.write(json.dumps(everything(day, effects), ensure_ascii=False, default=str) + "\n")
    else:
        _tell(day, effects)


def otherwise(ours: Settings, rules: Path | None, changes: Sequence[str], variants: Sequence[str]) -> Catalogue:
    """The law as it is asked about: of one rule the variant that is asked for, else the installation's own."""
    asked = {choice.partition(".")[0] for choice in variants}
    readings = [choice for choice in ours.variants if choice.partition(".")[0] not in asked]
    return load(rules, ours.regimes, changes, [*readings, *variants])


def _tell(day: date, effects: Effects) -> None:
    out.print(f"Pr. {day}: {effects.open_before:,} åbne sager, {effects.open_after:,} med ændringen\n", highlight=False)
    for field, title in GROUPS.items():
        if counts := effects.by(field):
            out.print(_table(field, title, counts), "")
    if not effects.sides:
        out.print("Ingen kommune eller a-kasse skifter side af et mål")
        return
    table = Table("mål", "hvem", "før", "efter", "grænse", "", box=None, header_style="bold")
    for side in effects.sides:
        verdict = "[red]bryder målet[/]" if side.breach else "[green]opfylder målet[/]"
        table.add_row(side.indicator_id, _who(side), *map(_figure, (side.before, side.after, side.threshold)), verdict)
    out.print("Skifter side af et mål", table)


def _table(field: str, title: str, counts: dict[Any, Counter[str]]) -> Table:
    """The most touched first."""
    table = Table(title, *KINDS, box=None, header_style="bold")
    most = sorted(counts, key=lambda key: (-counts[key].total(), str(key)))
    for key in most[:SHOWN]:
        table.add_row(_named(field, key), *(f"{counts[key][kind]:,}" for kind in KINDS))
    if len(most) > SHOWN:
        table.add_row(f"[dim]og {len(most) - SHOWN} til (alle med --json)[/]")
    return table


def _named(field: str, key: Any) -> str:
    if field == "kommune":
        return kommuner()[key].navn if key in kommuner() else "uden kommune"
    return ORD.get(key, key) if field == "maalgruppe" else str(key)


def _who(side: Side) -> str:
    return kommuner()[side.code].navn if side.scope == "kommune" else akasser()[side.code].kortnavn


def _figure(value: float | None) -> str:
    return "–" if value is None else number(value)
