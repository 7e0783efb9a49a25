"""The first command of all: it works, tells where the dashboards are, and serves them until Ctrl-C."""

from __future__ import annotations

import re
import signal
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from tests.e2e.preview.looking import as_outside

pytestmark = pytest.mark.slow


def test_the_demo_ends_with_live_dashboards_until_it_is_interrupted(tmp_path: Path) -> None:
    words = ["demo", "--persons", "300", "--months", "14", "--port", "0", "--data-dir", str(tmp_path / "demo")]
    command = [sys.executable, "-m", "streams", *words]
    demo = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=as_outside())
    try:
        said = _until_served(demo)
        url = re.search(r"Dashboards på (http://127\.0\.0\.1:\d+)", said)
        assert url is not None, said
        assert "Overblik" in httpx.get(url[1] + "/d/fokusvagt-overblik", timeout=30).text
        assert "Der er ingen sag" in httpx.get(url[1] + "/hvorfor/nobody", timeout=60).text
    finally:
        demo.send_signal(signal.SIGINT)
        assert demo.wait(60) == 0


def _until_served(demo: subprocess.Popen[str]) -> str:
    """What it says up to the line that tells where to look."""
    said = ""
    for line in demo.stdout or []:
        said += line
        if "Ctrl-C" in line:
            break
    return said
