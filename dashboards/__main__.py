"""`python -m dashboards`: write dashboards/generated; with --check, say what is stale there and end with 1."""

from __future__ import annotations

import sys
from pathlib import Path

from dashboards.pages import pages

GENERATED = Path(__file__).parent / "generated"


def generated() -> dict[str, str]:
    """File name -> what it should hold."""
    return {f"{page.uid}.json": page.text() for page in pages()}


def stale(directory: Path = GENERATED) -> list[str]:
    """Names of files that are missing, different or no page's."""
    wanted = generated()
    there = {path.name: path.read_text(encoding="utf-8") for path in directory.glob("*.json")}
    return sorted(name for name in wanted.keys() | there.keys() if wanted.get(name) != there.get(name))


def write(directory: Path = GENERATED) -> None:
    """Write every page's file, and remove files that are no page's."""
    for name in stale(directory):
        path = directory / name
        path.unlink(missing_ok=True)
        if name in generated():
            path.write_text(generated()[name], encoding="utf-8")


def main() -> int:
    """The command; its exit status."""
    if sys.argv[1:] not in ([], ["--check"]):
        sys.stderr.write("python -m dashboards [--check]\n")
        return 2
    found = stale()
    if found and "--check" in sys.argv:
        sys.stderr.write(f"stale: {', '.join(found)}; run `python -m dashboards` and commit what it writes\n")
        return 1
    write()
    return 0


if __name__ == "__main__":
    sys.exit(main())
