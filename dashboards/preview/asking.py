"""The pages that ask somebody who knows the rules: why something is as it is. There only where somebody answers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from nicegui import app, ui
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from dashboards.preview.answers import Answers, NoAnswer
from dashboards.preview.controls import Places, plain_header
from dashboards.preview.frame import head, theme
from dashboards.preview.model import Json
from dashboards.preview.why.page import known, shown

SECONDS: Final = 60.0
WORDS: Final = {
    "UKENDT": (404, "Der er ingen sag, borger eller tal med det navn."),
    "LUKKET": (
        404,
        "Sagen er lukket: en senere registrering har flyttet eller annulleret det, fristen blev regnet fra.",
    ),
    "INGEN_DATO": (404, "Der er ingen opgørelse endnu."),
    "AFVIST": (403, "Der vises intet uden en linje i adgangsloggen, og den måtte ikke skrives."),
    "VAEK": (503, "Databasen svarer ikke. Prøv igen om lidt."),
}
WRONG: Final = "Det er ikke navnet på en sag, en borger (pseudonym) eller et tal som FM-SAMTALE:751.\n"
NOBODY: Final = "Der kom intet svar. Prøv igen om lidt.\n"


def routes(command: Sequence[str], places: Places) -> None:
    """`/hvorfor/<sag, borger eller tal>`."""
    explaining = Answers(command, SECONDS)
    app.on_shutdown(explaining.close)

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
