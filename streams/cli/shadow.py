"""shadow: another law beside the live stream. Parsing and printing only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Final

import typer

from streams.cli.asking import writing
from streams.cli.common import bars, interrupted, law, out, settings
from streams.cli.whatif import otherwise
from streams.clock import SystemClock
from streams.pipeline.whatif.shadow import Shadow
from streams.pipeline.whatif.whatif import Question

NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("shadow")(shadow_command)


def shadow_command(
    name: Annotated[str, typer.Argument(help="What to call it: small letters, digits and dashes.")],
    changes: Annotated[
        list[str] | None, typer.Option("--set", help="RULE.parameter=value, as often as you like.")
    ] = None,
    variants: Annotated[
        list[str] | None, typer.Option("--variant", help="Another reading of unclear law: RULE.name; see `rules show`.")
    ] = None,
    rules: Annotated[Path | None, typer.Option(help="A whole catalogue directory instead of the one in force.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="An embedded database, in use or not.")] = None,
    url: Annotated[str | None, typer.Option(help="A running ClickHouse, http://user:password@host:port.")] = None,
    every: Annotated[float, typer.Option(min=1, help="Least seconds between two rounds.")] = 30.0,
    once: Annotated[bool, typer.Option("--once", help="One round, and end.")] = False,
) -> None:
    """Judge what the live stream has stored under another law too, again and again, and write what would differ.

    Counts by rule, kommune and målgruppe in v_skygge_forskelle, targets that change side in v_skygge_sider: the page
    Skygge. A round is made when something new is stored; nothing else is touched. Ends at Ctrl-C or SIGTERM.

    Example: fokusvagt shadow tre-samtaler --set FM-SAMTALE.antal=3 --data-dir state --once
    """
    if not NAME.fullmatch(name):
        raise typer.BadParameter("small letters, digits and dashes, at most 40", param_hint="NAME")
    if not (changes or variants or rules):
        raise typer.BadParameter("change something: --set, --variant or --rules")
    ours, clock = settings(), SystemClock()
    changed = otherwise(ours, rules, changes or (), variants or ())
    said = ", ".join([*(changes or ()), *(variants or ()), *([str(rules)] if rules else [])])
    shadow = Shadow(name, said, Question(law(ours), changed, (), None))
    with writing(data_dir, url) as link:
        with bars() as shown:
            told = shadow.look(link, clock.now(), shown.show)
        if told:
            out.print(
                f"Pr. {told.as_of}: {told.open_before:,} åbne sager, {told.open_after:,} i skyggen · "
                f"{told.seconds:.1f} s",
                highlight=False,
            )
        if not once:
            shadow.follow(link, clock.now, interrupted().wait, every)
