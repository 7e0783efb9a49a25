"""The licence of everything in the lock, held against `licences.yaml`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from typing import Any, Final

import yaml

POLICY: Final = Path(__file__).with_name("licences.yaml")
Policy = dict[str, Any]


def policy() -> Policy:
    """The policy file."""
    read: Policy = yaml.safe_load(POLICY.read_text(encoding="utf-8"))
    return read


def locked(lock: Path) -> list[str]:
    """The names of everything in a lock."""
    return sorted(set(re.findall(r"^([a-z0-9][a-z0-9._-]*)==", lock.read_text(encoding="utf-8"), re.MULTILINE)))


def licence(name: str, rules: Policy) -> str:
    """What the installed package says its licence is, as an SPDX expression; '' when it says nothing that is known."""
    if name in rules["read_as"]:
        return str(rules["read_as"][name]["licence"])
    said = metadata.metadata(name)
    if "License-Expression" in said:
        return str(said["License-Expression"])
    classified = [text.rpartition(" :: ")[2] for text in said.get_all("Classifier") or [] if text.startswith("License")]
    if classified:
        return " AND ".join(rules["classifiers"].get(text, text) for text in classified)
    return str(said["License"]).strip() if "License" in said else ""


def allows(expression: str, allowed: Iterable[str]) -> bool:
    """Whether an SPDX expression can be met with allowed licences only. AND binds closer than OR."""
    while inner := re.search(r"\(([^()]*)\)", expression):
        expression = expression.replace(inner[0], "met" if allows(inner[1], allowed) else "refused", 1)
    terms = (re.split(r"\s+AND\s+", part.strip()) for part in re.split(r"\s+OR\s+", expression))
    known = {"met", *allowed}
    return any(all(term.strip() in known for term in each) for each in terms)


def problems(names: Iterable[str], rules: Policy) -> list[str]:
    """A line for each package that may not be here, and for each exception that nobody needs any more."""
    found: list[str] = []
    used: set[str] = set()
    names = list(names)
    for name in names:
        if name in rules["elsewhere"]:
            continue
        expression = licence(name, rules)
        if allows(expression, rules["allowed"]):
            continue
        used.add(name)
        if rules["exceptions"].get(name, {}).get("licence") != expression:
            found.append(f"{name}: {expression or 'no licence named'} is not allowed (infra/supply/licences.yaml)")
    found += [f"{name}: an exception that nothing needs" for name in rules["exceptions"] if name not in used]
    return found + [f"{name}: read by hand, and not in the lock" for name in rules["read_as"] if name not in names]
