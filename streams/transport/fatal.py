"""The way out when going on would be wrong: one line in the log, then no process.

No acknowledgement, no cleanup, no `finally`: whatever was not yet durable is read again by the next worker.
Faust would acknowledge an event whose agent raised, and its orderly shutdown commits.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

from streams.logs import cause_of, masked

#: sysexits.h: an internal software error, and a temporary failure (start me again).
UNEXPECTED, STALLED = 70, 75

log = logging.getLogger(__name__)


def die(message: str, *, code: int = UNEXPECTED, cause: BaseException | None = None) -> NoReturn:
    """Logs one line, `message` with its cause and where that was raised, and ends the process with `code`."""
    log.critical(one_line(message, cause))
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)


def one_line(message: str, cause: BaseException | None) -> str:
    """`message: Type: text (file.py:12 < file.py:34)`, innermost place first, without line ends or CPR numbers."""
    if cause is not None:
        message = f"{message}: {cause_of(cause)}"
    return masked(" ".join(message.split()))
