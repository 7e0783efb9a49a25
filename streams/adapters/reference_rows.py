"""Reference facts and told breaches of kommuner and a-kasser, from Arrow to what the core takes. Layout only."""

from __future__ import annotations

from typing import Any

import pyarrow as pa

from streams.adapters.columns import SCOPES
from streams.core.brud import Brud
from streams.core.calendar import to_day
from streams.core.reference import Rammevilkaar


def rammevilkaar(facts: Any) -> list[Rammevilkaar]:
    """The rammevilkaar of kommuner in a table of FACTS['rammevilkaar']; those of a-kasser are not asked for."""
    stamps = facts["registered_at"].cast(pa.timestamp("ms", "UTC")).cast(pa.int64()).to_pylist()
    return [
        Rammevilkaar(
            fact_id=row["fact_id"],
            revision=row["revision"],
            afgoerelse=row["afgoerelse"],
            registreret=stamp,
            slettet=bool(row["deleted"]),
            kommune=row["kode"],
            aar=row["aar"],
            befolkning=row["befolkning_16_66"],
            forventet_andel=row["forventet_andel"],
        )
        for row, stamp in zip(facts.to_pylist(), stamps, strict=True)
        if row["scope"] in ("KOMMUNE", SCOPES.index("KOMMUNE"))
    ]


def restored_brud(rows: Any) -> list[Brud]:
    """The breaches in a table that `Restore.kommune_breaches` gave."""
    return [
        Brud(
            rule_id=r["rule_id"],
            rule_version=r["rule_version"],
            scope=r["scope"],
            code=int(r["subject"]),
            anker=to_day(r["anchor_on"]),
            status=r["status"],
            aabnet=to_day(r["opened_on"]),
            lukket=None if r["resolved_on"] is None else to_day(r["resolved_on"]),
            value=r["value"],
            threshold=r["threshold"],
        )
        for r in rows.to_pylist()
    ]
