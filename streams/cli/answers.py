"""answers: what the preview asks, answered line by line. Started by `serve` and `demo`, not by people."""

from __future__ import annotations

import json
import sys
from getpass import getuser
from typing import Any

import typer

from streams.adapters.clickhouse.link import Link, Patience
from streams.cli.common import settings
from streams.clock import SystemClock
from streams.pipeline.answers import Answers
from streams.settings import require


def add_to(cli: typer.Typer) -> None:
    """Register the command."""
    cli.command("answers", hidden=True)(answers)


def answers() -> None:
    """One JSON object a line on standard input, one on standard output; lines with "done" tell how far it is.

    Ends with its input. Whoever asks is the login of this machine.
    """
    chosen = settings()
    require(chosen, "clickhouse_url")
    link = Link(chosen.clickhouse_url, Patience(limit=5.0))
    answering = Answers(link, chosen.regimes, chosen.variants, SystemClock(), getuser())
    for line in sys.stdin:
        _say(answering.answer(json.loads(line), _progress))


def _progress(_what: str, done: float, total: float | None = None) -> None:
    _say({"done": done, "total": total})


def _say(told: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(told, ensure_ascii=False, default=str) + "\n")
    sys.stdout.flush()
