"""Views onto the page: each kind is mounted as one NiceGUI element, and brought up to date without being made anew."""

from __future__ import annotations

from typing import Any, Final

from nicegui import ui

from dashboards.preview.view import Chart, Empty, Grid, Html, Markdown, View

FOLLOW: Final = "(event) => fokusvagt.follow(event)"
WORDS: Final = {
    "noRowsToShow": "Ingen rækker",
    "contains": "Indeholder",
    "notContains": "Indeholder ikke",
    "equals": "Er lig med",
    "notEqual": "Er ikke",
    "startsWith": "Begynder med",
    "endsWith": "Slutter med",
    "blank": "Tom",
    "notBlank": "Ikke tom",
    "lessThan": "Mindre end",
    "lessThanOrEqual": "Højst",
    "greaterThan": "Større end",
    "greaterThanOrEqual": "Mindst",
    "inRange": "Mellem",
    "inRangeStart": "fra",
    "inRangeEnd": "til",
    "filterOoo": "Filtrér…",
    "searchOoo": "Søg…",
    "andCondition": "og",
    "orCondition": "eller",
    "resetFilter": "Nulstil",
    "clearFilter": "Ryd",
    "applyFilter": "Anvend",
    "sortAscending": "Sortér stigende",
    "sortDescending": "Sortér faldende",
    "sortUnSort": "Fjern sortering",
    "pinColumn": "Fastgør kolonne",
    "autosizeThisColumn": "Tilpas kolonnen",
    "autosizeAllColumns": "Tilpas alle kolonner",
    "resetColumns": "Nulstil kolonner",
    "ariaFilterColumn": "Filtrér kolonnen",
}


class Mounted:
    """A panel's body: shows one view at a time in `container`."""

    def __init__(self, container: ui.element) -> None:
        self._container = container
        self._view: View | str | None = None
        self._element: Any = None

    def show(self, view: View | str) -> None:
        """Show a view, or an error told in words; what is already there is changed rather than replaced."""
        before, self._view = self._view, view
        if self._element is not None and (
            before == view or (type(before) is type(view) and self._changed(before, view))
        ):
            return
        self._container.clear()
        with self._container:
            self._element = _made(view)

    def _changed(self, before: Any, view: View | str) -> bool:
        """Whether the element could be changed in place."""
        if isinstance(view, Html):
            self._element.set_content(view.markup)
        elif isinstance(view, Chart):
            self._element.options.clear()
            self._element.options.update(view.options)
            self._element.update()
        elif isinstance(view, Grid) and before.columns == view.columns:
            self._element.options["rowData"] = view.rows
            self._element.run_grid_method("setGridOption", "rowData", view.rows)
        else:
            return False
        return True

    def download(self, name: str) -> None:
        """Have the browser save the table as CSV, as a Danish spreadsheet reads it."""
        if isinstance(self._view, Grid):
            wanted = {"fileName": f"{name}.csv", "columnSeparator": ";", ":processCellCallback": "fokusvagt.csv"}
            self._element.run_grid_method("exportDataAsCsv", wanted)


def _made(view: View | str) -> Any:
    if isinstance(view, Html):
        return ui.html(view.markup, sanitize=True)
    if isinstance(view, Markdown):
        return ui.markdown(view.text, sanitize=True).classes("fv-words")
    if isinstance(view, Chart):
        return ui.echart(dict(view.options)).on("componentClick", js_handler=FOLLOW)
    if isinstance(view, Grid):
        return _grid(view)
    text, kind = (view.text, "fv-empty") if isinstance(view, Empty) else (view, "fv-error")
    with ui.element("div").classes(kind) as made:
        ui.label(text)
    return made


def _grid(view: Grid) -> Any:
    options = {
        "columnDefs": view.columns,
        "rowData": view.rows,
        "defaultColDef": {"sortable": True, "resizable": True, "wrapHeaderText": True, "autoHeaderHeight": True},
        "tooltipShowMode": "whenTruncated",
        "tooltipShowDelay": 400,
        "localeText": WORDS,
        "suppressCellFocus": True,
        "enableCellTextSelection": True,
        "animateRows": False,
        "suppressNoRowsOverlay": True,
    }
    return ui.aggrid(options, auto_size_columns=False)
