"""`explain` over what a real run left: breaches, persons, figures and candidates, in words and as JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from infra.embedded import EmbeddedServers
from streams.cli.asking import asking
from streams.explain.trace import as_json
from streams.explain.verdict import FIELDS, recomputed
from streams.pipeline.explain import Explainer
from streams.rules.loader import load
from tests.support.pipeline import fokusvagt, queried

ROWS = (
    "SELECT breach_id, rule_id, toString(due_on) AS due_on, status FROM v_breaches WHERE scope = 'person' "
    "AND status != 'BORTFALDET' ORDER BY breach_id LIMIT 1 BY rule_id"
)


def explained(what: str, data_dir: Path) -> list[dict[str, Any]]:
    answer = fokusvagt("explain", what, "--data-dir", data_dir, "--json")
    assert answer.code == 0, answer.err
    return answer.rows


def test_the_trace_of_a_stored_row_gives_the_row(populated: Path) -> None:
    rows = queried(ROWS, populated)
    with asking(populated, None) as link:
        explainer = Explainer(link, load())
        traces = [json.loads(json.dumps(as_json(explainer.what(row["breach_id"])[0]))) for row in rows]
    for row, trace in zip(rows, traces, strict=True):
        assert (trace["verdict"]["breach_id"], trace["verdict"]["status"]) == (row["breach_id"], row["status"])
        assert trace["verdict"]["due_on"] == row["due_on"]
        assert recomputed(trace) == {name: trace["verdict"][name] for name in FIELDS}


def test_a_figure_names_the_persons_behind_it(populated: Path) -> None:
    figure = "SELECT * FROM v_indicators WHERE indicator_id = 'FM-SAMTALE' AND numerator > 0 AND NOT live LIMIT 1"
    (row,) = queried(figure, populated)
    (trace,) = explained(f"FM-SAMTALE:{row['code']}:{row['period_end']}", populated)
    assert sum(m["denominator"] for m in trace["members"]) == row["denominator"]
    assert sum(m["numerator"] for m in trace["members"]) == row["numerator"]


def test_people_read_it_in_danish(populated: Path) -> None:
    (row,) = queried(
        "SELECT person_id FROM v_breaches WHERE rule_id = 'SAM-DP-6I6' AND status = 'KONSTATERET' LIMIT 1", populated
    )
    said = fokusvagt("explain", row["person_id"], "--data-dir", populated).out
    assert "KONSTATERET" in said
    assert "Sådan er det regnet" in said
    assert "Tæller ikke" in said


def test_what_is_not_known_is_one_line(populated: Path) -> None:
    answer = fokusvagt("explain", "nobody", "--data-dir", populated)
    assert answer.code == 1
    assert answer.err.count("\n") == 1


def test_who_looked_is_noted_before_anything_is_shown(populated: Path) -> None:
    (row,) = queried(
        "SELECT person_id FROM v_breaches WHERE status = 'KONSTATERET' AND scope = 'person' LIMIT 1", populated
    )
    explained(row["person_id"], populated)
    looked = "SELECT count() AS n FROM v_adgange WHERE person_id = '{}' AND vaerktoej = 'explain' AND hvem != ''"
    assert queried(looked.format(row["person_id"]), populated)[0]["n"] == 1


def test_who_may_not_leave_a_line_is_shown_nothing(populated: Path) -> None:
    (row,) = queried(
        "SELECT person_id FROM v_breaches WHERE status = 'KONSTATERET' AND scope = 'person' LIMIT 1", populated
    )
    with EmbeddedServers(populated, kafka=False) as servers:
        answer = fokusvagt("explain", row["person_id"], "--url", servers.reader_url)
    assert (answer.code, answer.out) == (1, "")
    assert "nothing is shown without a line" in answer.err
