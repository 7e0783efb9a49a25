"""explain: why a duty or a figure stands as it does, as a tree in Danish or as JSON."""

from __future__ import annotations

import json
from getpass import getuser
from pathlib import Path
from typing import Annotated, Final

import typer
from rich.markup import escape
from rich.table import Table
from rich.tree import Tree

from schemas.regions import akasser, kommuner
from schemas.words import ORD, ROLES, SPELLS, STATUS
from streams.cli.asking import writing
from streams.cli.common import a_date, law, out, settings
from streams.clock import SystemClock
from streams.explain.measures import MeasureTrace, Member
from streams.explain.trace import FactNote, Spell, Trace, as_json
from streams.explain.words import number
from streams.pipeline.explain import Explainer, log_access, open_ones

SHOWN: Final = 20
COLOURS: Final = {"KONSTATERET": "red", "FORELOEBIG": "yellow", "VARSEL": "cyan"}


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("explain")(explain)


def explain(
    what: Annotated[
        str, typer.Argument(help="A breach_id, a person_id, or RULE:CODE[:DATE|:live] such as FM-SAMTALE:751.")
    ],
    as_of: Annotated[str | None, typer.Option(help="Business date; the database's own unless given.")] = None,
    data_dir: Annotated[Path | None, typer.Option(help="The embedded database to read.")] = None,
    url: Annotated[str | None, typer.Option(help="A running ClickHouse, http://user:password@host:port.")] = None,
    json_: Annotated[bool, typer.Option("--json", help="One trace.v1 object a line.")] = False,
    all_: Annotated[bool, typer.Option("--all", help="Of a person: fulfilled and lapsed duties too.")] = False,
) -> None:
    """Why: the facts that counted, those that did not and why, the arithmetic, the rule and its law.

    Who asked is noted in v_adgange before anything is shown; without the right to write there, nothing is.

    Example: fokusvagt explain FM-SAMTALE:751 --data-dir .fokusvagt
    """
    with writing(data_dir, url, 5.0) as link:
        found = Explainer(link, law(), a_date(as_of) if as_of else None, settings().variants).what(what)
        log_access(link, SystemClock().now(), getuser(), "explain", found)
    persons = [trace for trace in found if isinstance(trace, Trace)]
    if len(found) > 1 and not all_:
        found = [*open_ones(persons)]
    if not found:
        out.print(f"{what}: ingen åbne pligter ({len(persons)} opfyldte eller bortfaldne; se dem med --all)")
    for trace in found:
        if json_:
            print(json.dumps(as_json(trace), ensure_ascii=False))
        else:
            out.print(_person(trace) if isinstance(trace, Trace) else _figure(trace))


def _person(trace: Trace) -> Tree:
    verdict, rule = trace.verdict, trace.rule
    tree = Tree(f"[bold]{rule.rule_id}[/]  {escape(rule.titel)}  {_status(verdict.status)}  pr. {trace.as_of}")
    _law(tree, trace)
    who = kommuner()[verdict.kommune].navn if verdict.kommune in kommuner() else "ukendt kommune"
    member = f", a-kasse {akasser()[verdict.akasse].kortnavn}" if verdict.akasse in akasser() else ""
    tree.add(f"Borger {trace.subject} i {who}{member}. Ansvarlig: {ORD.get(verdict.responsible, 'kommunen')}")
    if trace.spell:
        tree.add(_spell(trace.spell))
    _steps(tree, trace)
    _facts(tree, trace.facts)
    counted = "" if verdict.value is None else f"  {number(verdict.value)} af {number(verdict.threshold or 0)}"
    closed = f", afhjulpet {verdict.resolved_on}" if verdict.resolved_on else ""
    tree.add(f"Frist {verdict.due_on}{counted}{closed}   [dim]{verdict.breach_id}[/]")
    return tree


def _status(status: str) -> str:
    name, means = STATUS[status]
    bold = f"bold {COLOURS.get(status, 'green')}" if status != "BORTFALDET" else "bold"
    return f"[{bold}]{name.upper()}[/]{f' ({means})' if means else ''}"


