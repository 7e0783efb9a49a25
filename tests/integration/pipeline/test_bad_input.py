"""Bad input stops nothing and is never dropped: whole in the dead letters, with the reason, mended and sent again.

One running pipeline gets a population of which some facts are spoilt, in a file and on Kafka; then its operator
lists the letters, sends them again as they are, mends them and sends them once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from time import monotonic, sleep
from typing import Any

import pytest

from tests.integration.pipeline.conftest import AS_OF
from tests.naive import computed
from tests.support.agreement import changed, disagreements, of_oracle, of_tables
from tests.support.bad_facts import CPR, Spoilt, spoilt_lines, spoilt_messages, without_cpr
from tests.support.kafka import KafkaCluster
from tests.support.pipeline import LETTERS, Answer, Row, Running, Tables, fokusvagt, running, written

Fact = dict[str, Any]
TABLES = "SELECT name FROM system.tables WHERE database = 'fokusvagt' AND engine NOT LIKE '%View'"


@dataclass
class Story:
    """What was sent, and what became of it, in the order of the days of an operator."""

    good: list[Fact]
    lines: list[Spoilt]
    messages: list[Spoilt]
    dirty: Tables
    letters: list[Row]
    listed: Answer
    unmended: Answer
    mended: Answer
    clean: Tables
    with_cpr: dict[str, int]


def spoil(facts: list[Fact], each: int) -> tuple[list[Fact], list[Spoilt], list[Spoilt]]:
    """The facts that stay good, and those that are made bad, in the file and on Kafka."""
    lines = spoilt_lines(facts, 5, each)
    taken = {spoilt.fact["fact_id"] for spoilt in lines}
    messages = spoilt_messages([f for f in facts if f["fact_id"] not in taken], 6, each)
    taken |= {spoilt.fact["fact_id"] for spoilt in messages}
    return [fact for fact in facts if fact["fact_id"] not in taken], lines, messages


def mixed(good: list[Fact], bad: list[Spoilt]) -> list[Fact | bytes]:
    """The bad lines spread among the good."""
    found: list[Fact | bytes] = list(good)
    for number, spoilt in enumerate(bad):
        found.insert(number * len(found) // len(bad), spoilt.value or b"")
    return found


def until_equal(pipeline: Running, wanted: Tables, seconds: float = 60.0) -> Tables:
    """The tables, as soon as they are as wanted, or in the end."""
    deadline = monotonic() + seconds
    while changed(wanted, tables := pipeline.tables()) and monotonic() < deadline:
        sleep(0.3)
    return tables


def with_cpr(pipeline: Running) -> dict[str, int]:
    """Per table how many rows hold one of our CPR numbers anywhere."""
    held = " OR ".join(f"position(formatRow('TSV', *), '{cpr}') > 0" for cpr in CPR)
    names = [row["name"] for row in pipeline.ask(TABLES)]
    return {name: pipeline.ask(f"SELECT countIf({held}) AS n FROM fokusvagt.`{name}`")[0]["n"] for name in names}


def lived(data_dir: Path, facts: list[Fact], wanted: Tables, each: int, broker: KafkaCluster | None = None) -> Story:
    """Go through it all."""
    good, lines, messages = spoil(facts, each)
    with running(data_dir, broker=broker) as pipeline:
        servers, kafka = pipeline.inner.servers, pipeline.inner.kafka.address
        pipeline.feed(mixed(good, lines), AS_OF)
        pipeline.send([(m.topic, m.key, m.value) for m in messages], AS_OF)
        dirty, letters = pipeline.tables(), pipeline.ask(LETTERS)
        listed = fokusvagt("dlq", "list", "--json", clickhouse_url=servers.reader_url)
        as_it_is = written(data_dir / "letters.jsonl", listed.out.splitlines())
        unmended = fokusvagt("dlq", "replay", as_it_is, kafka=kafka)
        by_hand = written(data_dir / "mended.jsonl", [bad.fact for bad in lines + messages])
        mended = fokusvagt("dlq", "replay", by_hand, kafka=kafka)
        clean = until_equal(pipeline, wanted)
        return Story(good, lines, messages, dirty, letters, listed, unmended, mended, clean, with_cpr(pipeline))


@pytest.fixture(scope="module")
def told(
    facts: list[Fact], undisturbed: Tables, broker: KafkaCluster | None, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Story, Path]:
    data_dir = tmp_path_factory.mktemp("bad")
    return lived(data_dir, facts, undisturbed, 1, broker), data_dir


@pytest.fixture(scope="module")
def story(told: tuple[Story, Path]) -> Story:
    return told[0]


def test_all_of_it_is_in_the_dead_letters_and_nothing_else(story: Story) -> None:
    assert len(story.letters) == len(story.lines) + len(story.messages) > 45


def test_lines_of_a_file_are_kept_whole_with_their_place_and_the_reason(story: Story) -> None:
    found = {bytes.fromhex(row["value"]): row for row in story.letters if row["file"]}
    assert set(found) == {bad.kept for bad in story.lines}
    for bad in story.lines:
        row = found[bad.kept]
        assert bad.reason in row["reason"]
        assert mixed(story.good, story.lines)[row["line"] - 1] == bad.value


def test_messages_are_kept_whole_with_their_place_and_the_reason(story: Story) -> None:
    found = {(row["topic"], row["key"], row["value"]): row for row in story.letters if not row["file"]}
    for bad in story.messages:
        row = found[bad.topic, without_cpr(bad.key or b"").hex().upper(), bad.kept.hex().upper()]
        assert bad.reason in row["reason"]
        assert row["partition"] in range(4)
        assert row["offset"] >= 0


def test_the_good_facts_count_as_if_the_bad_had_not_come(story: Story) -> None:
    assert disagreements(of_oracle(computed(story.good, AS_OF)), of_tables(story.dirty)) == []


def test_every_letter_that_can_be_read_is_listed_as_a_line_of_json(story: Story) -> None:
    legible = [b for b in story.lines if b.value[:1] == b"{"] + [m for m in story.messages if "looks" in m.reason]
    listed = "\n".join(story.listed.out.splitlines())
    assert story.listed.code == 0
    assert all(bad.fact["fact_id"] in listed for bad in legible)


def test_what_is_not_mended_is_refused_line_by_line_but_what_only_lacked_avro_goes(story: Story) -> None:
    count = len(story.listed.out.splitlines())
    assert story.unmended.code == 1
    assert f"1 sent, {count - 1} refused" in story.unmended.out
    assert len(story.unmended.said) == count - 1
    assert sum("mend it at its source" in line for line in story.unmended.said) == 2 * len(CPR)


def test_mended_and_sent_again_all_is_as_if_it_had_been_good_from_the_start(story: Story, undisturbed: Tables) -> None:
    assert story.mended.code == 0, story.mended.err
    assert f"{len(story.lines) + len(story.messages)} sent, 0 refused" in story.mended.out
    assert changed(undisturbed, story.clean) == []


def test_no_cpr_number_is_in_any_table_any_log_or_anything_that_was_printed(told: tuple[Story, Path]) -> None:
    story, data_dir = told
    assert sum(story.with_cpr.values()) == 0
    assert "dead_letters" in story.with_cpr
    printed = story.listed.out + story.listed.err + story.unmended.out + story.unmended.err + story.mended.err
    logs = b"".join(path.read_bytes() for path in (data_dir / "log").iterdir())
    assert not [cpr for cpr in CPR if cpr in printed or cpr.encode() in logs]


@pytest.mark.slow
def test_a_population_of_which_a_tenth_is_bad(facts: list[Fact], undisturbed: Tables, tmp_path: Path) -> None:
    story = lived(tmp_path, facts, undisturbed, 8)
    assert len(story.letters) == len(story.lines) + len(story.messages) > len(facts) / 12
    assert disagreements(of_oracle(computed(story.good, AS_OF)), of_tables(story.dirty)) == []
    assert changed(undisturbed, story.clean) == []
    assert sum(story.with_cpr.values()) == 0
