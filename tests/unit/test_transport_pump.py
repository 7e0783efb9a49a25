"""The pump: the next batch is handled while the last is written, and acknowledged only when it is."""

from __future__ import annotations

import asyncio
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from faust.types import TP

from streams.transport.agent import BatchAgent, Finishing
from streams.transport.app import create_faust_app
from streams.transport.batch import RecordBatch, lone
from streams.transport.consumer import transport_of

TOPIC = "star.ydelse.v1"


class Slow:
    """A handler whose writes end when they are told to."""

    def __init__(self) -> None:
        self.handled: list[str] = []
        self.writes: list[asyncio.Future[None]] = []

    async def assigned(self, partitions: set[int]) -> None:
        self.handled.append(f"assigned {partitions}")

    async def revoked(self, partitions: set[int]) -> None:
        self.handled.append(f"revoked {partitions}")

    async def handle(self, batches: list[RecordBatch]) -> Finishing:
        self.handled += [str(batch.values[0]) for batch in batches]
        self.writes.append(asyncio.get_running_loop().create_future())
        return self.writes[-1]

    async def idle(self) -> Finishing:
        return None


def pump(handler: Slow, data_dir: Path, acknowledged: list[Any]) -> BatchAgent:
    """An agent with partition 0, on a consumer that only listens."""
    app = create_faust_app("pump", "127.0.0.1:1", data_dir=data_dir)
    agent = BatchAgent(app, name="slow", topics=[TOPIC], handler=handler, max_records=1, idle_seconds=0.001)
    consumer: Any = SimpleNamespace(acknowledge=lambda batch, _: acknowledged.append(batch.values[0]))
    transport_of(app).consumer = consumer
    agent.rebalanced({TP(TOPIC, 0)}, 1)
    agent._waiting.extend(lone(TOPIC, 0, [value]) for value in (b"a", b"b", b"c"))
    return agent


async def _two_in_hand(data_dir: Path) -> None:
    handler, acknowledged = Slow(), list[Any]()
    agent = pump(handler, data_dir, acknowledged)
    await asyncio.sleep(0.2)
    assert handler.handled == ["assigned {0}", "b'a'", "b'b'"]
    assert acknowledged == []
    handler.writes[0].set_result(None)
    await asyncio.sleep(0.1)
    assert (acknowledged, handler.handled[-1]) == ([b"a"], "b'c'")
    resting = asyncio.create_task(agent.quiesce())
    await asyncio.sleep(0.1)
    assert not resting.done()
    for write in handler.writes[1:]:
        write.set_result(None)
    await asyncio.wait_for(resting, 5)
    assert acknowledged == [b"a", b"b", b"c"]


def test_one_batch_ahead_acknowledged_in_order_and_waited_for_by_a_rebalance(tmp_path: Path) -> None:
    asyncio.run(_two_in_hand(tmp_path))
