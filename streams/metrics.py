"""What operators watch of the pipeline itself, as Prometheus metrics. No person, no CPR, no free text in a label."""

from __future__ import annotations

from typing import Final

from prometheus_client import Counter, Histogram

FACTS: Final = Counter("fokusvagt_facts_total", "Facts merged", ["topic"])
DEAD_LETTERS: Final = Counter("fokusvagt_dead_letters_total", "Facts refused", ["topic", "error_class"])
CHANGES: Final = Counter("fokusvagt_breach_changes_total", "Breach rows told")
CYCLE: Final = Histogram(
    "fokusvagt_cycle_seconds", "From a batch in hand to its rows acknowledged", buckets=(0.01, 0.05, 0.1, 0.5, 1, 5, 30)
)
RESTORED: Final = Counter("fokusvagt_restored_facts_total", "Facts read back at assignments")
