"""Live updates: while `simulate --live` runs against a running worker, the open page moves by itself.

The name puts it last: the other tests compare with a state that stands still.
"""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from streams.pipeline.replay import Pipeline
from tests.e2e.preview.looking import Looking

pytestmark = pytest.mark.slow
MOVED = """([told, before]) => !document.querySelector('.fv-asof').innerText.includes(told)
    && document.querySelector('.fv-stat:nth-child(2) .fv-value').innerText !== before"""


def test_the_page_moves_while_facts_arrive(looking: Looking, country: Pipeline) -> None:
    looking.open("/d/fokusvagt-overblik?refresh=1s")
    told, before = "28. feb. 2025", looking.figure("Landet lige nu", "Åbne brud").inner_text()
    maps = looking.panel("Fokusmål: samtaler").element_handle()
    words = ["simulate", "--live", "--persons", "500", "--months", "14", "--seed", "2", "--end", "2025-03-31"]
    environment = os.environ | {"FOKUSVAGT_KAFKA": country.servers.kafka, "FOKUSVAGT_CLOCK": "topic"}
    live = subprocess.Popen(
        [sys.executable, "-m", "streams", *words, "--live-from", "2025-03-01", "--speed", "86400"], env=environment
    )
    try:
        looking.tab.wait_for_function(MOVED, arg=[told, before], timeout=60_000)
        assert maps.evaluate("panel => panel.isConnected"), "panels are changed, not made anew"
        assert looking.complaints == []
    finally:
        live.terminate()
        live.wait(20)
