"""`python -m infra.supply`: every locked package's licence is one that is allowed; exit code 1 names what is not."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

from infra.supply.licences import locked, policy, problems

LOCK: Final = Path(__file__).parents[2] / "requirements.lock"


def main() -> int:
    """Exit code."""
    names = locked(LOCK)
    found = problems(names, policy())
    for line in found:
        print(line, file=sys.stderr)
    if not found:
        print(f"{len(names)} packages, licences in order")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
