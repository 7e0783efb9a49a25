"""A small country behind a running worker, an empty database, the preview over each, and a headless Chromium."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from datetime import date

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from infra.embedded import ClickHouseFront
from streams.adapters.clickhouse.link import connect
from streams.adapters.clickhouse.migrate import migrate
from streams.pipeline.demo import run
from streams.pipeline.preview import Preview
from streams.pipeline.replay import Pipeline, pipeline
from streams.simulation.job import Job, Population
from tests.e2e.preview.looking import Looking, preview_over

PROGRAMS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
AS_OF = date(2025, 2, 28)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    """The machine's Chromium. Without one the tests are skipped, and fail where CI is set.

    Playwright keeps an event loop running in this thread; it must be gone before another room runs one of its own.
    """
    program = next((found for name in PROGRAMS if (found := shutil.which(name))), None)
    if program is None:
        missing = "no Chromium on PATH: install Debian's package chromium (or Google Chrome) for the browser tests"
        pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox"] if os.geteuid() == 0 else []
        browser = playwright.chromium.launch(executable_path=program, args=arguments)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def country(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Pipeline]:
    """Simulated persons, told as of AS_OF; the worker goes on."""
    with pipeline(tmp_path_factory.mktemp("country"), 1, 2) as running:
        run(running, Job(Population(2_000, 24, 1, AS_OF)), lambda *_: None)
        yield running


@pytest.fixture(scope="session")
def preview(country: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview over the country; it explains cases."""
    servers, log = country.servers, tmp_path_factory.mktemp("log") / "preview.log"
    with preview_over(servers.reader_url, log, servers.clickhouse_url) as running:
        running.await_ready()
        yield running


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """The preview over a database with tables and nothing in them."""
    work = tmp_path_factory.mktemp("empty")
    with ClickHouseFront(work) as front:
        migrate(connect(front.writer_url))
        with preview_over(front.reader_url, work / "preview.log") as running:
            running.await_ready()
            yield running


@pytest.fixture
def tab(chromium: Browser) -> Iterator[Page]:
    """A fresh tab, 1440 pixels wide."""
    context = chromium.new_context(viewport={"width": 1440, "height": 900}, locale="da-DK")
    yield context.new_page()
    context.close()


@pytest.fixture
def looking(tab: Page, preview: Preview) -> Looking:
    """A tab on the preview of the country."""
    return Looking(tab, preview.url)


@pytest.fixture
def looking_at_nothing(tab: Page, empty: Preview) -> Looking:
    """A tab on the preview of the empty database."""
    return Looking(tab, empty.url)
