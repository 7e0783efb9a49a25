"""Alert rules on the pipeline: on metrics that there are, each with its chapter in the runbook, tried by promtool."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import prometheus_client
import pytest
import yaml

from infra.prometheus import __main__ as prometheus
from infra.prometheus import page
from streams import metrics
from tests.policy.described import ROOT, compose, needed

HERE = ROOT / "infra/prometheus"
RULES = [
    r for group in yaml.safe_load((HERE / "rules.yaml").read_text(encoding="utf-8"))["groups"] for r in group["rules"]
]
ALERTS = [rule for rule in RULES if "alert" in rule]
FOREIGN = {"fokusvagt_lag_records"}  # told by a collector of the worker's, see streams.metrics.Lag


def known() -> set[str]:
    """The names under which the worker's metrics are told."""
    assert metrics.FACTS
    told = prometheus_client.generate_latest().decode()
    bases = set(re.findall(r"^# TYPE (fokusvagt_\w+)", told, re.MULTILINE))
    return bases | {f"{base}_bucket" for base in bases} | FOREIGN


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.get("alert") or rule.get("record"))
def test_a_rule_is_about_metrics_that_there_are(rule: dict[str, str]) -> None:
    assert set(re.findall(r"fokusvagt_\w+", rule["expr"])) <= known()


@pytest.mark.parametrize("rule", ALERTS, ids=lambda rule: rule["alert"])
def test_an_alert_is_tried_by_an_example(rule: dict[str, str]) -> None:
    tests = (HERE / "rules.test.yaml").read_text(encoding="utf-8")
    assert f"alertname: {rule['alert']}\n" in tests or f"alertname: {rule['alert']}}}" in tests


def test_the_scraped_port_is_the_one_that_workers_answer_on() -> None:
    (scraped,) = yaml.safe_load((HERE / "prometheus.yaml").read_text(encoding="utf-8"))["scrape_configs"]
    (names,) = scraped["dns_sd_configs"]
    worker = compose()["services"]["worker"]
    assert names["names"] == ["worker"]
    assert str(names["port"]) == worker["environment"]["FOKUSVAGT_METRICS_PORT"]


@pytest.mark.parametrize("panel", page.PANELS, ids=lambda panel: panel.title)
def test_a_panel_is_about_metrics_that_there_are(panel: page.Panel) -> None:
    for expr in panel.queries.values():
        assert set(re.findall(r"fokusvagt_\w+", expr)) <= known()


def test_the_page_is_the_one_that_was_made() -> None:
    assert prometheus.main(["--check"]) == 0


@pytest.mark.slow
def test_every_query_of_the_page_is_one_to_prometheus(tmp_path: Path) -> None:
    needed("promtool", "it comes with Debian's package prometheus")
    rules = [{"record": "page:query", "expr": expr} for panel in page.PANELS for expr in panel.queries.values()]
    (tmp_path / "page.yaml").write_text(yaml.safe_dump({"groups": [{"name": "page", "rules": rules}]}))
    command = ["promtool", "check", "rules", "--lint=none", "page.yaml"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", ["test rules rules.test.yaml", "check config prometheus.yaml"])
def test_promtool_agrees(words: str) -> None:
    needed("promtool", "it comes with Debian's package prometheus")
    said = subprocess.run(["promtool", *words.split()], cwd=HERE, capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stdout + said.stderr
