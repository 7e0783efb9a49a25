"""Every kind of bad fact is refused with its reason; the days before and after each border are right."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from schemas import registry
from streams.adapters.columns import NO_DATE
from streams.adapters.validation import validate
from streams.adapters.validation.copenhagen import copenhagen_days
from tests.contract.builders import columns_of, examples, fact, judged

BAD: list[tuple[str, dict[str, Any], str]] = [
    ("ydelse", {"fact_id": ""}, "fact_id is empty"),
    ("ydelse", {"fact_id": "x" * 65}, "fact_id is longer than 64 characters"),
    ("ydelse", {"fact_id": "x" * 100_000}, "fact_id is longer than 64 characters"),
    ("ydelse", {"fact_id": "a\0b"}, "fact_id contains a NUL character"),
    ("ydelse", {"fact_id": "ydelse-010190-1234"}, "fact_id contains what looks like a CPR number"),
    ("ydelse", {"source": "sagsbehandler:0101901234"}, "source contains what looks like a CPR number"),
    ("ydelse", {"revision": -1}, "revision is negative"),
    ("ydelse", {"revision": -5}, "revision is negative"),
    ("ydelse", {"registered_at": datetime(1989, 12, 31, 23, 59, 59, tzinfo=UTC)}, "registered_at is outside 1990-2100"),
    ("ydelse", {"registered_at": datetime(2101, 1, 1, tzinfo=UTC)}, "registered_at is outside 1990-2100"),
    ("ydelse", {"person_id": ""}, "person_id is empty"),
    ("ydelse", {"person_id": "0101901234"}, "person_id looks like a CPR number"),
    ("ydelse", {"person_id": "010190-1234"}, "person_id looks like a CPR number"),
    ("ydelse", {"person_id": "9999999999"}, "person_id looks like a CPR number"),
    ("ydelse", {"person_id": "cpr 010190-1234"}, "person_id looks like a CPR number"),
    ("ydelse", {"kommune": 102}, "kommune is not one of the 98"),
    ("ydelse", {"kommune": -1}, "kommune is not one of the 98"),
    ("ydelse", {"kommune": 101 + 65536}, "kommune is not one of the 98"),
    ("ydelse", {"kommune": -(2**31)}, "kommune is not one of the 98"),
    ("ydelse", {"akasse": 23}, "akasse is not one of the 22"),
    ("ydelse", {"akasse": 0}, "akasse is not one of the 22"),
    ("ydelse", {"akasse": -1}, "akasse is not one of the 22"),
    ("ydelse", {"akasse": 2 + 65536}, "akasse is not one of the 22"),
    ("ydelse", {"period_start": date(1989, 12, 31)}, "period_start is outside 1990-2100"),
    ("ydelse", {"period_end": date(2101, 1, 1)}, "period_end is outside 1990-2100"),
    ("ydelse", {"period_end": date(2024, 1, 14)}, "period_end is before period_start"),
    ("ydelse", {"loentimer": -0.5}, "loentimer is negative or not a number"),
    ("ydelse", {"loentimer": float("nan")}, "loentimer is negative or not a number"),
    ("ydelse", {"loentimer": float("inf")}, "loentimer is negative or not a number"),
    ("samtale", {"dato": date(2024, 1, 27)}, "the samtale is AFHOLDT on a day after it was registered"),
    ("samtale", {"dato": date(2101, 1, 1)}, "dato is outside 1990-2100"),
    ("tilbud", {"startdato": date(1989, 1, 1)}, "startdato is outside 1990-2100"),
    ("tilbud", {"slutdato": date(2024, 4, 1)}, "slutdato is before startdato"),
    ("tilbud", {"slutdato": date(9999, 12, 31)}, "slutdato is outside 1990-2100"),
    ("borgerstatus", {"slutdato": date(2024, 1, 14)}, "slutdato is before dato"),
    ("borgerstatus", {"dato": date(1970, 1, 1)}, "dato is outside 1990-2100"),
    (
        "borgerstatus",
        {"kind": "AFMELDT", "livsbegivenhed": "UKENDT"},
        "livsbegivenhed is a word that this version does not know",
    ),
    ("borgerstatus", {"kind": "TILMELDT", "livsbegivenhed": "DOED"}, "livsbegivenhed belongs to kind AFMELDT"),
    ("borgerstatus", {"kind": "AFMELDT", "livsbegivenhed": "SAMMENLAGT"}, "SAMMENLAGT without sammenlagt_med"),
    (
        "borgerstatus",
        {"kind": "AFMELDT", "livsbegivenhed": "DOED", "sammenlagt_med": "q"},
        "sammenlagt_med belongs to livsbegivenhed SAMMENLAGT",
    ),
    (
        "borgerstatus",
        {"kind": "AFMELDT", "livsbegivenhed": "SAMMENLAGT", "sammenlagt_med": "0101901234"},
        "sammenlagt_med looks like a CPR number",
    ),
    (
        "borgerstatus",
        {"kind": "AFMELDT", "livsbegivenhed": "AKASSE_SKIFT", "akasse": None},
        "AKASSE_SKIFT without the new a-kasse",
    ),
    ("beskaeftigelse", {"maaned": date(2024, 2, 2)}, "maaned is not the first of a month"),
    ("beskaeftigelse", {"maaned": date(1989, 12, 1)}, "maaned is outside 1990-2100"),
    ("beskaeftigelse", {"timer": -1.0}, "timer is negative or not a number"),
    ("rammevilkaar", {"kode": 2}, "kode is no kommune"),
    ("rammevilkaar", {"kode": -1}, "kode is no kommune"),
    ("rammevilkaar", {"kode": 2**31 - 1}, "kode is no kommune"),
    ("rammevilkaar", {"scope": "AKASSE"}, "kode is no akasse"),
    ("rammevilkaar", {"aar": 1989}, "aar is outside 1990-2100"),
    ("rammevilkaar", {"aar": 2101}, "aar is outside 1990-2100"),
    ("rammevilkaar", {"befolkning_16_66": -1}, "befolkning_16_66 is negative"),
    ("rammevilkaar", {"forventet_andel": 1.01}, "forventet_andel is not between 0 and 1"),
    ("rammevilkaar", {"forventet_afgang_3mdr": -0.01}, "forventet_afgang_3mdr is not between 0 and 1"),
    ("rammevilkaar", {"forventet_afgang_6mdr": float("inf")}, "forventet_afgang_6mdr is not between 0 and 1"),
    ("tilfredshed", {"kode": 102}, "kode is no kommune"),
    ("tilfredshed", {"score": float("nan")}, "score is not a number"),
    ("tilfredshed", {"svar": -1}, "svar is negative"),
    ("tilfredshed", {"maal": float("inf")}, "maal is not a number"),
]

GOOD: list[tuple[str, dict[str, Any]]] = [
    ("ydelse", {"fact_id": "ø" * 64}),
    ("ydelse", {"fact_id": "0000012345"}),
    ("ydelse", {"fact_id": "y0101901234"}),
    ("ydelse", {"person_id": "p007000033"}),
    ("ydelse", {"person_id": "01019012345"}),
    ("ydelse", {"akasse": None}),
    ("ydelse", {"revision": 2**31 - 1}),
    ("ydelse", {"period_start": date(1990, 1, 1), "period_end": date(2100, 12, 31)}),
    ("ydelse", {"period_start": date(2024, 1, 31)}),
    ("ydelse", {"registered_at": datetime(1990, 1, 1, tzinfo=UTC)}),
    ("ydelse", {"registered_at": datetime(2100, 12, 31, 23, 59, 59, 999000, tzinfo=UTC)}),
    ("samtale", {"dato": date(2024, 1, 27), "status": "INDKALDT"}),
    ("samtale", {"dato": date(2024, 1, 25)}),
    ("tilbud", {"slutdato": None}),
    ("tilbud", {"slutdato": date(2024, 4, 2)}),
    ("borgerstatus", {"slutdato": date(2024, 1, 15)}),
    ("borgerstatus", {"kind": "AFMELDT", "livsbegivenhed": "DOED"}),
    ("rammevilkaar", {"forventet_andel": 0.0, "forventet_afgang_6mdr": 1.0}),
    ("rammevilkaar", {"befolkning_16_66": None, "forventet_andel": None}),
]


@pytest.mark.parametrize(("fact_type", "changes", "reason"), BAD)
def test_a_bad_fact_is_refused_with_its_reason(fact_type: str, changes: dict[str, Any], reason: str) -> None:
    verdict = judged(fact_type, **changes)
    assert [bad.reason for bad in verdict.bad] == [reason]
    assert not verdict.good.any()


@pytest.mark.parametrize(("fact_type", "changes"), GOOD)
def test_a_fact_on_the_right_side_of_a_border_is_accepted(fact_type: str, changes: dict[str, Any]) -> None:
    assert judged(fact_type, **changes).bad == []


@pytest.mark.parametrize("fact_type", registry.FACT_TYPES)
def test_the_examples_are_good(fact_type: str) -> None:
    facts = columns_of(fact_type, *examples(registry.fact_topic(fact_type)))
    assert validate(facts).good.all()


def test_bad_facts_do_not_touch_their_neighbours() -> None:
    facts = columns_of("ydelse", fact("ydelse"), fact("ydelse", kommune=1), fact("ydelse"))
    verdict = validate(facts)
    assert (verdict.good.tolist(), [b.position for b in verdict.bad]) == ([True, False, True], [1])


@pytest.mark.parametrize(
    ("registered", "held", "good"),
    [
        (datetime(2024, 1, 26, 22, 59, 59, tzinfo=UTC), date(2024, 1, 26), True),
        (datetime(2024, 1, 26, 22, 59, 59, tzinfo=UTC), date(2024, 1, 27), False),
        (datetime(2024, 1, 26, 23, 0, 0, tzinfo=UTC), date(2024, 1, 27), True),
        (datetime(2024, 7, 26, 21, 59, 59, tzinfo=UTC), date(2024, 7, 27), False),
        (datetime(2024, 7, 26, 22, 0, 0, tzinfo=UTC), date(2024, 7, 27), True),
    ],
)
def test_the_day_of_registration_is_copenhagens(registered: datetime, held: date, good: bool) -> None:
    assert judged("samtale", registered_at=registered, dato=held).good.all() == good


def test_copenhagen_days_agree_with_the_time_zone_database() -> None:
    zone, start = ZoneInfo("Europe/Copenhagen"), datetime(1990, 1, 1, tzinfo=UTC)
    instants = [start + timedelta(hours=7 * i, minutes=59) for i in range(130_000)]
    expected = [i.astimezone(zone).date().toordinal() - 719163 for i in instants]
    found = copenhagen_days(np.array([int(i.timestamp()) * 1000 for i in instants]))
    assert found.tolist() == expected


def test_columns_use_the_cores_codes_and_its_marks_for_null() -> None:
    facts = columns_of("tilbud", fact("tilbud", slutdato=None, akasse=None))
    assert (facts["slutdato"][0], facts["akasse"][0]) == (NO_DATE, -1)
    assert (facts["status"][0], facts["tilbudstype"][0]) == (4, 6)  # PAABEGYNDT, VIRKSOMHEDSPRAKTIK, alphabetically
    assert (facts["fact_id"].tolist(), facts["deleted"].dtype) == ([b"t-2024-000001"], np.uint8)


def test_persons_are_listed_once() -> None:
    facts = columns_of("ydelse", *(fact("ydelse", person_id=who) for who in "abab"))
    assert (facts.persons, facts.person.tolist()) == (["a", "b"], [0, 1, 0, 1])
