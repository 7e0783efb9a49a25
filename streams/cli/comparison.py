"""The comparison of simulated with published figures, on the terminal: a table with bars, and what was left out."""

from __future__ import annotations

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from streams.simulation.report import Fund, outside
from streams.simulation.tegning import shown

BAR = 14


def tell(found: list[Fund], out: Console) -> None:
    """Print every figure, then where sources contradict each other, and what no fact can show."""
    for gruppe in dict.fromkeys(fund.figur.gruppe for fund in found):
        out.print(_table(gruppe, [fund for fund in found if fund.figur.gruppe == gruppe]))
    out.print("\n[bold]Valg: hvor kilderne modsiger hinanden, eller tæller forskelligt[/bold]")
    for fund in found:
        if fund.figur.valgt:
            out.print(f"  {escape(fund.figur.navn)} ({fund.figur.kilde}): {escape(fund.figur.valgt)}", highlight=False)
    out.print("\n[bold]Ikke sammenlignet[/bold]")
    for row in outside():
        out.print(
            f"  {escape(row['navn'])} ({row['kilde']}): ikke sammenlignet, fordi: {escape(row['grund'])}",
            highlight=False,
        )
    out.print(_sum(found), highlight=False)


def _sum(found: list[Fund]) -> str:
    kept = sum(fund.inden_for for fund in found)
    core = [fund for fund in found if fund.figur.kerne]
    held = sum(fund.inden_for for fund in core)
    return f"\n{kept} af {len(found)} tal er inden for tolerancen; af de {len(core)}, som en test holder, {held}."


def _table(gruppe: str, found: list[Fund]) -> Table:
    table = Table(title=gruppe, title_justify="left", title_style="bold", box=None, pad_edge=False)
    for name, width in (("Tal", 50), ("Kilde", 15)):
        table.add_column(name, overflow="fold", min_width=width)
    for name in ("Offentliggjort", "Simuleret", "Afvigelse", "Tolerance"):
        table.add_column(name, justify="right", no_wrap=True)
    table.add_column("", no_wrap=True)
    for fund in found:
        figur = fund.figur
        colour = "green" if fund.inden_for else "red"
        values = (shown(figur.vaerdi, figur), shown(fund.simuleret, figur))
        off = f"[{colour}]{_amount(fund.afvigelse, fund)}[/{colour}]"
        tolerance = "±" + _amount(figur.tolerance, fund).lstrip("+")
        table.add_row(escape(figur.navn), figur.kilde, *values, off, tolerance, _bar(fund, colour))
    return table


def _amount(value: float | None, fund: Fund) -> str:
    """A deviation or tolerance: per cent of the figure, percentage points, or its own unit."""
    if value is None:
        return "–"
    if fund.figur.relativ:
        return f"{100 * value:+.1f} %".replace(".", ",")
    return (f"{100 * value:+.1f} pp" if fund.figur.enhed == "andel" else f"{value:+.1f}").replace(".", ",")


def _bar(fund: Fund, colour: str) -> str:
    """The simulated value, with a mark where the published one is."""
    figur = fund.figur
    top = max(figur.vaerdi, fund.simuleret or 0.0, 1e-9)
    length, mark = round(BAR * (fund.simuleret or 0.0) / top), max(round(BAR * figur.vaerdi / top) - 1, 0)
    cells = ["█" if n < length else " " for n in range(BAR)]
    cells[mark] = "▌" if mark < length else "│"
    return f"[{colour}]{''.join(cells)}[/{colour}]"
