"""The pages that ask somebody who knows the rules: why, and what if. They are there only where somebody answers."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Final

from nicegui import app, ui
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboards.preview.answers import URL, Answers, NoAnswer
from dashboards.preview.colors import DARK, LIGHT
from dashboards.preview.controls import Places, plain_header
from dashboards.preview.frame import head, theme
from dashboards.preview.model import Json
from dashboards.preview.whatif.page import WhatIf
from dashboards.preview.whatif.trying import SECONDS as WHOLE
from dashboards.preview.whatif.trying import Trying
from dashboards.preview.why.page import known, shown

WHAT_IF: Final = ("/hvad-nu-hvis", "Hvad nu hvis?")
SECONDS: Final = 60.0
WORDS: Final = {
    "UKENDT": (404, "Der er ingen sag, borger eller tal med det navn."),
    "LUKKET": (
        404,
        "Sagen er lukket: en senere registrering har flyttet eller annulleret det, fristen blev regnet fra.",
    ),
    "SAMMENLAGT": (404, "Borgeren er lagt sammen med en anden, og alt tæller dér."),
    "INGEN_DATO": (404, "Der er ingen opgørelse endnu."),
    "AFVIST": (403, "Der vises intet uden en linje i adgangsloggen, og den måtte ikke skrives."),
    "VAEK": (503, "Databasen svarer ikke. Prøv igen om lidt."),
}
WRONG: Final = "Det er ikke navnet på en sag, en borger (pseudonym) eller et tal som FM-SAMTALE:751.\n"
NOBODY: Final = "Der kom intet svar. Prøv igen om lidt.\n"


def routes(command: Sequence[str], url: str, places: Places) -> None:
    """`/hvorfor/<sag, borger eller tal>` and `/hvad-nu-hvis`; `url` is the database as its readers ask it."""
    explaining = Answers(command, os.environ.get(URL, url), SECONDS)
    trying = Trying(lambda: Answers(command, url, WHOLE))
    app.on_shutdown(explaining.close)
    app.on_shutdown(trying.stop)
    _why(explaining, places)
    _what_if(explaining, trying, places)


def _what_if(explaining: Answers, trying: Trying, places: Places) -> None:
    @ui.page(WHAT_IF[0], response_timeout=SECONDS + 5)
    async def what_if(request: Request) -> Response | None:
        try:
            rules = (await explaining.ask({"ask": "regler"}))["answer"]
        except NoAnswer:
            return PlainTextResponse(NOBODY, 503)
        head(request)
        ui.page_title("Hvad nu hvis? · Fokusvagt")
        plain_header(places, WHAT_IF[0], theme(request) == "dark")
        with ui.element("main").classes("fv-main fv-why"):
            WhatIf(rules, trying, DARK if theme(request) == "dark" else LIGHT).build()
        return None


def _why(explaining: Answers, places: Places) -> None:

    @ui.page("/hvorfor/{what}", response_timeout=SECONDS + 5)
    async def why(request: Request, what: str) -> Response | None:
        traces = await explained(explaining, what)
        if isinstance(traces, Response):
            return traces
        head(request)
        ui.page_title("Hvorfor? · Fokusvagt")
        plain_header(places, "", theme(request) == "dark")
        with ui.element("main").classes("fv-main fv-why"):
            ui.html(shown(traces), sanitize=True)
        return None


async def explained(answers: Answers, what: str) -> list[Json] | Response:
    """The traces of a case, a person or a figure, when the look has been noted; else what is wrong in one line."""
    if not known(what):
        return PlainTextResponse(WRONG, 400)
    try:
        told = await answers.ask({"ask": "hvorfor", "what": what})
    except NoAnswer:
        return PlainTextResponse(NOBODY, 503)
    if "answer" in told:
        traces: list[Json] = told["answer"]
        return traces
    status, words = WORDS.get(told["error"], (400, WRONG.strip()))
    return PlainTextResponse(f"{words}\n", status)
