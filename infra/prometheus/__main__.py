"""Write the page about the workers (`python -m infra.prometheus`), or see that it is not stale (`--check`)."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Final

from infra.prometheus.page import page

PAGE: Final = Path(__file__).parent / "dashboards" / "arbejdere.json"


def main(words: list[str]) -> int:
    """Exit code: 1 when stale."""
    wanted = json.dumps(page(), ensure_ascii=False, indent=2) + "\n"
    if words == ["--check"]:
        stale = not PAGE.exists() or PAGE.read_text(encoding="utf-8") != wanted
        if stale:
            print(f"{PAGE} is stale: run python -m infra.prometheus", file=sys.stderr)
        return int(stale)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
