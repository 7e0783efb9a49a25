"""Manifests, compose file and Containerfile as the tests see them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).parents[2]
OVERLAYS = ("single-node", "production")
Document = dict[str, Any]


def rendered(overlay: str) -> list[Document]:
    """Every document of an overlay as kustomize makes it."""
    return list(yaml.safe_load_all((ROOT / f"infra/k8s/rendered/{overlay}.yaml").read_text(encoding="utf-8")))


def compose() -> Document:
    """The compose file."""
    read: Document = yaml.safe_load((ROOT / "infra/compose/compose.yaml").read_text(encoding="utf-8"))
    return read


def pods(documents: list[Document]) -> Iterator[tuple[str, Document]]:
    """Name and pod specification of everything that runs."""
    for found in documents:
        spec = found.get("spec", {})
        spec = spec.get("jobTemplate", {}).get("spec", spec)
        if "template" in spec:
            yield found["metadata"]["name"], spec["template"]["spec"]


def containers(pod: Document) -> list[Document]:
    """All containers of a pod, those that come first too."""
    return [*pod.get("initContainers", []), *pod["containers"]]


def everything() -> list[tuple[str, Document, Document]]:
    """Overlay and workload, pod, container: one for each container of each overlay."""
    return [
        (f"{overlay}:{name}:{container['name']}", pod, container)
        for overlay in OVERLAYS
        for name, pod in pods(rendered(overlay))
        for container in containers(pod)
    ]


def needed(program: str, install: str) -> None:
    """Skip where a program of the long tier is missing; where CI is set, fail."""
    if not shutil.which(program):
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{program} is missing: {install}")
