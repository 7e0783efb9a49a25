"""The page Arbejdere: what ClickHouse cannot know, because it happens before anything is written there.

Grafana's classic JSON, as the other pages; Danish, because operators read it. A panel is a title, what it tells, a unit
and its queries by legend.
"""

from __future__ import annotations

from typing import Any, Final, NamedTuple

SOURCE: Final = {"type": "prometheus", "uid": "fokusvagt-prometheus"}
WIDTH, HEIGHT = 12, 8


class Panel(NamedTuple):
    """A time series panel."""

    title: str
    tells: str
    unit: str
    queries: dict[str, str]


PANELS: Final = (
    Panel(
        "Efterslæb pr. topic",
        "Poster hos Kafka, som ingen arbejder har læst endnu.",
        "short",
        {"{{topic}}": "sum by (topic) (fokusvagt_lag_records)"},
    ),
    Panel(
        "De partitioner, der er længst bagud",
        "Én, der vokser, mens de andre falder, står stille: se runbook.",
        "short",
        {"{{topic}}/{{partition}}": "topk(8, sum by (topic, partition) (fokusvagt_lag_records))"},
    ),
    Panel(
        "Fakta i sekundet",
        "Flettet ind, topic for topic.",
        "cps",
        {"{{topic}}": "sum by (topic) (rate(fokusvagt_facts_total[5m]))"},
    ),
    Panel(
        "Fra batch i hånden til gemte rækker",
        "Halvdelen, og de langsomste af hundrede.",
        "s",
        {
            "median": "histogram_quantile(0.5, sum by (le) (rate(fokusvagt_cycle_seconds_bucket[5m])))",
            "p99": "histogram_quantile(0.99, sum by (le) (rate(fokusvagt_cycle_seconds_bucket[5m])))",
        },
    ),
    Panel(
        "Vurdering af borgere",
        "Den del af en cyklus, der regner; p99.",
        "s",
        {"p99": "histogram_quantile(0.99, sum by (le) (rate(fokusvagt_evaluate_seconds_bucket[5m])))"},
    ),
    Panel(
        "Poster pr. batch",
        "Små batcher: den følger med. Store: den indhenter.",
        "short",
        {"median": "histogram_quantile(0.5, sum by (le) (rate(fokusvagt_batch_records_bucket[5m])))"},
    ),
    Panel(
        "Afviste fakta i minuttet",
        "Efter grund; de ligger i fokusvagt.dlq.v1.",
        "short",
        {"{{reason}}": "60 * sum by (reason) (rate(fokusvagt_dead_letters_total[5m]))"},
    ),
    Panel(
        "Siden sidste gem",
        "Hvor længe siden en arbejder sidst kvitterede; med efterslæb og uden gem er noget galt.",
        "s",
        {"{{instance}}": "time() - fokusvagt_last_commit_timestamp_seconds"},
    ),
    Panel(
        "Overtagne partitioner",
        "Genskabt ved start og omfordeling, på en halv time.",
        "short",
        {"{{instance}}": "increase(fokusvagt_partitions_taken_over_total[30m])"},
    ),
    Panel(
        "Alarmer sendt i minuttet",
        "Til kommuner og a-kasser, efter art.",
        "short",
        {"{{scope}} {{art}}": "60 * sum by (scope, art) (rate(fokusvagt_alerts_total[5m]))"},
    ),
)


def page() -> dict[str, Any]:
    """The page as Grafana takes it."""
    return {
        "uid": "fokusvagt-arbejdere",
        "title": "Arbejdere",
        "description": "Hvad arbejderne fortæller om sig selv: efterslæb, fart, afvisninger og skift.",
        "tags": ["fokusvagt"],
        "schemaVersion": 42,
        "editable": False,
        "timezone": "Europe/Copenhagen",
        "refresh": "15s",
        "time": {"from": "now-6h", "to": "now"},
        "panels": [_panel(at, panel) for at, panel in enumerate(PANELS)],
    }


def _panel(at: int, panel: Panel) -> dict[str, Any]:
    targets = [
        {"refId": chr(65 + i), "datasource": SOURCE, "expr": expr, "legendFormat": legend, "range": True}
        for i, (legend, expr) in enumerate(panel.queries.items())
    ]
    return {
        "id": at + 1,
        "type": "timeseries",
        "title": panel.title,
        "description": panel.tells,
        "datasource": SOURCE,
        "gridPos": {"x": at % 2 * WIDTH, "y": at // 2 * HEIGHT, "w": WIDTH, "h": HEIGHT},
        "fieldConfig": {"defaults": {"unit": panel.unit, "min": 0}, "overrides": []},
        "options": {"legend": {"displayMode": "list", "placement": "bottom"}, "tooltip": {"mode": "multi"}},
        "targets": targets,
    }
