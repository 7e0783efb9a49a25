"""Tables: a row for each row of the query. Dates are ISO text, so that they sort; codes are text, so that they link."""

from __future__ import annotations

from collections.abc import Sequence

from grafana_foundation_sdk.models import common, table
from grafana_foundation_sdk.models.dashboard import FieldConfig

from dashboards.panels.column import Column, dashed_out
from dashboards.panels.shown import About, Shown, shown


def rows(query: str, about: About, *columns: Column, sort: Sequence[tuple[str, bool]] = ()) -> Shown:
    """A table in the query's order, or sorted by the titles of columns (True: greatest first).

    What a table without rows says is not said in a cell without a value: that has a dash.
    """
    options = table.Options(
        show_header=True,
        cell_height=common.TableCellHeight.SM,
        sort_by=[common.TableSortByFieldState(display_name=name, desc=desc) for name, desc in sort],
    )
    defaults = FieldConfig(unit="none", custom=common.TableFieldOptions(filterable=True))
    return shown("table", query, about, [dashed_out(each) for each in columns], options, defaults)
