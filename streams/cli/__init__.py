"""The command line: parsing and printing only. Every command teaches itself with --help.

Exit codes: 0 done, 1 failed, 2 wrong usage or configuration. Failures that we know are one line on standard error.
"""

from __future__ import annotations

import os
import sys

import typer
from typer._click.exceptions import NoArgsIsHelpError
from typer.exceptions import TyperException

from infra.clickhouse import AccessError
from infra.embedded import DataDirBusy, EmbeddedError
from infra.grafana import GrafanaError, GrafanaUsage
from streams import logs
from streams.adapters.clickhouse.link import Refused, Unavailable
from streams.adapters.pseudonym import MissingKey, UnusableKeys, mask_text
from streams.adapters.readers import MappingError, UnreadableFile
from streams.app import NotReady
from streams.cli import (
    alerts,
    answers,
    audit,
    bench,
    data,
    demo,
    erase,
    explain,
    grafana,
    letters,
    migrate,
    preview,
    rules,
    serve,
    shadow,
    simulate,
    topics,
    whatif,
)
from streams.pipeline.alerts import NoSuchAlert
from streams.pipeline.audit.audit import NothingTold
from streams.pipeline.erase import NobodyToErase
from streams.pipeline.explain import NothingToExplain
from streams.pipeline.preview import PortTaken, PreviewDied
from streams.pipeline.settling import NotSettled
from streams.pipeline.topics import TopicsError
from streams.pipeline.workers import WorkerDied
from streams.rules.documents import CatalogueError
from streams.settings import SettingsError
from streams.simulation.scenarier import ScenarioError
from streams.transport.outbox import DeliveryFailed
from streams.transport.reach import Denied, Unreachable

USAGE = (
    SettingsError,
    DataDirBusy,
    PortTaken,
    UnreadableFile,
    MappingError,
    MissingKey,
    UnusableKeys,
    NotReady,
    Denied,
    TopicsError,
    CatalogueError,
    ScenarioError,
    GrafanaUsage,
    AccessError,
)
FAILURE = (
    *(EmbeddedError, PreviewDied, NotSettled, WorkerDied, NothingTold, NothingToExplain, NobodyToErase, NoSuchAlert),
    *(Refused, Unavailable, Unreachable, DeliveryFailed, GrafanaError),
)

cli = typer.Typer(
    name="fokusvagt",
    help="Real-time compliance monitoring of the Danish employment effort.\n\nStart with: fokusvagt demo",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)
for room in (
    demo,
    data,
    simulate,
    serve,
    migrate,
    preview,
    topics,
    explain,
    erase,
    whatif,
    shadow,
    answers,
    rules,
    letters,
    alerts,
    audit,
    grafana,
    bench,
):
    room.add_to(cli)


def main() -> None:
    """Run the command that the arguments name, and exit."""
    _log()
    try:
        sys.exit(cli(standalone_mode=False))
    except typer.Exit as done:
        sys.exit(done.exit_code)
    except TyperException as error:
        _usage(error)
        sys.exit(2)
    except (typer.Abort, KeyboardInterrupt):
        sys.exit(130)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except USAGE as error:
        _say(error)
        sys.exit(2)
    except FAILURE as error:
        _say(error)
        sys.exit(1)


def _usage(error: TyperException) -> None:
    """One line; without any argument the help that was asked for."""
    context = getattr(error, "ctx", None)
    if isinstance(error, NoArgsIsHelpError):
        error.show()
        return
    path = context.command_path if context is not None else "fokusvagt"
    message = error.format_message() if hasattr(error, "format_message") else str(error)
    _line(f"{' '.join(message.split())} (see {path} --help)")


def _log() -> None:
    """To standard error; a level or a format there is not is told by whoever reads the settings."""
    level, form = os.environ.get("FOKUSVAGT_LOG_LEVEL", ""), os.environ.get("FOKUSVAGT_LOG_FORMAT", "")
    logs.set_up(level if level in logs.LEVELS else "WARNING", form if form in logs.FORMATS else "auto")


def _say(error: Exception) -> None:
    _line(str(error))


def _line(text: str) -> None:
    """What somebody typed may be a CPR number, and an error line may end in a log: its digits are masked."""
    print(f"fokusvagt: {mask_text(text.encode()).decode()}", file=sys.stderr)
