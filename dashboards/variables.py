"""The variables above the pages. Their options are queries, and none of them is an access control."""

from __future__ import annotations

from typing import Final

from grafana_foundation_sdk.models.dashboard import (
    VariableModel,
    VariableOption,
    VariableRefresh,
    VariableSort,
    VariableType,
)

from dashboards.sql import sql
from dashboards.target import DATASOURCE, PLUGIN, ClickHouseQuery

ALL: Final = "$__all"


def datasource() -> VariableModel:
    """Which ClickHouse, and with whose rights."""
    return VariableModel(
        type_val=VariableType.DATASOURCE,
        name="datasource",
        label="Data source",
        query=PLUGIN,
        current=VariableOption(text="ClickHouse", value="fokusvagt-clickhouse"),
        allow_custom_value=False,
    )


def _query(name: str, label: str, text: str, value: str, every: bool = False) -> VariableModel:
    """Options by the query `variabel_<name>`: value, then text."""
    words = sql(f"variabel_{name}")
    return VariableModel(
        type_val=VariableType.QUERY,
        name=name,
        label=label,
        query=ClickHouseQuery(words, ref_id=name).to_json() | {"datasource": DATASOURCE.to_json()},
        definition=words,
        datasource=DATASOURCE,
        current=VariableOption(text=[text] if every else text, value=[value] if every else value),
        refresh=VariableRefresh.ON_TIME_RANGE_CHANGED,
        sort=VariableSort.DISABLED,
        include_all=every,
        multi=every,
        allow_custom_value=False,
    )


def kommune() -> VariableModel:
    """One kommune."""
    return _query("kommune", "Kommune", "København", "101")


def akasse() -> VariableModel:
    """One a-kasse."""
    return _query("akasse", "A-kasse", "3F", "1")


def regel() -> VariableModel:
    """Some rules, or all."""
    return _query("regel", "Regel", "Alle", ALL, every=True)


def en_regel() -> VariableModel:
    """One rule."""
    return _query("en_regel", "Regel", "SAM-DP-6I6", "SAM-DP-6I6")


def maalgruppe() -> VariableModel:
    """Some target groups, or all."""
    return _query("maalgruppe", "Målgruppe", "Alle", ALL, every=True)


def regime() -> VariableModel:
    """In force, or what revisions look at."""
    return _query("regime", "Regime", "Gældende", "gaeldende")


def gruppe() -> VariableModel:
    """A target group of VIVE's, or a ydelse."""
    return _query("gruppe", "Målgruppe", "Dagpengemodtagere (VIVE)", "Dagpengemodtagere")


def indikator() -> VariableModel:
    """What kommuner are compared on."""
    return _query("indikator", "Tal", "Borgere uden nok samtaler", "FM-SAMTALE")
