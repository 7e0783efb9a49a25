"""Draw the import graph into ARCHITECTURE.md (`python -m infra.docs`), or see that it is not stale (`--check`)."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Final

PAGE: Final = Path(__file__).with_name("ARCHITECTURE.md")
BEGIN: Final = "<!-- made by `python -m infra.docs` -->\n"
END: Final = "<!-- end -->\n"


def drawn(page: str) -> str:
    """The page with the picture of today's imports in it."""
    from infra.docs.graph import mermaid  # here: the image of production has no grimp

    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}{mermaid()}{END}{after}"


def main(words: list[str]) -> int:
    """Exit code: 1 when stale."""
    page = PAGE.read_text(encoding="utf-8")
    wanted = drawn(page)
    if words == ["--check"]:
        if page != wanted:
            print(f"{PAGE} is stale: run python -m infra.docs", file=sys.stderr)
        return int(page != wanted)
    PAGE.write_text(wanted, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
