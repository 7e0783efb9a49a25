"""Alerts and answers in ClickHouse: what was sent, what a worker remembers of it, and the week in figures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final, NamedTuple

import pyarrow as pa

from streams.adapters.clickhouse.link import Link
from streams.adapters.clickhouse.restore import SETTINGS, of_partition
from streams.adapters.clickhouse.writer import put
from streams.core.alerts import RANG, Receiver, Told
from streams.core.calendar import to_date, to_day
from streams.core.codes import STATUSSER, code

_DATE: Final = pa.date32()
ALERTS: Final = pa.schema(
    [
        ("modtager", pa.string()),
        ("kode", pa.uint16()),
        ("subject", pa.string()),
        ("sekvens", pa.uint64()),
        ("person_id", pa.string()),
        ("breach_id", pa.string()),
        ("rule_id", pa.string()),
        ("rule_version", pa.string()),
        ("art", pa.string()),
        ("status", pa.string()),
        ("status_foer", pa.string()),
        ("alvor", pa.string()),
        ("due_on", _DATE),
        ("lukkes_af", pa.string()),
        ("luft", pa.int32()),
        ("tekst", pa.string()),
        ("fakta", pa.list_(pa.string())),
        ("as_of", _DATE),
        ("detected_at", pa.timestamp("ms", "UTC")),
        ("version", pa.uint64()),
    ]
)
ACKS: Final = pa.schema(
    [
        ("modtager", pa.string()),
        ("kode", pa.uint16()),
        ("breach_id", pa.string()),
        ("subject", pa.string()),
        ("handling", pa.string()),
        ("status", pa.string()),
        ("udsat_til", _DATE),
        ("registered_at", pa.timestamp("ms", "UTC")),
        ("ved", pa.string()),
    ]
)
#: What changed on the last days alerts were sent may still wait for a tick that the worker did not live to see.
_DAYS: Final = 3


class Last(NamedTuple):
    """What a receiver was told last of a breach; `rank` is the alert's number."""

    receiver: Receiver
    subject: str
    breach_id: str
    art: str
    rule_id: str
    told: Told


class AlertStore:
    """Writes alerts and answers, and reads back what a worker must remember. `may` as a RowWriter's."""

    def __init__(self, link: Link, may: Callable[[], None] = lambda: None) -> None:
        self._link, self._may = link, may

    def write(self, table: Any) -> int:
        """Alerts, as ALERTS says."""
        return put(self._link, "alerts", table, self._may)

    def answers(self, table: Any) -> int:
        """Answers, as ACKS says."""
        return put(self._link, "acks", table)

    def numbers(self, mine: str) -> list[tuple[Receiver, str, int]]:
        """The last number of each receiver and subject, of the subjects that `mine` (a condition) says."""
        rows = self._rows(
            "SELECT modtager, kode, subject, max(sekvens) AS n FROM fokusvagt.alerts "  # noqa: S608 (our own words)
            f"WHERE {mine} GROUP BY modtager, kode, subject"
        )
        return [(Receiver(r["modtager"], r["kode"]), r["subject"], int(r["n"])) for r in rows]

    def recent(self, mine: str) -> list[Last]:
        """What was told last of each breach, of those told on the last days on which anything was told."""
        rows = self._rows(
            "SELECT modtager, kode, subject, breach_id, art = 'LUFT' AS is_luft, max(as_of) AS day, "  # noqa: S608
            "argMax(tuple(art, rule_id, status, ifNull(status_foer, '')), sekvens) AS said "
            f"FROM fokusvagt.alerts WHERE {mine} AND art != 'UGE' AND as_of IN "
            f"(SELECT DISTINCT as_of FROM fokusvagt.alerts WHERE {mine} ORDER BY as_of DESC LIMIT {_DAYS}) "
            "GROUP BY modtager, kode, subject, breach_id, is_luft"
        )
        return [_last(row) for row in rows]

    def latest(self, art: str) -> dict[Receiver, int]:
        """The day on which each receiver was last sent a message of this kind."""
        rows = self._link.run(
            lambda client: (
                client.query(
                    "SELECT modtager, kode, max(as_of) FROM fokusvagt.alerts WHERE art = {art:String} GROUP BY 1, 2",
                    parameters={"art": art},
                ).result_rows
            )
        )
        return {Receiver(scope, kode): to_day(day) for scope, kode, day in rows}

    def first_days(self, partitions: Sequence[int], count: int) -> dict[int, int]:
        """Per partition the first business date for which anything was told of its persons."""
        rows = self._rows(
            f"SELECT {of_partition(count)} AS p, min(as_of) AS day FROM fokusvagt.breach_log "  # noqa: S608
            f"WHERE scope = 'person' AND p IN ({', '.join(map(str, partitions)) or '-1'}) GROUP BY p"
        )
        return {int(r["p"]): to_day(r["day"]) for r in rows}

    def first_figures(self) -> int | None:
        """The first business date for which any indicator was told."""
        row = self._rows("SELECT min(as_of) AS day, count() AS n FROM fokusvagt.indicator_log")[0]
        return to_day(row["day"]) if row["n"] else None

    def week(self, day: int) -> dict[Receiver, list[dict[str, Any]]]:
        """The cases that stand on a business date, by receiver and then by rule."""
        found: dict[Receiver, list[dict[str, Any]]] = {}
        for row in self._rows(_WEEK, {"day": to_date(day)}):
            found.setdefault(Receiver(row.pop("modtager"), row.pop("kode")), []).append(row)
        return found

    def _rows(self, sql: str, parameters: dict[str, Any] | None = None) -> list[dict[str, Any]]:
        answer = self._link.run(
            lambda client: client.query_arrow(sql, parameters=parameters, settings=SETTINGS, use_strings=True)
        )
        rows: list[dict[str, Any]] = answer.to_pylist()
        return rows


_WEEK: Final = """
SELECT if(responsible = 'AKASSE' AND akasse IS NOT NULL, 'akasse', 'kommune') AS modtager,
    if(modtager = 'akasse', ifNull(akasse, 0), kommune_key) AS kode, rule_id,
    countIf(status = 'VARSEL') AS varsler, countIf(status = 'VARSEL' AND due_on <= {day:Date} + 7) AS forfalder,
    countIf(status = 'FORELOEBIG') AS foreloebige, countIf(status = 'KONSTATERET') AS konstaterede,
    countIf(lower(hex(breach_id)) IN (SELECT breach_id FROM fokusvagt.alerts WHERE art IN ('PLIGT', 'TILFLYTTET')
        AND status IN ('VARSEL', 'FORELOEBIG', 'KONSTATERET') AND as_of > {day:Date} - 7)) AS nye,
    countIf((modtager, kode, lower(hex(breach_id))) IN (SELECT modtager, kode, breach_id FROM fokusvagt.acks FINAL
        WHERE handling = 'UDSAT' AND udsat_til > {day:Date})) AS udsatte
FROM fokusvagt.breaches FINAL
WHERE scope = 'person' AND kommune_key != 0 AND regime = 'gaeldende'
    AND status IN ('VARSEL', 'FORELOEBIG', 'KONSTATERET')
GROUP BY modtager, kode, rule_id
ORDER BY modtager, kode, rule_id
"""


def _last(row: dict[str, Any]) -> Last:
    art, rule_id, status, before = row["said"].values()
    worse = _rank(status) > _rank(before or "INGEN")
    told = Told(code(STATUSSER, status), worse, to_day(row["day"]))
    return Last(Receiver(row["modtager"], row["kode"]), row["subject"], row["breach_id"], art, rule_id, told)


def _rank(status: str) -> int:
    return RANG[code(STATUSSER, status)]
