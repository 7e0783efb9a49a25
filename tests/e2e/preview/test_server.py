"""The preview as a server: on loopback, under its own names, showing nothing from elsewhere, telling what is wrong."""

from __future__ import annotations

import http.client
import socket
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from infra.embedded import ClickHouseFront
from streams.adapters.clickhouse.link import connect
from streams.adapters.clickhouse.migrate import migrate
from streams.pipeline.preview import PortTaken, Preview
from tests.e2e.preview.looking import Looking, preview_over

pytestmark = pytest.mark.slow


def asked(preview: Preview, host: str) -> http.client.HTTPResponse:
    there = http.client.HTTPConnection(urlsplit(preview.url).netloc, timeout=10)
    there.request("GET", "/d/fokusvagt-overblik", headers={"Host": host})
    return there.getresponse()


def test_the_browser_is_told_to_load_nothing_from_elsewhere(empty: Preview) -> None:
    policy = asked(empty, urlsplit(empty.url).netloc).getheader("Content-Security-Policy")
    assert policy is not None
    assert policy.startswith("default-src 'self'")
    assert "http" not in policy


def test_another_name_for_this_address_is_refused(empty: Preview) -> None:
    assert asked(empty, "evil.example").status == 403


def test_a_port_that_is_taken_is_told_before_anything_starts(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        with pytest.raises(PortTaken, match="choose another with --port"):
            Preview("http://reader@127.0.0.1:1", taken.getsockname()[1], tmp_path / "log")


def test_a_page_that_is_not_there_is_told(looking_at_nothing: Looking) -> None:
    looking_at_nothing.tab.goto(looking_at_nothing.base + "/d/nothing")
    looking_at_nothing.tab.get_by_text("Den side findes ikke.").wait_for()


def test_panels_tell_in_a_line_that_the_database_is_away(tab: object, tmp_path: Path) -> None:
    with ClickHouseFront(tmp_path) as front:
        migrate(connect(front.writer_url))
        with preview_over(front.reader_url, tmp_path / "preview.log") as preview:
            preview.await_ready()
            looking = Looking(tab, preview.url)  # type: ignore[arg-type]
            looking.open("/d/fokusvagt-overblik?refresh=1s")
            front.__exit__(None, None, None)
            looking.tab.get_by_text("Ingen forbindelse til databasen").first.wait_for(timeout=15_000)


def test_the_command_line_is_not_slowed_by_the_preview() -> None:
    said = subprocess.run(
        [sys.executable, "-c", "import sys, streams.cli; print('nicegui' in sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.strip() == "False"
