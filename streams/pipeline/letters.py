"""Dead letters listed, written out as JSON to be mended, and sent again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from infra.embedded import EmbeddedServers
from streams.adapters.clickhouse.link import Link, Patience
from streams.adapters.clickhouse.rows import DeadLetter
from streams.adapters.codec import codec_for
from streams.adapters.deadletter import letter_to_json
from streams.adapters.ingest import json_to_message
from streams.settings import Settings, require
from streams.transport.outbox import Outbox

_SQL = (
    "SELECT topic, partition, offset, hex(key), hex(value), reason, error_class, time, file, line "
    "FROM fokusvagt.v_dead_letters WHERE position(reason, {reason:String}) > 0 OR {reason:String} = '' "
    "ORDER BY time DESC, file, line, topic, partition, offset"
)


@contextmanager
def _database(settings: Settings, data_dir: Path | None) -> Iterator[Link]:
    if data_dir is None:
        require(settings, "clickhouse_url")
        yield Link(settings.clickhouse_url, Patience(limit=5.0))
        return
    with EmbeddedServers(data_dir, kafka=False) as servers:
        yield Link(servers.reader_url)


def listed(settings: Settings, data_dir: Path | None, reason: str) -> list[DeadLetter]:
    """Dead letters whose reason contains the text, newest first."""
    with _database(settings, data_dir) as link:
        rows = link.run(lambda client: client.query(_SQL, parameters={"reason": reason}).result_rows)
    return [
        DeadLetter(topic, partition, offset, bytes.fromhex(key), bytes.fromhex(value), why, kind, time, file, line)
        for topic, partition, offset, key, value, why, kind, time, file, line in rows
    ]


def exported(letters: Iterable[DeadLetter]) -> Iterator[str]:
    """Each letter as a line of JSON, where it can be read at all."""
    codec = codec_for(None)
    for letter in letters:
        try:
            yield letter_to_json(codec, letter.topic, letter.value).decode()
        except ValueError:
            continue


def resend(settings: Settings, file: Path) -> tuple[int, list[tuple[int, str]]]:
    """Send mended letters; how many went, and (line, reason) of those that are still no good."""
    require(settings, "kafka")
    codec, outbox = codec_for(settings.schema_registry_url or None), Outbox(settings.access())
    sent, refused = 0, []
    for number, line in enumerate(file.read_bytes().splitlines(), 1):
        if not line.strip():
            continue
        try:
            message = json_to_message(codec, line, settings.pseudonym_key or None)
        except ValueError as error:
            refused.append((number, str(error)))
            continue
        outbox.produce_many(message.topic, [message.key], [message.value])
        sent += 1
    outbox.flush()
    return sent, refused
