"""The head of a page: where to go, which range, how often, which theme, and the variables."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import Any, Final

from nicegui import ui

from dashboards.preview import danish, timerange
from dashboards.preview.session import Session
from dashboards.preview.variables import ALL, Chosen

Change = Callable[..., Awaitable[None]]
Places = list[tuple[str, str]]  # (address, title) of each page in the navigation
SHOW_CURRENT: Final = (  # on a phone the pages are a strip wider than the screen
    "document.querySelector('.fv-nav [aria-current]')?.scrollIntoView({inline: 'center', block: 'nearest'})"
)
COOKIE: Final = "fokusvagt_tema"
SEARCHABLE: Final = 8  # from so many options one may type to find


def header(session: Session, places: Places, change: Change) -> ui.label:
    """`change(**what)` is called with what the reader has chosen, as Session.url takes it. Gives the date's label."""
    with ui.element("header").classes("fv-top"):
        with ui.element("div").classes("fv-bar1"):
            ui.link("Fokusvagt", "/").classes("fv-brand")
            _navigation(places, f"/d/{session.dashboard.uid}")
            told = ui.label(session.told).classes("fv-asof").mark("as-of")
            with ui.element("div").classes("fv-tools"):
                _range(session, change)
                _refresh(session, change)
                _theme(session.theme.dark)
        shown = [one for one in session.chosen.values() if one.variable.shown]
        with ui.element("div").classes("fv-bar2"):
            for one in shown:
                _variable(one, change)
    return told


def plain_header(places: Places, current: str, dark: bool) -> None:
    """The head of a page that is no dashboard: where to go, and the theme."""
    with ui.element("header").classes("fv-top"), ui.element("div").classes("fv-bar1"):
        ui.link("Fokusvagt", "/").classes("fv-brand")
        _navigation(places, current)
        with ui.element("div").classes("fv-tools"):
            _theme(dark)


def _navigation(places: Places, current: str) -> None:
    with ui.element("nav").classes("fv-nav").props('aria-label="Sider"'):
        for address, title in places:
            link = ui.link(title, address)
            if address == current:
                link.props('aria-current="page"')
    ui.run_javascript(SHOW_CURRENT)


def _button(text: str, icon: str, label: str) -> ui.element:
    with ui.element("button").classes("fv-button").props(f'type="button" aria-label="{label}"') as button:
        ui.icon(icon)
        if text:
            ui.label(text).classes("fv-wide" if icon != "schedule" else "")
    return button


def _range(session: Session, change: Change) -> None:
    with _button(session.span.label, "schedule", "Vælg periode"), ui.menu().classes("fv-menu") as menu:
        for raw, text in timerange.QUICK.items():
            _item(
                menu,
                text,
                raw == session.span.raw_from and session.span.raw_to == "now",
                change,
                **{"from": raw, "to": "now"},
            )
        _dates(session, menu, change)


def _dates(session: Session, menu: ui.menu, change: Change) -> None:
    first, last = (danish.instant(at).date().isoformat() for at in (session.span.start, session.span.end))
    with ui.element("div").classes("fv-dates"):
        start = ui.input("Fra", value=first).props("type=date dense outlined")
        end = ui.input("Til", value=last).props("type=date dense outlined")

        async def apply() -> None:
            menu.close()
            await change(**{"from": start.value, "to": end.value})

        ui.button("Anvend", on_click=apply).props("dense unelevated no-caps")


def _refresh(session: Session, change: Change) -> None:
    current = session.refresh or "0s"
    text = timerange.REFRESH.get(current, current)
    with _button(text, "refresh", "Hvor ofte"), ui.menu().classes("fv-menu") as menu:
        for raw, words in timerange.REFRESH.items():
            _item(menu, words, raw == current, change, refresh=raw)


def _item(menu: ui.menu, text: str, current: bool, change: Change, **what: str) -> None:
    async def chosen() -> None:
        menu.close()
        await change(**what)

    item = ui.menu_item(text, on_click=chosen, auto_close=False)
    if current:
        item.props('aria-current="true"')


def _theme(dark: bool) -> None:
    other, icon = ("light", "light_mode") if dark else ("dark", "dark_mode")
    button = _button("", icon, "Lyst tema" if dark else "Mørkt tema")
    cookie = f"{COOKIE}={other};path=/;max-age=31536000;samesite=strict"
    button.on("click", js_handler=f"() => {{ document.cookie = '{cookie}'; window.location.reload(); }}")


def _variable(one: Chosen, change: Change) -> None:
    name, multi = f"var-{one.variable.name}", one.variable.multi
    options = ({ALL: "Alle"} if one.variable.include_all else {}) | {value: text for text, value in one.options}
    if one.variable.type == "textbox":
        field: Any = ui.input(one.variable.label, value=one.values[0] if one.values else "")
    else:
        field = ui.select(
            options,
            label=one.variable.label,
            value=list(one.values) if multi else next(iter(one.values), None),
            multiple=multi,
            with_input=len(options) > SEARCHABLE and not multi,
        )
    field.classes("fv-variable").props("dense outlined options-dense hide-bottom-space").mark(name)

    async def chosen(event: Any) -> None:
        values = _picked(event.value, one) if multi else [str(event.value)]
        if tuple(values) != one.values:
            await change(**{name: values})

    field.on_value_change(chosen)


def _picked(values: list[str] | None, one: Chosen) -> list[str]:
    """`Alle` gives way to what is picked beside it, and comes back when it or nothing is."""
    wanted = [str(value) for value in values or []]
    if ALL in wanted and not one.all:
        return [ALL]
    wanted = [value for value in wanted if value != ALL]
    return wanted or ([ALL] if one.variable.include_all else list(one.values))
