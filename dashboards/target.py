"""The query of a panel, in the form that the ClickHouse data source's plugin (4.x) reads. The SDK has no such class."""

from __future__ import annotations

from typing import Any, Final, Self

from grafana_foundation_sdk.cog import runtime, variants
from grafana_foundation_sdk.models.common import DataSourceRef

PLUGIN: Final = "grafana-clickhouse-datasource"
PLUGIN_VERSION: Final = "4.20.0"
TIME_SERIES: Final = 0
TABLE: Final = 1
DATASOURCE: Final = DataSourceRef(type_val=PLUGIN, uid="${datasource}")


class ClickHouseQuery(variants.Dataquery):
    """SQL as it is written in `dashboards/sql`, macros and variables included."""

    def __init__(self, raw_sql: str, form: int = TABLE, ref_id: str = "A") -> None:
        self.raw_sql, self.form, self.ref_id = raw_sql, form, ref_id

    def to_json(self) -> dict[str, object]:
        """The target as the plugin saves it."""
        return {
            "refId": self.ref_id,
            "datasource": DATASOURCE,
            "pluginVersion": PLUGIN_VERSION,
            "editorType": "sql",
            "queryType": "timeseries" if self.form == TIME_SERIES else "table",
            "format": self.form,
            "rawSql": self.raw_sql,
        }

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> Self:
        """The inverse of to_json."""
        return cls(data["rawSql"], data["format"], data["refId"])


def register() -> None:
    """Teach the SDK to read our targets back."""
    runtime.register_dataquery_variant(runtime.DataqueryConfig(PLUGIN, ClickHouseQuery.from_json))
