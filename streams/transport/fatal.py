"""The way out when going on would be wrong: one line in the log, then no process.

No acknowledgement, no cleanup, no `finally`: whatever was not yet durable is read again by the next worker.
Faust would acknowledge an event whose agent raised, and its orderly shutdown commits.
"""

from __future__ import annotations

import logging
import os
import sys
from typing import NoReturn

#: sysexits.h: an internal software error, and a temporary failure (start me again).
UNEXPECTED, STALLED = 70, 75

log = logging.getLogger(__name__)


def die(message: str, *, code: int = UNEXPECTED, cause: BaseException | None = None) -> NoReturn:
    """Logs `message` with its cause and ends the process at once with `code`."""
    if cause is not None:
        message = f"{message}: {type(cause).__name__}: {cause}".replace("\n", " ")
    log.critical(message)
    log.debug("traceback of the above", exc_info=cause)
    logging.shutdown()
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(code)
