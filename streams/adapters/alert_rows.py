"""Alerts between what was decided and what is sent: the message of the contract, and its row in ClickHouse.

Layout only: whether there is an alert is the core's word, what it says the rules'.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from typing import Any, Final

import numpy as np
import pyarrow as pa

from streams.adapters.breach_rows import KONTRAKT, BreachRows, Stamp
from streams.adapters.clickhouse.alerts import ALERTS
from streams.core.alerts import Answer, Receiver
from streams.core.brud import Brud
from streams.core.calendar import to_date, to_day
from streams.core.codes import STATUSSER, code
from streams.core.diff import NEW_ROW, Changes
from streams.core.facts import Records
from streams.core.identity import breach_id
from streams.core.talte import Talt

ACKS: Final = "fokusvagt.acks.v1"
Message = dict[str, Any]


def topic(receiver: Receiver) -> str:
    """The receiver's own topic."""
    return f"fokusvagt.alerts.{receiver.scope}.{receiver.kode}"


def duties(rows: BreachRows, found: Records, persons: Sequence[str], stamp: Stamp) -> list[Message]:
    """Person rows as the breach topic has them, in order."""
    new = Changes(found, np.full(len(found), NEW_ROW, np.int16), found)
    told: list[Message] = rows.table(new, persons, stamp).select(KONTRAKT).to_pylist()
    return told


def figures(rows: BreachRows, found: Sequence[Brud], stamp: Stamp) -> list[Message]:
    """Rows of kommuner and a-kasser as the breach topic has them, in order."""
    told: list[Message] = rows.brud(found, stamp).select(KONTRAKT).to_pylist()
    return told


def seen_by(row: Message, receiver: Receiver, art: str) -> Message:
    """The row as the receiver may see it: whom a case has left does not learn where it went."""
    if art != "FRAFLYTTET":
        return row
    own = {"kommune": None, "akasse": None, "value": None, "resolved_on": None, "status": "BORTFALDET"}
    return row | own | {receiver.scope: receiver.kode}


def fakta(facts: Iterable[Talt]) -> list[Message]:
    """The facts that counted, as the contract has them."""
    return [{"type": f.type, "fact_id": f.fact_id, "dato": to_date(f.dag), "slags": f.slags} for f in facts]


def weekly(receiver: Receiver, stamp: Stamp) -> Message:
    """The bare row of a week's message: the seven days before the business date."""
    day = to_date(stamp.as_of)
    first, subject = day - timedelta(7), str(receiver.kode)
    return {
        "breach_id": breach_id("UGE", receiver.scope, subject, first.isoformat()),
        "rule_id": "",
        "rule_version": "",
        "regime": "gaeldende",
        "scope": receiver.scope,
        "subject": subject,
        "person_id": "",
        "kommune": None,
        "akasse": None,
        "responsible": receiver.scope.upper(),
        "anchor_on": first,
        "due_on": day - timedelta(1),
        "status": "VARSEL",
        "opened_on": first,
        "resolved_on": None,
        "value": None,
        "threshold": None,
        "as_of": day,
        "detected_at": stamp.detected_at,
        "version": stamp.version,
    } | {receiver.scope: receiver.kode}


def table(messages: Sequence[Message]) -> Any:
    """Sent alerts as an ALERTS table."""
    return pa.Table.from_pylist([_row(message) for message in messages], schema=ALERTS)


def _row(message: Message) -> Message:
    scope, _, kode = message["modtager"].partition(":")
    facts = [f"{f['type']}:{f['fact_id']}" for f in message["fakta"]]
    own = {"modtager": scope, "kode": int(kode), "fakta": facts}
    return {name: own.get(name, message.get(name)) for name in ALERTS.names}


def answer(ack: Mapping[str, Any]) -> tuple[tuple[Receiver, str], str, Answer | None]:
    """An acknowledgement as ((receiver, breach_id), subject, what was answered); None: taken up again."""
    key = Receiver(ack["modtager"].lower(), ack["kode"]), ack["breach_id"]
    if ack["handling"] == "GENOPTAGET":
        return key, ack["subject"], None
    until = to_day(ack["udsat_til"]) if ack["udsat_til"] and ack["handling"] == "UDSAT" else 0
    return key, ack["subject"], Answer(ack["handling"], code(STATUSSER, ack["status"]), until)
