"""Commands about alerts: what a kommune or a-kasse is told, and what it answers."""

from __future__ import annotations

import json as jsonlib
import sys
from datetime import date, datetime
from typing import Annotated, Any, Final

import typer
from rich.markup import escape
from rich.text import Text

from schemas.regions import akasser, kommuner
from streams.adapters.codec import codec_for
from streams.cli.common import a_date, err, out, settings
from streams.clock import SystemClock
from streams.core.alerts import Receiver
from streams.pipeline.alerts import answer, follow, until_quiet
from streams.rules.alert_texts import dag
from streams.settings import require

alerts = typer.Typer(help="What kommuner and a-kasser are told, and what they answer.", no_args_is_help=True)
Kommuner = Annotated[
    list[int] | None, typer.Option("--kommune", help="A kommune's code, such as 751; may be repeated.")
]
Akasser = Annotated[list[int] | None, typer.Option("--akasse", help="An a-kasse's code, such as 2; may be repeated.")]
_COLOURS: Final = {
    "VARSEL": "yellow",
    "FORELOEBIG": "dark_orange",
    "KONSTATERET": "red",
    "AFHJULPET": "green",
    "OPFYLDT": "green",
    "BORTFALDET": "dim",
}
_WORDS: Final = {"FORELOEBIG": "FORELØBIG", "HOEJ": "HØJ", "PAAMINDELSE": "PÅMINDELSE"}


def add_to(cli: typer.Typer) -> None:
    """Register the commands."""
    cli.add_typer(alerts, name="alerts")


@alerts.command("tail")
def tail(
    kommune: Kommuner = None,
    akasse: Akasser = None,
    json: Annotated[bool, typer.Option("--json", help="One message a line, as the contract has it.")] = False,
    from_beginning: Annotated[bool, typer.Option("--from-beginning", help="Also what came before.")] = False,
    stop: Annotated[bool, typer.Option("--stop", help="End when nothing more has come for two seconds.")] = False,
) -> None:
    """Show alerts on FOKUSVAGT_KAFKA as they come, until Ctrl-C.

    Example: fokusvagt alerts tail --kommune 751 --from-beginning
    """
    receivers = _receivers(kommune, akasse)
    chosen = settings()
    require(chosen, "kafka")
    codec = codec_for(chosen.schema_registry_url or None)
    messages = follow(chosen.access(), receivers, codec, from_beginning=from_beginning)
    if not json:
        err.print(f"Følger {', '.join(map(_name, receivers))}. Ctrl-C slutter.", highlight=False)
    for message in until_quiet(messages) if stop else messages:
        if message is not None:
            _print(message, json)


@alerts.command("ack")
def ack(
    breach_id: Annotated[str, typer.Argument(help="The alert's sag: its breach_id, or how it begins.")],
    kommune: Annotated[int | None, typer.Option(help="The kommune that answers.")] = None,
    akasse: Annotated[int | None, typer.Option(help="The a-kasse that answers.")] = None,
    until: Annotated[str | None, typer.Option(help="Put it off until this day, YYYY-MM-DD.")] = None,
    reopen: Annotated[bool, typer.Option("--reopen", help="Take it up again, as if never answered.")] = False,
) -> None:
    """Answer an alert: seen and in hand, put off (--until), or taken up again (--reopen).

    Example: fokusvagt alerts ack 0273537ee2 --kommune 751 --until 2025-07-01
    """
    (receiver, *more) = _receivers([kommune] if kommune else None, [akasse] if akasse else None)
    if more or (until and reopen):
        raise typer.BadParameter("one receiver and one answer at a time")
    chosen = settings()
    require(chosen, "kafka")
    handling = "GENOPTAGET" if reopen else "UDSAT" if until else "KVITTERET"
    day, codec = a_date(until) if until else None, codec_for(chosen.schema_registry_url or None)
    told = answer(chosen.access(), receiver, breach_id, codec, handling, day, SystemClock().now())
    out.print(f"{handling} · {escape(told['titel'])} · {told['subject']}", highlight=False)


def _receivers(kommune: list[int] | None, akasse: list[int] | None) -> list[Receiver]:
    found = [Receiver("kommune", kode) for kode in kommune or []] + [Receiver("akasse", kode) for kode in akasse or []]
    if not found:
        raise typer.BadParameter("say whose alerts: --kommune CODE or --akasse CODE")
    for receiver in found:
        if receiver.kode not in (kommuner() if receiver.scope == "kommune" else akasser()):
            raise typer.BadParameter(f"{receiver.kode} is no code", param_hint=f"--{receiver.scope}")
    return found


def _name(receiver: Receiver) -> str:
    if receiver.scope == "kommune":
        return f"{kommuner()[receiver.kode].navn} ({receiver.kode})"
    return f"{akasser()[receiver.kode].kortnavn} ({receiver.kode})"


def _print(message: dict[str, Any], json: bool) -> None:
    if json:
        sys.stdout.write(jsonlib.dumps(message, ensure_ascii=False, default=_text) + "\n")
        sys.stdout.flush()
    else:
        out.print(shown(message), soft_wrap=True, highlight=False)


def _text(value: date | datetime) -> str:
    return value.isoformat()


def shown(message: dict[str, Any]) -> Text:
    """One alert for people: who and what in a line, the message, and what it rests on."""
    scope, _, kode = message["modtager"].partition(":")
    status, as_of = message["status"], message["as_of"]
    head = Text(f"{dag(as_of, as_of)} {as_of.year} · {_name(Receiver(scope, int(kode)))} · ", style="dim")
    what = message["art"] if message["art"] in ("LUFT", "UGE", "PAAMINDELSE") else status
    head.append(_WORDS.get(what, what), style=f"bold {_COLOURS[status]}")
    head.append(f" · alvor {_WORDS.get(message['alvor'], message['alvor']).lower()}", style="dim")
    lines = [head, Text(f"  {message['tekst']}"), *_grounds(message)]
    return Text("\n").join([*lines, Text("")])


def _grounds(message: dict[str, Any]) -> list[Text]:
    if message["art"] == "UGE":
        return [Text(_rule(counted)) for counted in message["uge"]]
    who = {"KOMMUNE": "kommunen", "AKASSE": "a-kassen"}[message["responsible"]]
    case = f"{message['subject']} nr. {message['sekvens']} · sag {message['breach_id'][:10]}"
    found = [f"  {message['rule_id']} · ansvarlig: {who} · {case}"]
    if message["fakta"]:
        facts = (f"{dag(f['dato'], message['as_of'])} ({f['slags'].lower()})" for f in message["fakta"])
        found.append("  Talte med: " + ", ".join(facts))
    return [Text(line, style="dim") for line in [*found, f"  {message['retsgrundlag']}"]]


def _rule(counted: dict[str, Any]) -> str:
    return (
        f"  {counted['titel']}: {counted['varsler']} varsler ({counted['forfalder']} inden for 7 dage), "
        f"{counted['konstaterede']} konstateret, {counted['foreloebige']} foreløbigt, {counted['nye']} nye"
    )
