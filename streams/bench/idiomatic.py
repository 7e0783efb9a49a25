"""The same job as people write it in Faust: an agent, `async for`, a Table; to compare with. Stock Faust throughout.

It is given every advantage: one rule only (four samtaler in six months), no validation, no database, changed verdicts
to one topic. Run as a process: `python -m streams.bench.idiomatic '{"kafka": …}'`; its last line is a JSON object.
The one room besides app, agents and transport that knows Faust: what it measures is Faust.
"""

from __future__ import annotations

import asyncio
import io
import json
import os
import sys
from time import perf_counter, process_time
from typing import Any, Final

import fastavro
import faust

from schemas import registry
from schemas.registry import PERSON_TYPES, fact_topic
from streams.transport import codecs

HEADER: Final = 10
KEPT: Final = 4
SIX_MONTHS: Final = 182
LAST_SECONDS: Final = 0.3


def verdict(state: dict[str, Any]) -> bool:
    """Whether somebody on a ydelse has had fewer than four samtaler in the six months up to the last payment."""
    until = state["paid_until"]
    return until is not None and sum(until - day <= SIX_MONTHS for day in state["days"]) < KEPT


def step(state: dict[str, Any] | None, kind: str, fact: dict[str, Any]) -> tuple[dict[str, Any], bool]:
    """A person's state after a fact, and whether the verdict has flipped."""
    state = state or {"days": [], "paid_until": None, "late": False}
    days, until = state["days"], state["paid_until"]
    if kind == "samtale" and fact["status"] == "AFHOLDT":
        days = sorted([*days, fact["dato"].toordinal()])[-KEPT:]
    elif kind == "ydelse":
        until = max(until or 0, fact["period_end"].toordinal())
    late = verdict({"days": days, "paid_until": until})
    return {"days": days, "paid_until": until, "late": late}, late != state["late"]


def schemas() -> dict[str, Any]:
    """fastavro's schema of each person fact type."""
    return {kind: registry.schema(fact_topic(kind)) for kind in PERSON_TYPES}


def topic(kind: str) -> str:
    """The topic of its own for facts of a type: fewer people's, but all of theirs, so that the mix is the same."""
    return f"idiomatic.{kind}"


def decode(value: bytes, schema: Any) -> dict[str, Any]:
    """A message of the current schema as a dict."""
    found: Any = fastavro.schemaless_reader(io.BytesIO(memoryview(value)[HEADER:]), schema)
    return dict(found)


class Finish:
    """Counts, and ends the process when enough has come."""

    def __init__(self, wanted: int) -> None:
        self._wanted, self._done = wanted, 0
        self._began = self._cpu = 0.0

    def count(self) -> bool:
        """One more; whether that was the last."""
        if not self._done:
            self._began, self._cpu = perf_counter(), process_time()
        self._done += 1
        return self._done == self._wanted

    async def say(self, producer: Any) -> None:
        """Say how long it took, and end: how it would have ended is not measured."""
        await producer.flush()
        took, cpu = perf_counter() - self._began, process_time() - self._cpu
        print(json.dumps({"facts": self._done, "seconds": took, "cpu_seconds": cpu}), flush=True)
        # Faust's flush overlooks the record that its buffer is just handing over: the table's last.
        await asyncio.sleep(LAST_SECONDS)
        await producer.flush()
        os._exit(0)


def create(job: dict[str, Any]) -> faust.App:
    """The app: about what a tutorial teaches."""
    app = faust.App(
        job["name"],
        broker=f"kafka://{job['kafka']}",
        store="memory://",
        datadir=job["data_dir"],
        web_enabled=False,
        topic_partitions=job["partitions"],
        topic_replication_factor=1,
        broker_session_timeout=8,
        broker_heartbeat_interval=2,
        consumer_auto_offset_reset="earliest",
        key_serializer="raw",
        value_serializer="raw",
        autodiscover=False,
        worker_redirect_stdouts=False,
    )
    facts = app.topic(*map(topic, PERSON_TYPES), key_type=bytes, value_type=bytes)
    flips = app.topic(f"{job['name']}-flips", key_type=bytes, value_serializer="json", partitions=job["partitions"])
    persons = app.Table("persons", key_type=str, partitions=job["partitions"])
    known, finish = schemas(), Finish(job["facts"])

    @app.agent(facts)
    async def judge(stream: Any) -> None:
        async for event in stream.events():
            kind = event.message.topic.removeprefix("idiomatic.")
            fact = decode(event.value, known[kind])
            if kind in ("samtale", "ydelse"):
                person = fact["person_id"]
                persons[person], flipped = step(persons.get(person), kind, fact)
                if flipped:
                    await flips.send(key=event.key, value={"person_id": person, "late": persons[person]["late"]})
            if finish.count():
                await finish.say(app.producer)

    return app


def main(job: dict[str, Any]) -> None:
    """Run until enough facts are done."""
    codecs.lend()  # aiokafka cannot read lz4 without
    faust.Worker(create(job), loglevel="WARNING", debug=False).execute_from_commandline()


if __name__ == "__main__":
    main(json.loads(sys.argv[1]))
