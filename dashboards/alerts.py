"""Alert rules on the indicators and on the pipeline, as a provisioning file of Grafana's.

Alerts are evaluated in Grafana's backend, where no variable and no `$__conditionalAll` is ever replaced, and where the
data source is one certain data source: its uid stands in every rule.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from dashboards.sql import sql
from dashboards.target import PLUGIN_VERSION, TABLE

SOURCE: Final = "fokusvagt-clickhouse"
EXPRESSION: Final = "__expr__"
MINUTE: Final = 60


@dataclass(frozen=True, slots=True)
class Alert:
    """One rule: fires for each row of `alarm_<name>` whose `vaerdi` compares to `limit` as `compared` says.

    `silent`: what no row at all means: OK where rows are what is wrong, Alerting where silence is.
    """

    name: str
    title: str
    text: str
    area: str
    compared: str = "gt"
    limit: float = 0
    silent: str = "OK"
    held: str = "0s"
    page: str = "fokusvagt-overblik"


INDICATORS: Final = (
    Alert(
        "ny_kandidat",
        "Ny kandidat til skærpet tilsyn",
        "{{ $$labels.kommune }} opfylder ikke resultatmålet og et fokusmål. Kandidat, ikke den juridiske status.",
        "indikator",
        page="fokusvagt-tilsyn",
    ),
    Alert(
        "maal_krydset",
        "En kommune er kommet over sit mål",
        "{{ $$labels.kommune }} er kommet over målet for {{ $$labels.maal }} siden månedsskiftet.",
        "indikator",
    ),
    Alert(
        "luft",
        "En kommune har under fem borgeres luft",
        "{{ $$labels.kommune }} har luft til {{ $$values.A.Value }} borgere i {{ $$labels.maal }} før månedens udgang.",
        "indikator",
        compared="lt",
        limit=5,
    ),
    Alert(
        "akasse",
        "En a-kasse er under arbejdsniveauet",
        "{{ $$labels.akasse }} holder tre samtaler på tre måneder i {{ $$values.A.Value }} % af forløbene.",
        "indikator",
        compared="lt",
        limit=80,
        page="fokusvagt-akasse",
    ),
)
PIPELINE: Final = (
    Alert(
        "stilstand",
        "Strømmen står stille",
        "Intet trin har meldt sig i ti minutter. Se Drift; er en arbejder i live, og svarer Kafka og ClickHouse?",
        "drift",
        limit=600,
        silent="Alerting",
        held="2m",
        page="fokusvagt-drift",
    ),
    Alert(
        "forretningsdato",
        "Forretningsdatoen er bagud",
        "Tallene gælder en dag, der ligger mere end én dag tilbage.",
        "drift",
        limit=1,
        silent="Alerting",
        held="15m",
        page="fokusvagt-drift",
    ),
    Alert(
        "afviste",
        "Fakta er afvist",
        "{{ $$values.A.Value }} fakta er afvist i den seneste time: `fokusvagt dlq list` viser hvorfor.",
        "drift",
        page="fokusvagt-datakvalitet",
    ),
    Alert(
        "latens",
        "Nye fakta er længe undervejs",
        "99 % er først i ClickHouse efter {{ $$values.A.Value }} sekunder; grænsen er 2.",
        "drift",
        limit=2,
        held="5m",
        page="fokusvagt-drift",
    ),
    Alert(
        "tavse",
        "En kilde er tavs",
        "{{ $$labels.kilde }} er ikke hørt i {{ $$values.A.Value }} dage. Ingen data er ikke det samme som ingen brud.",
        "drift",
        page="fokusvagt-datakvalitet",
    ),
    Alert(
        "revision",
        "Tallene er ikke dem, som fakta giver, eller ingen har set efter",
        "Seneste `fokusvagt audit` fandt {{ $$values.A.Value }} forskelle, eller der har ingen været i halvandet døgn.",
        "drift",
        silent="Alerting",
        held="15m",
        page="fokusvagt-drift",
    ),
)
GROUPS: Final = (("Indikatorer", "5m", INDICATORS), ("Strømmen", "1m", PIPELINE))


def text() -> str:
    """The provisioning file as it is committed."""
    groups = [
        {"orgId": 1, "name": name, "folder": "Fokusvagt", "interval": every, "rules": [_rule(each) for each in alerts]}
        for name, every, alerts in GROUPS
    ]
    return json.dumps({"apiVersion": 1, "groups": groups}, ensure_ascii=False, indent=1) + "\n"


def _rule(alert: Alert) -> dict[str, Any]:
    return {
        "uid": f"fokusvagt-{alert.name.replace('_', '-')}",
        "title": alert.title,
        "condition": "B",
        "data": [_asked(alert), _compared(alert)],
        "noDataState": alert.silent,
        "execErrState": "Error",
        "for": alert.held,
        "annotations": {"summary": alert.title, "description": alert.text, "dashboard": f"/d/{alert.page}"},
        "labels": {"omraade": alert.area, "system": "fokusvagt"},
        "isPaused": False,
    }


def _asked(alert: Alert) -> dict[str, Any]:
    model = {
        "refId": "A",
        "editorType": "sql",
        "queryType": "table",
        "format": TABLE,
        "pluginVersion": PLUGIN_VERSION,
        "rawSql": sql(f"alarm_{alert.name}"),
        "intervalMs": 1000 * MINUTE,
        "maxDataPoints": 1000,
    }
    return {
        "refId": "A",
        "relativeTimeRange": {"from": 60 * MINUTE, "to": 0},
        "datasourceUid": SOURCE,
        "model": model,
    }


def _compared(alert: Alert) -> dict[str, Any]:
    model = {
        "refId": "B",
        "type": "threshold",
        "expression": "A",
        "conditions": [{"evaluator": {"type": alert.compared, "params": [alert.limit]}}],
        "datasource": {"type": EXPRESSION, "uid": EXPRESSION},
        "intervalMs": 1000 * MINUTE,
        "maxDataPoints": 1000,
    }
    return {"refId": "B", "relativeTimeRange": {"from": 0, "to": 0}, "datasourceUid": EXPRESSION, "model": model}