def _law(tree: Tree, trace: Trace | MeasureTrace) -> None:
    rule = trace.rule
    branch = tree.add(escape(rule.tekst))
    branch.add(escape(f"{rule.lov}. «{rule.citat}» [{rule.kilde}]"))
    branch.add(f"[dim]version {rule.version}, regime {rule.regime}[/]")
    figures = branch.add("[dim]parametre[/]")
    for name, parameter in trace.parameters.items():
        if parameter.value in (None, 0, False):
            continue
        sources = f" [{', '.join(parameter.sources)}]" if parameter.sources else ""
        figures.add(f"[dim]{escape(f'{name}: {_shown(parameter.value)} ({parameter.standing}){sources}')}[/]")


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(item) for item in value)
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else str(value)


def _spell(spell: Spell) -> str:
    visitation = f", {ORD[spell.visitation]}" if spell.visitation else ""
    end = "åbent" if spell.open else "afsluttet"
    what = f"{SPELLS[spell.kind]}: {ORD[spell.ydelse]}{visitation}"
    return f"{what}, fra {spell.start}, {end}; sidste betalte dag {spell.last_paid}"


def _steps(tree: Tree, trace: Trace | MeasureTrace) -> None:
    branch = tree.add("Sådan er det regnet")
    for step in trace.steps:
        value = number(step.value) if isinstance(step.value, float) else _shown(step.value)
        branch.add(f"{escape(step.text)}: [bold]{value}[/]")


def _facts(tree: Tree, facts: tuple[FactNote, ...]) -> None:
    """The facts by what was asked of them: first those that counted, then the others and why not."""
    for role, titles in ROLES.items():
        for counts, title in zip((True, False), titles, strict=True):
            some = [fact for fact in facts if fact.role == role and fact.counts == counts]
            if some:
                _listed(tree.add(f"{title} ({len(some)})"), some)


def _listed(branch: Tree, facts: list[FactNote]) -> None:
    for fact in facts[-SHOWN:]:
        until = f" til {fact.end}" if fact.end else ""
        mark = "[green]✓[/]" if fact.counts else "[red]✗[/]"
        branch.add(f"{mark} {fact.date}{until} {escape(fact.what)}: {fact.text} [dim]{escape(fact.fact_id)}[/]")
    if len(facts) > SHOWN:
        branch.add(f"[dim]og {len(facts) - SHOWN} tidligere (alle med --json)[/]")


def _figure(trace: MeasureTrace) -> Tree:
    code = int(trace.subject)
    name = kommuner()[code].navn if trace.scope == "kommune" else akasser()[code].navn
    state = "[bold red]brudt[/]" if trace.breach else "[bold green]ikke brudt[/]"
    state = "intet mål, til sammenligning" if trace.threshold is None else state
    when = f"{trace.period_end}{' (nu)' if trace.live else ''}"
    tree = Tree(f"[bold]{trace.rule.rule_id}[/]  {name}  {state}  pr. {when}")
    _law(tree, trace)
    _steps(tree, trace)
    if trace.headroom is not None:
        tree.add(f"Råderum til månedens udgang: {trace.headroom} personer")
    tree.add(_months(trace))
    if trace.members:
        tree.add(_members(trace))
    for part in trace.because:
        tree.add(_figure(part))
    return tree


def _months(trace: MeasureTrace) -> Table:
    table = Table("måletidspunkt", "tæller", "nævner", "værdi", box=None, header_style="bold")
    for month in trace.months:
        table.add_row(month.period_end, *map(number, (month.numerator, month.denominator, month.value)))
    return table


def _members(trace: MeasureTrace) -> Tree:
    """The persons behind the figure; those in the numerator first."""
    inside = sorted(trace.members, key=lambda m: (-m.numerator, m.person_id))
    branch = Tree(f"Bag tallet står {len(inside)} borgere, {sum(m.numerator > 0 for m in inside)} af dem i tælleren")
    for member in inside[:SHOWN]:
        branch.add(f"{member.person_id}  {_counts(member)}")
    if len(inside) > SHOWN:
        branch.add(f"[dim]og {len(inside) - SHOWN} til (alle med --json)[/]")
    return branch


def _counts(member: Member) -> str:
    """Days where there is nothing to divide by; else how many of how many."""
    if not member.denominator:
        return f"{member.numerator:g} betalte dage"
    return f"{member.numerator:g} af {member.denominator:g}"
