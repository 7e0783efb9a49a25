"""The compose file: valid to the Compose Specification, closed to the outside, and without a secret in it."""

from __future__ import annotations

import gzip
import json
import re
from dataclasses import fields
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from streams.settings import PREFIX, Settings
from tests.policy.described import ROOT, compose, everything

SERVICES = list(compose()["services"].items())
each_service = pytest.mark.parametrize(("name", "service"), [pytest.param(*one, id=one[0]) for one in SERVICES])
Service = dict[str, Any]


def test_it_is_a_compose_file() -> None:
    schema = json.loads(gzip.decompress((files("tests.policy") / "compose-spec.json.gz").read_bytes()))
    jsonschema.validate(compose(), schema)


@each_service
def test_an_image_has_an_exact_version(name: str, service: Service) -> None:
    assert service["image"].rpartition(":")[2].count(".") >= 2


@each_service
def test_what_is_published_is_published_on_loopback(name: str, service: Service) -> None:
    assert all(port.startswith("127.0.0.1:") for port in service.get("ports", []))


@each_service
def test_nobody_has_capabilities_and_memory_is_limited(name: str, service: Service) -> None:
    assert service["cap_drop"] == ["ALL"]
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert not service.get("privileged")
    assert service["mem_limit"]


@each_service
def test_passwords_are_asked_for_and_never_written(name: str, service: Service) -> None:
    for key, value in service.get("environment", {}).items():
        if "PASSWORD" in key:
            assert re.fullmatch(r"\$\{\w+:\?run make compose\}", value)
        assert not re.search(r"://[^$/]*:[^$/]*@", value), key


def test_every_setting_of_the_workers_is_one_that_they_know() -> None:
    named = {key for name, service in SERVICES if "build" in service for key in service["environment"]}
    assert named <= {PREFIX + field.name.upper() for field in fields(Settings)}


def test_whatever_keeps_running_says_whether_it_is_well() -> None:
    silent = {name for name, service in SERVICES if "healthcheck" not in service}
    assert silent == {"worker"}  # its image says how
    assert "HEALTHCHECK" in (ROOT / "infra/container/Containerfile").read_text(encoding="utf-8")


def test_what_is_mounted_from_the_checkout_is_there() -> None:
    sources = [v.split(":")[0] for _, service in SERVICES for v in service.get("volumes", []) if v.startswith(".")]
    assert sources
    assert all((ROOT / "infra/compose" / source).exists() for source in sources)


def test_servers_are_of_the_same_versions_in_compose_and_in_the_cluster() -> None:
    here = {service["image"] for _, service in SERVICES}
    there = {c["image"] for name, _, c in everything() if name.startswith("single-node:")}
    assert {image.removeprefix("docker.io/") for image in there} <= here
