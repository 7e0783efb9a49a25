"""A panel with the query behind it and the columns it needs: what the tests ask of every panel there is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from grafana_foundation_sdk.models.dashboard import (
    FieldColor,
    FieldColorModeId,
    FieldConfig,
    FieldConfigSource,
    Panel,
    Threshold,
    ThresholdsConfig,
    ThresholdsMode,
)

from dashboards.panels.column import Column, Steps
from dashboards.sql import sql
from dashboards.target import DATASOURCE, TABLE, ClickHouseQuery

NO_VALUE: Final = "Ingen data"
WHOLE: Final = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A panel, the name of its query and the query's columns in their order."""

    panel: Panel
    width: int
    height: int
    query: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class About:
    """What every panel says of itself."""

    title: str
    description: str
    width: int = WHOLE
    height: int = 8
    no_value: str = NO_VALUE


def shown(
    kind: str,
    query: str,
    about: About,
    columns: Sequence[Column],
    options: Any,
    defaults: FieldConfig,
    form: int = TABLE,
    **extra: Any,
) -> Shown:
    """A panel of any kind with a query."""
    defaults.no_value = about.no_value
    overrides = [each.override() for each in columns if each.title or each.properties]
    panel = Panel(
        type_val=kind,
        title=about.title,
        description=about.description,
        datasource=DATASOURCE,
        targets=[ClickHouseQuery(sql(query), form)],
        options=options,
        field_config=FieldConfigSource(defaults=defaults, overrides=overrides),
        **extra,
    )
    names = tuple(each.name for each in columns)
    return Shown(panel, about.width, about.height, query, names)


def thresholds(steps: Steps) -> ThresholdsConfig:
    """A colour from each value on."""
    levels = [Threshold(value=value, color=colour) for value, colour in steps]
    return ThresholdsConfig(mode=ThresholdsMode.ABSOLUTE, steps=levels)


def by_thresholds() -> FieldColor:
    """Coloured by the thresholds."""
    return FieldColor(mode=FieldColorModeId.THRESHOLDS)
