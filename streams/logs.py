"""How this process logs: one line an event on standard error, for people or as JSON, and never a CPR number.

Set up once at start; nothing else touches handlers.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import traceback
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

LEVELS: Final = ("DEBUG", "INFO", "WARNING", "ERROR")
FORMATS: Final = ("auto", "text", "json")
TEXT: Final = "%(asctime)s %(levelname)s %(name)s %(message)s"
#: What may be a CPR number. An exception's text can quote the record that caused it.
_CPR: Final = re.compile(r"(?<!\d)\d{6}[- ]?\d{4}(?!\d)")


def masked(text: str) -> str:
    """The text without what looks like a CPR number."""
    return _CPR.sub("[cpr]", text)


def cause_of(error: BaseException) -> str:
    """`Type: text (file.py:12 < file.py:34)`, innermost place first."""
    frames = traceback.extract_tb(error.__traceback__)[-3:]
    places = " < ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in reversed(frames))
    return f"{type(error).__name__}: {error} ({places})"


class Text(logging.Formatter):
    """For people; what was raised is told in the same line."""

    def __init__(self) -> None:
        super().__init__(TEXT)

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        told = logging.makeLogRecord({**record.__dict__, "exc_info": None, "exc_text": None, "stack_info": None})
        return masked(" ".join((super().format(told) + _raised(record)).split()))


class Json(logging.Formatter):
    """For machines: time, level, logger, message, process and thread; `cause` when something was raised."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        said = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": masked(record.getMessage()),
            "process": record.process,
            "thread": record.threadName,
        }
        if raised := _raised(record):
            said["cause"] = masked(raised.removeprefix(": "))
        return json.dumps(said, ensure_ascii=False)


def _raised(record: logging.LogRecord) -> str:
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    return f": {cause_of(error)}" if error is not None else ""


def set_up(level: str = "WARNING", form: str = "auto") -> None:
    """Log to standard error; `auto` is text on a terminal and JSON elsewhere."""
    as_json = form == "json" or (form == "auto" and not sys.stderr.isatty())
    handler = logging.StreamHandler()
    handler.setFormatter(Json() if as_json else Text())
    logging.basicConfig(level=level, handlers=[handler])
    for library in ("urllib3", "clickhouse_connect"):  # their tracebacks; Link tells the same in a line
        logging.getLogger(library).setLevel(logging.CRITICAL)
