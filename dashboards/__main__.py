"""`python -m dashboards`: write what is generated; with --check, say what of it is stale and end with 1.

Generated are the dashboards, and the alert rules among Grafana's provisioning files.
"""

from __future__ import annotations

import sys
from pathlib import Path

from dashboards import alerts
from dashboards.pages import pages

ROOT = Path(__file__).parent.parent
GENERATED = "dashboards/generated"
ALERTS = "infra/grafana/provisioning/alerting/rules.json"


def generated() -> dict[str, str]:
    """Path below the repository -> what the file should hold."""
    return {f"{GENERATED}/{page.uid}.json": page.text() for page in pages()} | {ALERTS: alerts.text()}


def stale(root: Path = ROOT) -> list[str]:
    """Files that are missing, different, or no page's."""
    made = generated()
    there = {f"{GENERATED}/{path.name}": path for path in (root / GENERATED).glob("*.json")} | {ALERTS: root / ALERTS}
    texts = {name: path.read_text(encoding="utf-8") for name, path in there.items() if path.exists()}
    return sorted(name for name in made.keys() | texts.keys() if made.get(name) != texts.get(name))


def write(root: Path = ROOT) -> None:
    """Write every file that is stale, and remove what is no page's."""
    made = generated()
    for name in stale(root):
        path = root / name
        path.unlink(missing_ok=True)
        if name in made:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(made[name], encoding="utf-8")


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
