"""Commands that documents show and that are not run here: how each begins, and why. They are understood anyhow."""

from __future__ import annotations

import re
from typing import Final

_SERVERS: Final = "needs servers that stay: run by tests/integration"
_ELSEWHERE: Final = "a program of others', against a registry or a cluster that is not here"

NOT_RUN: Final = {
    "make": "the target is looked up; demo, check, test and test-all are run by .ci/run, compose needs Docker",
    "fokusvagt demo": "run by .ci/run and tests/e2e/preview",
    "fokusvagt serve": "keeps serving: run by tests/e2e/preview",
    "fokusvagt bench": "takes minutes and a quiet machine: .ci/run runs bench guard",
    "fokusvagt simulate --report": "run by tests/unit/test_simulation_report.py",
    "fokusvagt up": _SERVERS,
    "fokusvagt worker": _SERVERS,
    "fokusvagt migrate": _SERVERS,
    "fokusvagt ingest": _SERVERS,
    "fokusvagt erase": "takes a person who is there: run by tests/integration/pipeline/test_erase.py",
    "fokusvagt dlq replay": _SERVERS,
    "fokusvagt alerts": _SERVERS,
    "fokusvagt topics apply": _SERVERS,
    "fokusvagt topics acl --diff": _SERVERS,
    "fokusvagt topics acl --apply": _SERVERS,
    "fokusvagt grafana": "needs a Grafana: run by tests/integration/test_grafana_push.py",
    "KAFKA=localhost:9092": "needs a broker with alerts: run by tests/integration/alerts and kafka/test_kcat.py",
    "export": "a setting of the reader's own; the tests have theirs",
    "python -m": "a module of the project's: it is looked up, and run by the tests of its room",
    "zcat": "a file of the reader's own into a pipe: run by tests/unit/test_readers_stdin.py",
    "FOKUSVAGT_PANELS_URL": "another database of the reader's own",
    "docker": _ELSEWHERE,
    "kubectl": _ELSEWHERE,
    "cd infra/k8s/production": _ELSEWHERE,
}


def excepted(text: str, start: str) -> bool:
    """Whether a command begins so."""
    return bool(re.match(rf"{re.escape(start)}(?![\w-])", text.replace(".venv/bin/", "")))


def reason(text: str) -> str:
    """Why a command is not run; '' when it is."""
    return next((why for start, why in NOT_RUN.items() if excepted(text, start)), "")
