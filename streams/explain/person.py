"""Why a person's duties stand as they do: one trace for each row that the core gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import numpy as np

from streams.core import catalogue as cat
from streams.core import codes
from streams.core.identity import breach_id
from streams.explain import fokus, forbrug, frist, haendelser
from streams.explain.case import Case
from streams.explain.parameters import parameters, words
from streams.explain.parts import Parts
from streams.explain.trace import Trace, Verdict
from streams.explain.words import iso, maybe_iso
from streams.rules.book import RuleSheet

_KINDS: Final[dict[type, Callable[[Case, Any, Any], Parts]]] = {
    cat.Frist: frist.explain,
    cat.ForbrugtFrist: forbrug.explain,
    cat.UdenAkasse: haendelser.uden_akasse,
    cat.Samtaleform: haendelser.samtaleform,
    cat.Varighed: haendelser.varighed,
    cat.FokusSamtaler: fokus.explain,
    cat.FokusTilbud: fokus.explain,
}


def traces(case: Case, sheets: Mapping[str, RuleSheet]) -> list[Trace]:
    """A trace for every row of the person, by due date; fulfilled and lapsed duties too."""
    rows = sorted(case.rows, key=lambda row: (int(row["frist"]), int(row["regel"]), int(row["anker"])))
    return [trace(case, row, sheets) for row in rows]


def trace(case: Case, row: Any, sheets: Mapping[str, RuleSheet]) -> Trace:
    """Why this row of the case stands as it does."""
    rule = case.rule_of(row)
    sheet = sheets[rule.head.rule_id]
    parts = _KINDS[type(rule)](case, rule, row)
    return Trace(
        as_of=iso(case.t),
        scope="person",
        subject=case.person_id,
        rule=words(rule, sheet),
        parameters=parameters(rule, case.compiled.catalogue, sheet),
        spell=parts.spell,
        steps=parts.steps,
        facts=parts.facts,
        verdict=_verdict(case, rule, row),
    )


def _verdict(case: Case, rule: cat.Rule, row: Any) -> Verdict:
    anchor = iso(int(row["anker"]))
    return Verdict(
        breach_id=breach_id(rule.head.rule_id, "person", case.person_id, anchor),
        status=codes.STATUSSER[row["status"]],
        responsible=codes.ANSVARLIGE[row["ansvarlig"]],
        kommune=int(row["kommune"]),
        akasse=None if row["akasse"] < 0 else int(row["akasse"]),
        anchor_on=anchor,
        due_on=iso(int(row["frist"])),
        opened_on=iso(int(row["aabnet"])),
        resolved_on=maybe_iso(int(row["lukket"])),
        value=_number(row["value"]),
        threshold=_number(row["threshold"]),
    )


def _number(value: Any) -> float | None:
    return None if np.isnan(value) else float(value)
