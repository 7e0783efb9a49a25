"""What Grafana needs: provisioning files, and a push over its HTTP API for what differs from one kommune to the next.

Reads the generated dashboards and alert rules as files; imports neither the code that made them nor the streams.
"""

from infra.grafana.errors import GrafanaError, GrafanaUsage

__all__ = ["GrafanaError", "GrafanaUsage"]
