"""What the simulation says of one person: every fact is one that 02 §1 accepts. No figures are judged here."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
import pytest

from streams.adapters.codec import Codec
from streams.adapters.columns import columns_of
from streams.adapters.validation import validate
from streams.simulation import ENUMS, FactBatch, lines, record_batch, simulate

END = date(2025, 6, 30)
PERSON_TYPES = {"ydelse", "samtale", "tilbud", "borgerstatus", "beskaeftigelse"}
YEARLY = {"rammevilkaar", "tilfredshed"}


@cache
def country(persons: int = 2000, months: int = 36, seed: int = 1, end: date = END) -> tuple[FactBatch, ...]:
    return tuple(simulate(persons, months, seed, end=end))


@cache
def facts() -> list[dict[str, Any]]:
    return [json.loads(line) for batch in country() for line in lines(batch).splitlines()]


def test_every_type_of_fact_is_there() -> None:
    assert {batch.type for batch in country() if len(batch)} == PERSON_TYPES | YEARLY


UNTOLD = {("borgerstatus", "livsbegivenhed"): {"UKENDT"}}
"""What no source says."""


@pytest.mark.parametrize(("fact_type", "field"), sorted(ENUMS))
def test_every_word_is_used(fact_type: str, field: str) -> None:
    used = {int(code) for b in country() if b.type == fact_type for code in np.unique(b.columns[field])}
    words = ENUMS[fact_type, field]
    assert {words[code] for code in used} == set(words) - UNTOLD.get((fact_type, field), set())


@pytest.mark.parametrize("end", [END, date(2024, 2, 29), date(2023, 12, 11)])
def test_every_fact_passes_the_codec_and_the_validation(end: date) -> None:
    codec = Codec()
    for batch in country(1000, 30, 5, end):
        topic = f"star.{batch.type}.v1"
        decoded = codec.decode_batch(topic, codec.encode_many(topic, record_batch(batch)))
        assert decoded.bad == []
        assert validate(columns_of(topic, decoded.batch)).bad == []


def test_json_and_arrow_say_the_same() -> None:
    for batch in country(40, 12):
        told = [json.loads(line) for line in lines(batch).splitlines()]
        arrow = record_batch(batch).to_pylist()
        assert [t["fact_id"] for t in told] == [a["fact_id"] for a in arrow]
        assert [t["source"] for t in told] == [a["source"] for a in arrow]
        assert [t.get("slutdato") for t in told] == [_iso(a.get("slutdato")) for a in arrow]
        assert [t["registered_at"][:19] for t in told] == [a["registered_at"].isoformat()[:19] for a in arrow]


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def test_nothing_is_registered_after_the_as_of_date() -> None:
    assert max(fact["registered_at"] for fact in facts()) < "2025-07-01"


def test_a_samtale_that_lies_ahead_is_only_summoned() -> None:
    ahead = [f["status"] for f in facts() if f["type"] == "samtale" and f["dato"] > "2025-06-30"]
    assert set(ahead) <= {"INDKALDT", "AFLYST"}
    assert "INDKALDT" in ahead


def test_revisions_count_from_zero_and_most_samtaler_are_summoned_first() -> None:
    seen: dict[tuple[str, str], set[int]] = {}
    for fact in facts():
        seen.setdefault((fact["type"], fact["fact_id"]), set()).add(fact["revision"])
    assert all(revisions == set(range(len(revisions))) for revisions in seen.values())
    samtaler = [revisions for (kind, _), revisions in seen.items() if kind == "samtale"]
    assert 0.7 < np.mean([len(revisions) > 1 for revisions in samtaler]) < 0.95


def test_some_facts_are_annulled_and_some_are_delivered_twice() -> None:
    told = [fact for fact in facts() if fact["type"] in PERSON_TYPES]
    assert 0.002 < sum(fact["deleted"] for fact in told) / len(told) < 0.006
    times = Counter((fact["type"], fact["fact_id"], fact["revision"]) for fact in told)
    assert 0.001 < sum(n == 2 for n in times.values()) / len(times) < 0.004


def overlaps() -> list[tuple[str, str]]:
    """The ydelser of payments that lie side by side."""
    paid: dict[str, set[tuple[str, str, str]]] = {}
    for fact in facts():
        if fact["type"] == "ydelse" and fact["revision"] == 0:
            period = (fact["period_start"], fact["period_end"], fact["ydelse"])
            paid.setdefault(fact["person_id"], set()).add(period)
    return [
        (a[2], b[2])
        for periods in paid.values()
        for a, b in pairwise(sorted(periods))
        if max(a[0], b[0]) <= min(a[1], b[1])
    ]


def test_only_sygedagpenge_are_paid_beside_another_ydelse_and_only_beside_a_fleksjob() -> None:
    assert {frozenset(pair) for pair in overlaps()} == {frozenset(("FLEKSJOB", "SYGEDAGPENGE"))}
    paid = sum(fact["type"] == "ydelse" for fact in facts())
    assert 0.001 < len(overlaps()) / paid < 0.02


def test_visitation_follows_the_ydelse() -> None:
    pairs = {(f["ydelse"], f["visitation"]) for f in facts() if f["type"] == "ydelse"}
    assert {v for y, v in pairs if y == "KONTANTHJAELP"} == {"JOBPARAT", "AKTIVITETSPARAT"}
    assert {v for y, v in pairs if y == "UDDANNELSESHJAELP"} == {"UDDANNELSESPARAT", "AKTIVITETSPARAT"}
    assert {v for y, v in pairs if y in ("DAGPENGE", "SYGEDAGPENGE", "FLEKSJOB")} == {"INGEN"}


def test_dagpenge_always_have_an_akasse_and_kontanthjaelp_often_none() -> None:
    told = [f for f in facts() if f["type"] == "ydelse"]
    assert all(f["akasse"] for f in told if f["ydelse"] == "DAGPENGE")
    assert any(f["akasse"] is None for f in told if f["ydelse"] == "KONTANTHJAELP")


def test_persons_are_pseudonyms_that_do_not_look_like_cpr_numbers() -> None:
    persons = {f["person_id"] for f in facts() if "person_id" in f}
    assert all(re.fullmatch(r"[gs]1-\d{7}", person) for person in persons)


def test_some_persons_move_and_some_change_akasse() -> None:
    places: dict[str, set[int]] = {}
    akasser: dict[str, set[int]] = {}
    for fact in facts():
        if fact["type"] == "beskaeftigelse":
            places.setdefault(fact["person_id"], set()).add(fact["kommune"])
            akasser.setdefault(fact["person_id"], set()).add(fact["akasse"])
    assert 0.02 < np.mean([len(p) > 1 for p in places.values()]) < 0.2
    assert 0.01 < np.mean([len(a) > 1 for a in akasser.values()]) < 0.2


def test_what_came_before_another_number_came_under_the_old_one() -> None:
    changes = [fact for fact in facts() if fact.get("livsbegivenhed") == "SAMMENLAGT"]
    assert changes
    for fact in changes:
        old, new = fact["person_id"], fact["sammenlagt_med"]
        assert (old[0], new[0], old[1:]) == ("g", "s", new[1:])
        told = [f for f in facts() if f.get("person_id") == old and f.get("livsbegivenhed") != "SAMMENLAGT"]
        assert all(f["registered_at"][:10] < max(c["dato"] for c in changes if c["person_id"] == old) for f in told)


def test_nobody_is_paid_for_the_time_after_their_death() -> None:
    dead = {f["person_id"]: f["dato"] for f in facts() if f.get("livsbegivenhed") == "DOED" and not f["revision"]}
    paid = [f for f in facts() if f["type"] == "ydelse" and f["person_id"] in dead and f["ydelse"] != "SYGEDAGPENGE"]
    assert paid
    assert all(f["period_end"] < dead[f["person_id"]] for f in paid)
