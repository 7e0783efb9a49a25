"""The manifests: valid to Kubernetes, and what a careful operator would let into a cluster."""

from __future__ import annotations

import re
import warnings
from dataclasses import fields

import kubernetes_validate
import pytest

from infra.k8s import __main__ as k8s
from streams.settings import PREFIX, Settings
from tests.policy.described import OVERLAYS, ROOT, Document, containers, everything, needed, pods, rendered

#: Settings of Grafana's and ClickHouse's configuration that carry our prefix, and are not a worker's.
NOT_OURS = ("FOKUSVAGT_GRAFANA_", "FOKUSVAGT_ALERT_EMAIL", "FOKUSVAGT_READER_PASSWORD")
#: Foreign images whose start-up scripts write into the image: (workload, reason in its manifest).
WRITE_THEIR_ROOT = {"kafka", "schema-registry", "clickhouse"}
EVERY = pytest.mark.parametrize(("name", "pod", "container"), [pytest.param(*one, id=one[0]) for one in everything()])
each_overlay = pytest.mark.parametrize("overlay", OVERLAYS)


@each_overlay
@pytest.mark.parametrize("version", ["1.30", kubernetes_validate.latest_version()])
def test_every_manifest_is_valid_to_the_oldest_and_the_newest_kubernetes(overlay: str, version: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for document in rendered(overlay):
            kubernetes_validate.validate(document, version, strict=True)


@EVERY
def test_an_image_has_an_exact_version_or_a_digest(name: str, pod: Document, container: Document) -> None:
    image = container["image"]
    tag = image.rpartition("/")[2].partition(":")[2]
    assert "@sha256:" in image or tag.count(".") >= 2, f"{name}: {image}"


def test_production_pulls_nothing_until_somebody_has_put_the_digest_of_a_build_in() -> None:
    images = {c["image"] for _, pod in pods(rendered("production")) for c in containers(pod)}
    assert images == {f"registry.example.dk/fokusvagt@sha256:{'0' * 64}"}


@EVERY
def test_nobody_is_root_or_can_become_it(name: str, pod: Document, container: Document) -> None:
    context = pod["securityContext"]
    assert context["runAsNonRoot"]
    assert context["runAsUser"] > 0
    assert context["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container["securityContext"]["allowPrivilegeEscalation"] is False
    assert container["securityContext"]["capabilities"] == {"drop": ["ALL"]}


@EVERY
def test_the_root_file_system_is_read_only(name: str, pod: Document, container: Document) -> None:
    written = not container["securityContext"]["readOnlyRootFilesystem"]
    assert not written or name.split(":")[1] in WRITE_THEIR_ROOT


@EVERY
def test_memory_is_limited_and_resources_asked_for(name: str, pod: Document, container: Document) -> None:
    assert set(container["resources"]["requests"]) == {"cpu", "memory"}
    assert "memory" in container["resources"]["limits"]


@EVERY
def test_no_pod_has_a_way_into_kubernetes_or_settings_that_it_made_up(
    name: str, pod: Document, container: Document
) -> None:
    assert pod["automountServiceAccountToken"] is False
    assert pod["enableServiceLinks"] is False
    assert not {"hostNetwork", "hostPID", "hostIPC"} & set(pod)
    assert not any("hostPath" in volume for volume in pod.get("volumes", []))


@each_overlay
def test_whatever_keeps_running_is_probed(overlay: str) -> None:
    kept = [d for d in rendered(overlay) if d["kind"] in ("Deployment", "StatefulSet")]
    for workload in kept:
        (container,) = workload["spec"]["template"]["spec"]["containers"]
        assert {"startupProbe", "livenessProbe", "readinessProbe"} <= set(container), workload["metadata"]["name"]


@each_overlay
def test_the_worker_is_asked_at_the_pages_it_has(overlay: str) -> None:
    (worker,) = [c for name, pod in pods(rendered(overlay)) if name == "worker" for c in pod["containers"]]
    assert worker["livenessProbe"]["httpGet"]["path"] == "/healthz"
    assert worker["readinessProbe"]["httpGet"]["path"] == "/readyz"


@each_overlay
def test_every_setting_is_one_that_the_worker_knows(overlay: str) -> None:
    named = {name for found in rendered(overlay) if found["kind"] == "ConfigMap" for name in found["data"]}
    named |= {e["name"] for _, pod in pods(rendered(overlay)) for c in containers(pod) for e in c.get("env", [])}
    ours = {name for name in named if name.startswith(PREFIX) and not name.startswith(NOT_OURS)}
    assert ours <= {PREFIX + field.name.upper() for field in fields(Settings)}
    assert {"FOKUSVAGT_KAFKA", "FOKUSVAGT_CLICKHOUSE_URL"} <= ours


@each_overlay
def test_secrets_come_by_reference_only(overlay: str) -> None:
    assert not [d for d in rendered(overlay) if d["kind"] == "Secret"]
    written = [
        e["name"]
        for _, pod in pods(rendered(overlay))
        for c in containers(pod)
        for e in c.get("env", [])
        if "value" in e
    ]
    assert not [name for name in written if re.search("PASSWORD|CLICKHOUSE_URL|KEY|TOKEN|SECRET", name)]


@each_overlay
def test_all_traffic_is_refused_but_what_a_policy_names(overlay: str) -> None:
    policies = [d["spec"] for d in rendered(overlay) if d["kind"] == "NetworkPolicy"]
    assert {"podSelector": {}, "policyTypes": ["Ingress", "Egress"]} in policies


def test_there_are_never_more_workers_than_partitions() -> None:
    documents = rendered("production")
    (scaler,) = [d["spec"] for d in documents if d["kind"] == "HorizontalPodAutoscaler"]
    (words,) = [c["args"] for name, pod in pods(documents) if name == "prepare" for c in pod["containers"]]
    assert scaler["maxReplicas"] <= int(words[words.index("--partitions") + 1])
    assert scaler["metrics"][0]["external"]["metric"]["name"] == "fokusvagt_lag_records"


def test_at_most_one_worker_is_taken_away_at_a_time() -> None:
    (budget,) = [d["spec"] for d in rendered("production") if d["kind"] == "PodDisruptionBudget"]
    assert budget["maxUnavailable"] == 1


def test_the_reader_of_the_single_node_is_that_of_the_compose_file() -> None:
    reader = (ROOT / "infra/k8s/single-node/reader.xml").read_text(encoding="utf-8")
    assert reader == (ROOT / "infra/compose/clickhouse-reader.xml").read_text(encoding="utf-8")


def test_what_is_rendered_is_of_the_sources_that_are_here() -> None:
    assert k8s.stale() == []


@pytest.mark.slow
@each_overlay
def test_what_is_rendered_is_what_kustomize_makes(overlay: str) -> None:
    needed("kustomize", f"go install {k8s.KUSTOMIZE}")
    assert k8s.render(overlay) == k8s.rendered(overlay).read_text(encoding="utf-8")
