"""Log lines: one an event, readable by machines, without CPR numbers."""

from __future__ import annotations

import json
import logging
import subprocess
import sys

import pytest

from streams.logs import Json, Text

SAID = """
import logging
from streams.logs import set_up
set_up({level!r}, {form!r})
log = logging.getLogger("streams.example")
log.info("not heard")
try:
    raise ValueError("cannot read 010170-1234\\nat all")
except ValueError:
    log.exception("a record of %s", "0101701234")
"""


def lines(level: str = "WARNING", form: str = "auto") -> list[str]:
    """What a process whose standard error is no terminal says."""
    said = subprocess.run(
        [sys.executable, "-c", SAID.format(level=level, form=form)], capture_output=True, text=True, check=True
    )
    return said.stderr.splitlines()


def test_where_nobody_looks_on_a_line_is_json_with_its_cause_and_place() -> None:
    (line,) = lines()
    said = json.loads(line)
    assert (said["level"], said["logger"], said["message"]) == ("ERROR", "streams.example", "a record of [cpr]")
    assert said["cause"] == "ValueError: cannot read [cpr]\nat all (<string>:8)"
    assert said["time"].endswith("+00:00")


def test_as_text_it_is_one_line_too() -> None:
    (line,) = lines(form="text")
    assert line.endswith("ERROR streams.example a record of [cpr]: ValueError: cannot read [cpr] at all (<string>:8)")


def test_the_level_decides_what_is_heard() -> None:
    assert len(lines("INFO")) == 2


@pytest.mark.parametrize("formatter", [Json(), Text()])
def test_danish_stays_danish(formatter: logging.Formatter) -> None:
    record = logging.makeLogRecord({"msg": "Sønderborg", "levelname": "INFO", "name": "x"})
    assert "Sønderborg" in formatter.format(record)
