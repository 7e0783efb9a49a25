"""Commands about the rules: list, show, check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table

from streams.cli.common import err, out
from streams.rules import book

rules = typer.Typer(help="The rule catalogue: law as dated, cited data.", no_args_is_help=True)


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.add_typer(rules, name="rules")


@rules.command("list")
def list_rules() -> None:
    """Every version of every rule, with its validity and who answers for it."""
    table = Table("regel", "version", "område", "fra", "til", "ansvarlig", "titel", box=None, header_style="bold")
    for row in book.rules_list():
        table.add_row(row.rule_id, row.version, row.omraade, row.gyldig_fra, row.gyldig_til, row.ansvarlig, row.titel)
    out.print(table)


@rules.command("show")
def show(rule_id: Annotated[str, typer.Argument(help="Such as SAM-DP-6I6; see `rules list`.")]) -> None:
    """One rule: the duty in words, its law and quotations, and every dated value with its source."""
    try:
        sheet = book.rule_show(rule_id)
    except KeyError as error:
        raise typer.BadParameter(str(error.args[0])) from None
    text = sheet.text
    out.print(f"[bold]{text.rule_id}[/bold]  {text.titel}\n{text.titel_en}\n\n{text.tekst}\n\n{text.hjemmel}\n")
    versions = Table("version", "fra", "til", "ansvarlig", box=None, header_style="bold")
    for version in sheet.versioner:
        versions.add_row(version.version, version.gyldig_fra, version.gyldig_til, version.ansvarlig)
    values = Table("parameter", "fra", "til", "værdi", "standing", "kilder", "note", box=None, header_style="bold")
    for value in sheet.vaerdier:
        values.add_row(
            value.parameter, value.fra, value.til, value.vaerdi, value.standing, ", ".join(value.kilder), value.note
        )
    sources = Table("kilde", "sted", "ordlyd", box=None, header_style="bold")
    for source in sheet.kilder:
        sources.add_row(source.noegle, source.sted, source.tekst)
    readings = Table("variant", "læsning", "parameter", "fra", "værdi", "standing", box=None, header_style="bold")
    for variant in sheet.varianter:
        for value in variant.vaerdier:
            readings.add_row(variant.navn, variant.titel, value.parameter, value.fra, value.vaerdi, value.standing)
    out.print(versions, "", values, "", *((readings, "") if sheet.varianter else ()), sources)


@rules.command("check")
def check(
    write: Annotated[bool, typer.Option("--write", help="Write LOCK after a deliberate change.")] = False,
) -> None:
    """Check every rule file against the schema, itself and LOCK; all problems at once."""
    if write:
        book.write_lock()
    problems = book.rules_check()
    for problem in problems:
        err.print(problem, highlight=False, markup=False)
    if problems:
        raise typer.Exit(1)
    out.print(f"{len({row.rule_id for row in book.rules_list()})} rules in order", highlight=False)


@rules.command("docs")
def docs(
    out_file: Annotated[Path, typer.Option("--out", help="Where to: .md or .html.")] = Path(
        "streams/rules/REGELBOG.md"
    ),
    spec: Annotated[Path, typer.Option(help="The cases that are shown as examples.")] = Path("tests/spec"),
    is_current: Annotated[
        bool, typer.Option("--check", help="Write nothing; fail when the book is out of date.")
    ] = False,
) -> None:
    """Write the rule book: every rule, its law, its dated values with their sources, and its cases.

    Example: fokusvagt rules docs --out regelbog.html
    """
    from streams.rules.rulebook import html, markdown

    if out_file.suffix not in (".md", ".html"):
        raise typer.BadParameter(f"{out_file} is neither .md nor .html", param_hint="--out")
    written = markdown(spec if spec.is_dir() else None)
    if out_file.suffix == ".html":
        written = html(written)
    if not is_current:
        out_file.write_text(written, encoding="utf-8")
    elif not out_file.is_file() or out_file.read_text(encoding="utf-8") != written:
        err.print(f"{out_file} is out of date; run: fokusvagt rules docs --out {out_file}", highlight=False)
        raise typer.Exit(1)
