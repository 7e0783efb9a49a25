"""Render the overlays with kustomize (`python -m infra.k8s`), or see that what is rendered is not stale (`--check`).

A rendered file begins with a digest of what it was rendered from, so that --check needs no kustomize.
"""

from __future__ import annotations

import hashlib
import subprocess
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent
OVERLAYS: Final = ("single-node", "production")
KUSTOMIZE: Final = "sigs.k8s.io/kustomize/kustomize/v5@v5.7.1"


def rendered(overlay: str) -> Path:
    """The file that an overlay is rendered to."""
    return HERE / "rendered" / f"{overlay}.yaml"


def head(overlay: str) -> str:
    """The first line of a rendered file: what it was made from."""
    sources = sorted((*(HERE / "base").iterdir(), *(HERE / overlay).iterdir()))
    digest = hashlib.sha256()
    for source in sources:
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return f"# made by `python -m infra.k8s` from sources {digest.hexdigest()[:16]}; edit those\n"


def render(overlay: str) -> str:
    """The overlay as kustomize makes it. FileNotFoundError: there is no kustomize."""
    command = ["kustomize", "build", str(HERE / overlay)]
    return head(overlay) + subprocess.run(command, check=True, capture_output=True, text=True).stdout


def stale() -> list[str]:
    """The overlays whose rendered file is of other sources."""
    return [overlay for overlay in OVERLAYS if not rendered(overlay).read_text("utf-8").startswith(head(overlay))]


def main(words: list[str]) -> int:
    """Exit code: 1 when stale, 2 without kustomize."""
    if words == ["--check"]:
        for overlay in stale():
            print(f"{rendered(overlay)} is stale: run python -m infra.k8s", file=sys.stderr)
        return 1 if stale() else 0
    try:
        for overlay in OVERLAYS:
            rendered(overlay).write_text(render(overlay), encoding="utf-8")
    except FileNotFoundError:
        print(f"kustomize is missing: go install {KUSTOMIZE}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
