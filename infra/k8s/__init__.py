"""Manifests for Kubernetes: a base, two overlays, and what kustomize makes of them. `python -m infra.k8s`."""
