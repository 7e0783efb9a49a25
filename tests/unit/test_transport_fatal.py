"""The last line of a worker: one line, with its place, without a CPR number, and nothing after it."""

from __future__ import annotations

import subprocess
import sys

from streams.transport.fatal import one_line

DYING = """
import atexit, logging
from streams.transport.fatal import die
logging.basicConfig(format="%(message)s")
atexit.register(print, "cleaned up")
try:
    raise ValueError("first line\\nsecond line")
except ValueError as error:
    die("agent persons", cause=error)
finally:
    print("went on")
"""


def raised(message: str) -> Exception:
    try:
        raise ValueError(message)
    except ValueError as error:
        return error


def test_dying_is_one_line_and_nothing_after_it() -> None:
    dead = subprocess.run([sys.executable, "-c", DYING], capture_output=True, text=True, check=False)
    assert dead.returncode == 70
    assert dead.stdout == ""
    assert dead.stderr == "agent persons: ValueError: first line second line (<string>:7)\n"


def test_a_cpr_number_in_an_error_is_not_repeated() -> None:
    line = one_line("agent persons", raised("cannot read 010170-1234 or 0101701234, offset 12345678901"))
    assert line.startswith("agent persons: ValueError: cannot read [cpr] or [cpr], offset 12345678901 (")


def test_without_a_cause_the_message_stands_alone() -> None:
    assert one_line("no progress\nfor 5 s", None) == "no progress for 5 s"
