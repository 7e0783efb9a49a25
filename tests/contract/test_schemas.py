"""The schemas and topics say what the contract says, completely and documented."""

from __future__ import annotations

from typing import Any

import pytest

from schemas import registry
from schemas.regions import akasser, kommuner
from streams.adapters.readers.facts import STRUCTS
from streams.core import codes

AVRO_TOPICS = [t.name for t in registry.topics() if t.schema and not t.tenant] + [
    "fokusvagt.alerts.kommune.101",
    "fokusvagt.alerts.akasse.2",
]
CONTRACT_TOPICS = {
    "star.ydelse.v1",
    "star.samtale.v1",
    "star.tilbud.v1",
    "star.borgerstatus.v1",
    "star.beskaeftigelse.v1",
    "star.rammevilkaar.v1",
    "star.tilfredshed.v1",
    "fokusvagt.clock.v1",
    "fokusvagt.breaches.v1",
    "fokusvagt.indicators.v1",
    "fokusvagt.dlq.v1",
    "fokusvagt.alerts.kommune.851",
    "fokusvagt.alerts.akasse.22",
}


def enum_symbols(topic: str, field: str) -> set[str]:
    types: dict[str, Any] = {f["name"]: f["type"] for f in registry.raw_schema(topic)["fields"]}
    return set(types[field]["symbols"])


def test_every_topic_of_the_contract_is_defined() -> None:
    assert {t.name for t in registry.topics()} >= CONTRACT_TOPICS


def test_each_kommune_and_each_akasse_has_its_own_alert_topic() -> None:
    tenants = [t.tenant for t in registry.topics() if t.tenant]
    assert (tenants.count("kommune"), tenants.count("akasse")) == (98, 22)
    assert (len(kommuner()), len(akasser())) == (98, 22)


def test_person_topics_share_their_partitions_and_reference_topics_are_compacted() -> None:
    assert {registry.topic(registry.fact_topic(t)).partitions for t in registry.PERSON_TYPES} == {"person"}
    reference = [registry.topic(registry.fact_topic(t)) for t in ("rammevilkaar", "tilfredshed")]
    assert [t.config()["cleanup.policy"] for t in reference] == ["compact", "compact"]


def test_a_topic_nobody_defined_is_named_in_the_error() -> None:
    with pytest.raises(KeyError, match=r"star\.ukendt\.v1"):
        registry.topic("star.ukendt.v1")


def test_dead_letters_have_no_schema() -> None:
    with pytest.raises(KeyError, match="raw bytes"):
        registry.schema("fokusvagt.dlq.v1")


@pytest.mark.parametrize("topic", AVRO_TOPICS)
def test_every_record_and_field_is_documented(topic: str) -> None:
    schema = registry.raw_schema(topic)
    assert schema["doc"]
    assert all(field.get("doc", "").endswith(".") for field in schema["fields"])


@pytest.mark.parametrize("topic", AVRO_TOPICS)
def test_optional_fields_default_to_null_so_that_schemas_can_evolve(topic: str) -> None:
    optional = [f for f in registry.raw_schema(topic)["fields"] if isinstance(f["type"], list)]
    assert all(f["type"][0] == "null" and f["default"] is None for f in optional)


@pytest.mark.parametrize("fact_type", registry.FACT_TYPES)
def test_lines_of_json_and_messages_have_the_same_fields(fact_type: str) -> None:
    names = [f["name"] for f in registry.raw_schema(registry.fact_topic(fact_type))["fields"]]
    assert set(STRUCTS[fact_type].__struct_fields__) - {"cpr", "sammenlagt_med_cpr"} == set(names)


@pytest.mark.parametrize(
    ("fact_type", "field", "words"),
    [
        ("ydelse", "ydelse", codes.YDELSER),
        ("ydelse", "visitation", codes.VISITATIONER),
        ("samtale", "samtaletype", codes.SAMTALETYPER),
        ("samtale", "form", codes.FORMER),
        ("samtale", "status", codes.SAMTALESTATUSSER),
        ("samtale", "aktoer", codes.AKTOERER),
        ("samtale", "akasse_deltog", codes.DELTAGELSER),
        ("tilbud", "tilbudstype", codes.TILBUDSTYPER),
        ("tilbud", "status", codes.TILBUDSTATUSSER),
        ("borgerstatus", "kind", codes.BORGERSTATUSSER),
        ("borgerstatus", "livsbegivenhed", codes.LIVSBEGIVENHEDER),
        ("beskaeftigelse", "kind", codes.BESKAEFTIGELSER),
    ],
)
def test_enums_hold_the_words_of_the_core(fact_type: str, field: str, words: tuple[str, ...]) -> None:
    assert enum_symbols(registry.fact_topic(fact_type), field) == set(words)
