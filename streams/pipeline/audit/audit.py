"""One audit from beginning to end: what is told, what it should be, where they differ, and the row that says so."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field, replace
from datetime import date, datetime
from time import perf_counter, sleep
from typing import Any, Final

import pyarrow as pa

from schemas.regions import akasser, kommuner
from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.restore import quoted
from streams.adapters.clickhouse.rows import AUDITS
from streams.adapters.clickhouse.writer import put
from streams.clock import Clock
from streams.core.axes import places
from streams.core.calendar import to_day
from streams.core.catalogue import Catalogue
from streams.core.compiled import Compiled, compiled
from streams.metrics import AUDIT_DIFFERENCES, AUDIT_SECONDS, AUDITED
from streams.pipeline.audit.comparing import Difference, differences
from streams.pipeline.audit.reading import people, slices, stored, vilkaar
from streams.pipeline.audit.recomputing import BREACH, FIGURE, Recomputed, of_figures
from streams.pipeline.sending import Shown

#: How often a state that moved under the audit is looked at again, and seconds before each look.
AGAIN: Final = 3
PAUSE: Final = 2.0
#: Persons looked at again at most.
AT_MOST: Final = 1_000
_SHOWN: Final = ("rule_id", "subject", "anchor_on", "breach_id")
_KEY: Final = ("indicator_id", "scope", "code", "live", "period_end")
_OPEN: Final = "status NOT IN ('OPFYLDT', 'BORTFALDET')"
_POSITION: Final = "SELECT stage, topic, partition, consumed, as_of FROM fokusvagt.v_progress ORDER BY ALL"
_TOLD: Final = "SELECT as_of FROM fokusvagt.v_progress WHERE as_of IS NOT NULL ORDER BY version DESC LIMIT 1"


class NothingTold(RuntimeError):
    """There is nothing to audit; the message is one line."""


@dataclass(slots=True)
class Audit:
    """What an audit came to. `moved`: facts came in meanwhile, so that kommuner and a-kasser could not be compared."""

    as_of: date
    began: datetime
    persons: int = 0
    facts: int = 0
    breaches: int = 0
    indicators: int = 0
    seconds: float = 0.0
    moved: bool = False
    differences: list[Difference] = field(default_factory=list)


def told_as_of(link: Link) -> date:
    """The business date that the tables were told for last; NothingTold when they never were."""
    found = link.run(lambda client: client.query(_TOLD).result_rows)
    if not found:
        raise NothingTold("nothing to audit: no progress with a business date; has a worker ever been here?")
    day: date = found[0][0]
    return day


def audit(link: Link, catalogue: Catalogue, clock: Clock, as_of: date | None, shown: Shown) -> Audit:
    """Recompute as of the date (None: as of which the tables are told), compare, and write a row of `audits`.

    While facts come in, what the tables say and what the facts say are not of one moment: it is looked at again,
    in the end only at the persons who differ.
    """
    began, law = perf_counter(), compiled(catalogue)
    found = Audit(as_of or told_as_of(link), clock.now())
    for _ in range(AGAIN):
        before = _position(link)
        _everybody(link, law, found, shown)
        found.moved = bool(found.differences) and _position(link) != before
        if not found.moved:
            break
    if found.moved:
        found.differences = _once_more(link, law, found)
    found.seconds = perf_counter() - began
    put(link, "audits", _row(found))
    AUDIT_DIFFERENCES.set(len(found.differences))
    AUDIT_SECONDS.set(found.seconds)
    AUDITED.set_to_current_time()
    return found


def _position(link: Link) -> list[Any]:
    rows: list[Any] = link.run(lambda client: client.query(_POSITION).result_rows)
    return rows


def _everybody(link: Link, law: Compiled, found: Audit, shown: Shown) -> None:
    """All persons, then all kommuner and a-kasser."""
    state = _fresh(law, found.as_of)
    found.persons = found.facts = found.breaches = 0
    found.differences = []
    parts = slices(link)
    for number, where in enumerate(parts):
        shown("slices recomputed", number, len(parts))
        found.differences += _persons(link, law, state, where, found)
    figures = state.figures(vilkaar(link))
    found.differences += _breaches(link, law, "scope != 'person'", state.brud(figures), found)
    found.differences += _indicators(link, law, of_figures(figures), found)
    shown("slices recomputed", len(parts), len(parts))


def _fresh(law: Compiled, day: date) -> Recomputed:
    return Recomputed(law, places(list(kommuner()), list(akasser())), to_day(day))


def _persons(link: Link, law: Compiled, state: Recomputed, where: str, found: Audit) -> list[Difference]:
    them = people(link, where)
    found.persons += len(them.persons)
    found.facts += them.count
    return _breaches(link, law, f"scope = 'person' AND {where}", state.breaches(them), found)


def _breaches(link: Link, law: Compiled, where: str, recomputed: Any, found: Audit) -> list[Difference]:
    """Rows of rules that are switched off now keep what was told of them, and are not judged."""
    rules = ", ".join(map(quoted, law.rule_ids))
    told = stored(link, BREACH.names, "v_breaches", f"{where} AND rule_id IN ({rules}) AND {_OPEN}")
    found.breaches += recomputed.num_rows
    return list(differences("v_breaches", told, recomputed, ("breach_id",), _SHOWN))


def _indicators(link: Link, law: Compiled, recomputed: Any, found: Audit) -> list[Difference]:
    rules = ", ".join(map(quoted, law.rule_ids))
    told = stored(link, FIGURE.names, "v_indicators", f"indicator_id IN ({rules})")
    found.indicators = recomputed.num_rows
    return list(differences("v_indicators", told, recomputed, _KEY, _KEY))


def _once_more(link: Link, law: Compiled, found: Audit) -> list[Difference]:
    """The differences of persons that are still there when only they are looked at, again and again."""
    left = [d for d in found.differences if d.row.get("subject")]
    for _ in range(AGAIN):
        who = sorted({d.row["subject"] for d in left})[:AT_MOST]
        if not who:
            break
        sleep(PAUSE)
        where = f"person_id IN ({', '.join(map(quoted, who))})"
        left = _persons(link, law, _fresh(law, found.as_of), where, Audit(found.as_of, found.began))
    return left


def _row(found: Audit) -> Any:
    values = asdict(replace(found, differences=[])) | {"differences": len(found.differences)}
    return pa.Table.from_pylist([values], schema=AUDITS)
