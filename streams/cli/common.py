"""What several commands share: option types, dates, settings and progress on the terminal."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from threading import Event
from typing import Annotated, Any

import typer
from rich.console import Console
from rich.filesize import decimal
from rich.progress import BarColumn, Progress, TaskID, TextColumn, TimeElapsedColumn, TimeRemainingColumn

from streams.core.catalogue import Catalogue
from streams.pipeline.sending import BYTES_READ
from streams.rules import loader
from streams.settings import Settings, load

DATA_DIR = Path(".fokusvagt")
out = Console()
err = Console(stderr=True)

DataDir = Annotated[Path, typer.Option("--data-dir", help="Where the embedded servers keep their data.")]
Partitions = Annotated[int, typer.Option(min=1, max=256, help="Partitions of the person topics.")]
WorkerCount = Annotated[int, typer.Option("--workers", min=1, max=64, help="Worker processes.")]


def a_date(text: str) -> date:
    """A date as options take it: YYYY-MM-DD."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise typer.BadParameter(f"{text!r} is not a date like 2025-06-30") from None


def settings(**overrides: Any) -> Settings:
    """Settings of this process, with what the command line says over them."""
    return load(os.environ, overrides)


def law(chosen: Settings | None = None) -> Catalogue:
    """The catalogue as this installation reads it: its regimes and its variants."""
    ours = chosen or settings()
    return loader.load(regimes=ours.regimes, chosen=ours.variants)


def interrupted() -> Event:
    """An event that Ctrl-C and SIGTERM set from now on."""
    stop = Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        signal.signal(name, lambda *_: stop.set())
    return stop


class Bars:
    """Progress bars with a count and a rate; silent when standard error is no terminal."""

    def __init__(self, progress: Progress) -> None:
        self._progress = progress
        self._tasks: dict[str, TaskID] = {}

    def show(self, what: str, done: float, total: float | None = None) -> None:
        """Set a bar, made when it is first named."""
        if what not in self._tasks:
            self._tasks[what] = self._progress.add_task(what, total=total)
        self._progress.update(self._tasks[what], completed=done, total=total)


class _Rate(TextColumn):
    """Done so far, and per second; bytes in their own units."""

    def __init__(self) -> None:
        super().__init__("")

    def render(self, task: Any) -> Any:
        speed = task.finished_speed or task.speed or 0
        if task.description == BYTES_READ:
            return f"{decimal(int(task.completed)):>12}  {decimal(int(speed)):>10}/s"
        return f"{task.completed:>12,.0f}  {speed:>10,.0f}/s"


@contextmanager
def bars() -> Iterator[Bars]:
    """Bars on standard error while the block runs: how much, how fast, how long, and how long still where one knows."""
    times = (TimeElapsedColumn(), TimeRemainingColumn(elapsed_when_finished=False))
    columns = (TextColumn("{task.description:<22}"), BarColumn(30), _Rate(), *times)
    with Progress(*columns, console=err, disable=not err.is_terminal) as progress:
        yield Bars(progress)
