"""The web server: which addresses there are, what the browser may load, and one page per open tab."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from typing import Final, NamedTuple

from nicegui import app, ui
from starlette.middleware.gzip import GZipMiddleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from dashboards.order import ORDER
from dashboards.preview import asking
from dashboards.preview.clickhouse import ClickHouse, Refused
from dashboards.preview.controls import Places
from dashboards.preview.frame import head, theme, told
from dashboards.preview.model import Dashboard, load
from dashboards.preview.page import Page
from dashboards.preview.session import Session
from dashboards.preview.timerange import WrongTime

ICON: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 20 20"><circle cx="10" cy="10" r="7" fill="none" '
    'stroke="#0072b2" stroke-width="4" stroke-dasharray="33 11"/></svg>'
)
# The frameworks evaluate code of their own and write styles inline; nothing may come from, or go to, anywhere else.
POLICY: Final = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; frame-ancestors 'none'; base-uri 'self'"
)
LOOPBACK: Final = {"127.0.0.1", "localhost", "[::1]", "::1"}

Next = Callable[[Request], Awaitable[Response]]


def serve(clickhouse_url: str, host: str, port: int, answering: Sequence[str] = ()) -> None:
    """Serve the generated dashboards over this ClickHouse until the process is told to end.

    `answering` is the command that explains cases and tries what-ifs; on loopback only, where one knows who asks.
    """
    clickhouse = ClickHouse(clickhouse_url)
    app.on_shutdown(clickhouse.close)
    dashboards, command = load(), answering if host in LOOPBACK else ()
    pages = sorted(dashboards.values(), key=_place)
    places = [(f"/d/{page.uid}", page.title) for page in pages]
    if command:
        places.append(asking.WHAT_IF)
        asking.routes(command, clickhouse_url, places)
    routes(dashboards, clickhouse, places, explains=bool(command))
    if host in LOOPBACK:
        app.middleware("http")(_loopback_names)
    app.middleware("http")(_policy)
    ui.run(
        host=host,
        port=port,
        title="Fokusvagt",
        favicon=ICON,
        language="da",
        reload=False,
        show=False,
        tailwind=False,
        show_welcome_message=False,
        binding_refresh_interval=None,
        gzip_middleware_factory=None if host in LOOPBACK else GZipMiddleware,
        reconnect_timeout=30.0,
    )


def routes(dashboards: dict[str, Dashboard], clickhouse: ClickHouse, places: Places, *, explains: bool) -> None:
    """`/d/<uid>` and `/d/<uid>/<any words>` for each dashboard, `/` for the first."""

    @app.get("/")
    def home() -> RedirectResponse:
        return RedirectResponse(places[0][0])

    @ui.page("/d/{uid}")
    @ui.page("/d/{uid}/{_words}")
    async def dashboard(request: Request, uid: str, _words: str = "") -> None:
        head(request)
        if uid not in dashboards:
            told("Den side findes ikke.")
            return
        await _open(request, Opened(dashboards[uid], places, explains), clickhouse)


def _place(page: Dashboard) -> tuple[int, str]:
    """From the country to the details; a page of another name comes last."""
    return ORDER.index(page.uid) if page.uid in ORDER else len(ORDER), page.title


class Opened(NamedTuple):
    """What a reader has opened: a page, beside which others, and whether somebody explains what is on it."""

    dashboard: Dashboard
    places: Places
    explains: bool


async def _open(request: Request, opened: Opened, clickhouse: ClickHouse) -> None:
    ui.page_title(f"{opened.dashboard.title} · Fokusvagt")
    wanted: dict[str, list[str]] = {}
    for name, value in request.query_params.multi_items():
        wanted.setdefault(name, []).append(value)
    try:
        session = await Session.open(opened.dashboard, clickhouse, wanted, theme(request))
    except (Refused, WrongTime) as error:
        told(str(error))
        return
    await Page(session, opened.places, opened.explains).build()


async def _policy(request: Request, call_next: Next) -> Response:
    response = await call_next(request)
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response


async def _loopback_names(request: Request, call_next: Next) -> Response:
    """Refuse other names for this address: a web page that rebinds its own name to it would read along."""
    if request.url.hostname not in LOOPBACK:
        return Response("call the preview 127.0.0.1 or localhost\n", status_code=403)
    return await call_next(request)
