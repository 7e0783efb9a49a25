"""What is in a Grafana of ours, in the form in which `push` takes it: to look at, to keep, to move."""

from __future__ import annotations

from typing import Any, Final

from infra.grafana.push import stored
from infra.grafana.server import Server
from infra.grafana.wanted import PLUGIN, Wanted

Json = dict[str, Any]
SOURCE_KEYS: Final = ("uid", "name", "type", "access", "isDefault", "jsonData")
COUNTED: Final = ("id", "updated", "provenance", "version")


def exported(server: Server) -> Wanted:
    """Our dashboards (by tag), the folders they lie in and who sees them, our data sources, alert rules and teams."""
    found = Wanted()
    for uid in server.dashboards():
        if known := server.dashboard(uid):
            found.dashboards[uid] = {"folder": known["meta"].get("folderUid"), "dashboard": stored(known["dashboard"])}
    for rule in server.rules():
        if rule["uid"].startswith("fokusvagt-"):
            found.rules[rule["uid"]] = {key: value for key, value in rule.items() if key not in COUNTED}
    _folders(server, found)
    for uid in sorted({"fokusvagt-clickhouse", *found.folders}):
        if (source := server.datasource(uid)) and source["type"] == PLUGIN:
            found.datasources[uid] = {key: source[key] for key in SOURCE_KEYS}
    return found


def _folders(server: Server, found: Wanted) -> None:
    for uid in sorted({page["folder"] for page in found.dashboards.values() if page["folder"]}):
        folder = server.folder(uid)
        teams = [each["team"] for each in server.viewers(uid) if each.get("team")]
        if folder and teams:
            found.folders[uid] = {"title": folder["title"], "team": teams[0]}
            found.teams[teams[0]] = {"name": teams[0]}
