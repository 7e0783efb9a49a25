"""`python -m dashboards.preview.screenshots`: pictures of a running preview for the README, small enough to commit."""

from __future__ import annotations

import argparse
import base64
import shutil
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from playwright.sync_api import Browser, sync_playwright

PROGRAMS: Final = ("chromium", "chromium-browser", "google-chrome")
FILLED: Final = "document.querySelectorAll('.fv-panel').length && !document.querySelector('.fv-wait')"
QUALITY: Final = 82
LARGEST: Final = 150_000
SETTLE_MS: Final = 800  # charts and tables paint after they are mounted


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as somebody sees it."""

    name: str
    path: str
    width: int
    height: int
    theme: str


PICTURES: Final = (
    Picture("dashboards-overblik", "/d/fokusvagt-overblik", 1440, 1000, "light"),
    Picture("dashboards-kommune", "/d/fokusvagt-kommune?var-kommune=101", 1440, 1000, "dark"),
    Picture("dashboards-telefon", "/d/fokusvagt-kommune?var-kommune=101", 390, 844, "light"),
)


def main() -> int:
    """Take all pictures; 1 when one is too large, 2 when there is no Chromium."""
    told = argparse.ArgumentParser(prog="python -m dashboards.preview.screenshots")
    told.add_argument("--url", default="http://127.0.0.1:8080", help="a running preview")
    told.add_argument("--out", type=Path, default=Path("infra/pictures"))
    given = told.parse_args()
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        print("screenshots: no Chromium on PATH; install Debian's package chromium", file=sys.stderr)
        return 2
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        sizes = [_take(browser, given.url, picture, given.out) for picture in PICTURES]
        browser.close()
    return int(max(sizes) > LARGEST)


def _take(browser: Browser, base: str, picture: Picture, out: Path) -> int:
    """One WebP file; its size."""
    page = browser.new_page(viewport={"width": picture.width, "height": picture.height})
    page.goto(f"{base}{picture.path}{'&' if '?' in picture.path else '?'}theme={picture.theme}")
    page.wait_for_function(FILLED)
    page.wait_for_timeout(SETTLE_MS)
    wanted = {"format": "webp", "quality": QUALITY, "optimizeForSpeed": False}
    taken = page.context.new_cdp_session(page).send("Page.captureScreenshot", wanted)
    page.context.close()
    image = base64.b64decode(taken["data"])
    (out / f"{picture.name}.webp").write_bytes(image)
    print(f"{picture.name}.webp {len(image) / 1000:.0f} kB")
    return len(image)


if __name__ == "__main__":
    sys.exit(main())
