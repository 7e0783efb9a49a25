"""What operators watch of the pipeline itself, as Prometheus metrics. No person, no CPR, no free text in a label.

How often a worker was started anew is `process_start_time_seconds`, which the client library tells.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from prometheus_client import REGISTRY, CollectorRegistry, Counter, Gauge, Histogram
from prometheus_client.core import GaugeMetricFamily

FACTS: Final = Counter("fokusvagt_facts_total", "Facts merged", ["topic"])
DEAD_LETTERS: Final = Counter("fokusvagt_dead_letters_total", "Facts refused", ["topic", "error_class", "reason"])
CHANGES: Final = Counter("fokusvagt_breach_changes_total", "Breach rows told")
BATCH: Final = Histogram(
    "fokusvagt_batch_records",
    "Records that the persons' agent takes at once",
    buckets=(1, 10, 100, 1_000, 10_000, 50_000, 100_000, 400_000),
)
EVALUATE: Final = Histogram(
    "fokusvagt_evaluate_seconds",
    "Evaluating whoever can have changed, and naming their rows",
    buckets=(0.001, 0.01, 0.05, 0.1, 0.5, 1, 5, 30),
)
CYCLE: Final = Histogram(
    "fokusvagt_cycle_seconds", "From a batch in hand to its rows acknowledged", buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 30)
)
ALERTS: Final = Counter("fokusvagt_alerts_total", "Alerts sent", ["scope", "art"])
SHADOWED: Final = Counter("fokusvagt_alerts_shadow_total", "Alerts of rule versions in shadow, not sent", ["rule_id"])
RESTORED: Final = Counter("fokusvagt_restored_facts_total", "Facts read back at assignments")
TAKEN_OVER: Final = Counter("fokusvagt_partitions_taken_over_total", "Partitions restored: at starts and rebalances")
COMMITTED: Final = Gauge("fokusvagt_last_commit_timestamp_seconds", "When offsets were committed last")
HEARD: Final = Gauge(
    "fokusvagt_source_last_event_timestamp_seconds", "When a source's last fact was merged", ["type", "source"]
)
AUDITED: Final = Gauge("fokusvagt_audit_timestamp_seconds", "When the last audit of this process ended")
AUDIT_DIFFERENCES: Final = Gauge("fokusvagt_audit_differences", "In how much the last audit found rows told otherwise")
AUDIT_SECONDS: Final = Gauge("fokusvagt_audit_seconds", "How long the last audit took")
#: Sources that are told one by one: some 120 there are, and whoever invents thousands must not fill the memory.
SOURCES_AT_MOST: Final = 1_000
_heard: set[tuple[str, str]] = set()


def heard(fact_type: str, sources: Iterable[str]) -> None:
    """Facts of these sources have just been merged."""
    for source in sources:
        if (fact_type, source) in _heard or len(_heard) < SOURCES_AT_MOST:
            _heard.add((fact_type, source))
            HEARD.labels(fact_type, source).set_to_current_time()


class Lag:
    """Records at the broker that were not yet read, by topic and partition; asked for when Prometheus asks."""

    def __init__(self, unread: Callable[[], Mapping[tuple[str, int], int]]) -> None:
        self._unread = unread

    def collect(self) -> Iterable[Any]:
        """The metric."""
        family = GaugeMetricFamily(
            "fokusvagt_lag_records", "Records not yet read by this worker", labels=["topic", "partition"]
        )
        for (topic, partition), count in sorted(self._unread().items()):
            family.add_metric([topic, str(partition)], count)
        yield family


def show_lag(unread: Callable[[], Mapping[tuple[str, int], int]], registry: CollectorRegistry = REGISTRY) -> None:
    """Tell lag from now on."""
    registry.register(Lag(unread))
