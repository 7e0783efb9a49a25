"""Who may do what in ClickHouse, as data (objects.yaml, roles.yaml) and as the SQL that says so. Values only."""

from infra.clickhouse.access import AccessError, masked, statements
from infra.clickhouse.model import Object, Role, objects, roles

__all__ = ["AccessError", "Object", "Role", "masked", "objects", "roles", "statements"]
