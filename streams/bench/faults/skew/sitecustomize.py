"""A machine whose clock is wrong: the file that SKEW names says by how many nanoseconds, at every look."""

import os
import time

_true = time.time_ns


def _skewed() -> int:
    try:
        with open(os.environ["SKEW"], encoding="utf-8") as file:
            return _true() + int(file.read() or 0)
    except (KeyError, OSError, ValueError):
        return _true()


time.time_ns = _skewed
