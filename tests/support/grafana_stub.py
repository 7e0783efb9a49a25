"""A server that behaves as Grafana's documented HTTP API does, as far as `fokusvagt grafana` uses it. In memory.

What is copied from the documentation: paths, status codes, the words of refusals, uids, versions that grow with every
write, 412 for a version that is no longer current, 409 for a name or uid that is taken, permissions that a POST
replaces as a whole, secrets that are never given back, paging of teams. No assertions here.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

Json = dict[str, Any]
TOKEN = "glsa_a-token-that-must-never-be-printed"  # noqa: S105


class Refusal(Exception):
    """An answer that is an error: its code and body."""

    def __init__(self, code: int, message: str, **more: Any) -> None:
        super().__init__(message)
        self.code, self.body = code, {"message": message, **more}


@dataclass
class Grafana:
    """The state of one organisation, and every request that changed something or tried to."""

    teams: list[Json] = field(default_factory=list)
    folders: dict[str, Json] = field(default_factory=dict)
    permissions: dict[str, list[Json]] = field(default_factory=dict)
    datasources: dict[str, Json] = field(default_factory=dict)
    secrets: dict[str, Json] = field(default_factory=dict)
    dashboards: dict[str, Json] = field(default_factory=dict)
    rules: dict[str, Json] = field(default_factory=dict)
    writes: list[tuple[str, str]] = field(default_factory=list)
    before: dict[tuple[str, str], Callable[[], None]] = field(default_factory=dict)
    forbidden: bool = False
    url: str = ""

    def answer(self, method: str, path: str, query: Json, body: Any) -> tuple[int, Any]:
        """Status and body of a request."""
        if method != "GET":
            self.writes.append((method, path))
            if self.forbidden:
                raise Refusal(403, "You'll need additional permissions to perform this action.")
            if happens := self.before.pop((method, path), None):
                happens()
        for pattern, verb, handle in ROUTES:
            if verb == method and (match := re.fullmatch(pattern, path)):
                return handle(self, *match.groups(), *([body] if method in ("POST", "PUT") else [query]))
        raise Refusal(404, "Not found")

    def search_teams(self, query: Json) -> tuple[int, Any]:
        page, size = int(query.get("page", ["1"])[0]), min(int(query.get("perpage", ["1000"])[0]), 100)
        shown = self.teams[(page - 1) * size : page * size]
        return 200, {"totalCount": len(self.teams), "teams": shown, "page": page, "perPage": size}

    def add_team(self, body: Json) -> tuple[int, Any]:
        if any(team["name"] == body["name"] for team in self.teams):
            raise Refusal(409, "Team name taken")
        number = len(self.teams) + 1
        self.teams.append({"id": number, "uid": f"team{number}", "orgId": 1, "name": body["name"], "memberCount": 0})
        return 200, {"message": "Team created", "teamId": number, "uid": f"team{number}"}

    def get_folder(self, uid: str, _query: Json) -> tuple[int, Any]:
        return 200, _there(self.folders, uid, "folder not found", status="not-found")

    def add_folder(self, body: Json) -> tuple[int, Any]:
        if body["uid"] in self.folders:
            raise Refusal(412, "the folder has been changed by someone else", status="version-mismatch")
        number = len(self.folders) + 1
        self.folders[body["uid"]] = {"id": number, "uid": body["uid"], "title": body["title"], "version": 1}
        # Who makes a folder administers it, and by default everybody in the organisation sees it.
        self.permissions[body["uid"]] = [
            {"role": "Viewer", "permission": 1, "inherited": False},
            {"role": "Editor", "permission": 2, "inherited": False},
        ]
        return 200, self.folders[body["uid"]]

    def put_folder(self, uid: str, body: Json) -> tuple[int, Any]:
        folder = _there(self.folders, uid, "folder not found", status="not-found")
        if not body.get("overwrite") and body.get("version") != folder["version"]:
            raise Refusal(412, "the folder has been changed by someone else", status="version-mismatch")
        folder |= {"title": body["title"], "version": folder["version"] + 1}
        return 200, folder

    def get_permissions(self, uid: str, _query: Json) -> tuple[int, Any]:
        _there(self.folders, uid, "folder not found")
        return 200, self.permissions[uid]

    def set_permissions(self, uid: str, body: Json) -> tuple[int, Any]:
        _there(self.folders, uid, "folder not found")
        names = {team["id"]: team["name"] for team in self.teams}
        if unknown := [item for item in body["items"] if item.get("teamId") not in names and "role" not in item]:
            raise Refusal(400, f"team not found: {unknown}")
        self.permissions[uid] = [
            item | {"team": names.get(item.get("teamId"), ""), "inherited": False} for item in body["items"]
        ]
        return 200, {"message": "Folder permissions updated"}

    def get_datasource(self, uid: str, _query: Json) -> tuple[int, Any]:
        return 200, _there(self.datasources, uid, "Data source not found")

    def add_datasource(self, body: Json) -> tuple[int, Any]:
        if any(body["name"] == each["name"] or body["uid"] == each["uid"] for each in self.datasources.values()):
            raise Refusal(409, "data source with the same name already exists")
        return self._keep_datasource(body, 1)

    def put_datasource(self, uid: str, body: Json) -> tuple[int, Any]:
        known = _there(self.datasources, uid, "Data source not found")
        if body.get("version") not in (None, known["version"]):
            raise Refusal(409, "Datasource has already been updated by someone else. Please reload and try again")
        return self._keep_datasource(body, known["version"] + 1)

    def _keep_datasource(self, body: Json, version: int) -> tuple[int, Any]:
        kept = self.secrets.setdefault(body["uid"], {}) | body.pop("secureJsonData", {})
        self.secrets[body["uid"]] = kept
        fields = dict.fromkeys(kept, True)
        body |= {"id": len(self.datasources) + 1, "orgId": 1, "version": version, "secureJsonFields": fields}
        self.datasources[body["uid"]] = body | {"readOnly": False, "basicAuth": False, "url": "", "user": ""}
        return 200, {"datasource": body, "message": "Datasource added", "name": body["name"]}

    def get_dashboard(self, uid: str, _query: Json) -> tuple[int, Any]:
        return 200, _there(self.dashboards, uid, "Dashboard not found")

    def put_dashboard(self, body: Json) -> tuple[int, Any]:
        page, folder = body["dashboard"], body.get("folderUid") or ""
        known = self.dashboards.get(page["uid"])
        if folder and folder not in self.folders:
            raise Refusal(400, "folder not found", status="not-found")
        if known and known["meta"].get("provisioned"):
            raise Refusal(400, "Cannot save provisioned dashboard")
        version = known["dashboard"]["version"] if known else 0
        if known and not body.get("overwrite") and page.get("version") != version:
            message = "The dashboard has been changed by someone else"
            raise Refusal(412, message, status="version-mismatch")
        number = known["dashboard"]["id"] if known else len(self.dashboards) + 1
        saved = page | {"id": number, "version": version + 1}
        self.dashboards[page["uid"]] = {"dashboard": saved, "meta": {"folderUid": folder, "version": version + 1}}
        return 200, {"id": number, "uid": page["uid"], "status": "success", "version": version + 1}

    def search(self, query: Json) -> tuple[int, Any]:
        tags = set(query.get("tag", []))
        pages = [each["dashboard"] for each in self.dashboards.values()]
        return 200, [{"uid": p["uid"], "title": p["title"]} for p in pages if tags <= set(p.get("tags", []))]

    def list_rules(self, _query: Json) -> tuple[int, Any]:
        return 200, list(self.rules.values())

    def get_rule(self, uid: str, _query: Json) -> tuple[int, Any]:
        return 200, _there(self.rules, uid, "")

    def add_rule(self, body: Json) -> tuple[int, Any]:
        if body["uid"] in self.rules:
            raise Refusal(409, "Conflict: alert rule UID already exists")
        return 201, self._keep_rule(body)

    def put_rule(self, uid: str, body: Json) -> tuple[int, Any]:
        _there(self.rules, uid, "")
        return 200, self._keep_rule(body | {"uid": uid})

    def _keep_rule(self, body: Json) -> Json:
        if body["folderUID"] not in self.folders:
            raise Refusal(400, "invalid alert rule: folder does not exist")
        counted = {"id": len(self.rules) + 1, "updated": "2026-01-01T00:00:00Z", "provenance": "api"}
        self.rules[body["uid"]] = body | counted
        return self.rules[body["uid"]]


def _there(things: dict[str, Json], uid: str, message: str, **more: Any) -> Json:
    if uid not in things:
        raise Refusal(404, message, **more)
    return things[uid]


ROUTES: list[tuple[str, str, Callable[..., tuple[int, Any]]]] = [
    ("/api/teams/search", "GET", Grafana.search_teams),
    ("/api/teams", "POST", Grafana.add_team),
    ("/api/folders/([^/]+)", "GET", Grafana.get_folder),
    ("/api/folders", "POST", Grafana.add_folder),
    ("/api/folders/([^/]+)", "PUT", Grafana.put_folder),
    ("/api/folders/([^/]+)/permissions", "GET", Grafana.get_permissions),
    ("/api/folders/([^/]+)/permissions", "POST", Grafana.set_permissions),
    ("/api/datasources/uid/([^/]+)", "GET", Grafana.get_datasource),
    ("/api/datasources", "POST", Grafana.add_datasource),
    ("/api/datasources/uid/([^/]+)", "PUT", Grafana.put_datasource),
    ("/api/dashboards/uid/([^/]+)", "GET", Grafana.get_dashboard),
    ("/api/dashboards/db", "POST", Grafana.put_dashboard),
    ("/api/search", "GET", Grafana.search),
    ("/api/v1/provisioning/alert-rules", "GET", Grafana.list_rules),
    ("/api/v1/provisioning/alert-rules/([^/]+)", "GET", Grafana.get_rule),
    ("/api/v1/provisioning/alert-rules", "POST", Grafana.add_rule),
    ("/api/v1/provisioning/alert-rules/([^/]+)", "PUT", Grafana.put_rule),
]


@contextmanager
def grafana() -> Iterator[Grafana]:
    """A running stub; `url` is where it answers."""
    state = Grafana()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"
        disable_nagle_algorithm = True  # headers and body are two writes

        def _serve(self) -> None:
            status, body = _answered(state, self)
            text = json.dumps(body).encode()
            self.send_response(status)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text)

        do_GET = do_POST = do_PUT = _serve

        def log_message(self, *_: Any) -> None:
            """Nothing on standard error."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    state.url = f"http://127.0.0.1:{server.server_port}"
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield state
    finally:
        server.shutdown()
        server.server_close()


def _answered(state: Grafana, request: BaseHTTPRequestHandler) -> tuple[int, Any]:
    length = int(request.headers.get("Content-Length") or 0)
    body = json.loads(request.rfile.read(length)) if length else None
    if request.headers.get("Authorization") != f"Bearer {TOKEN}":
        return 401, {"message": "Invalid API key", "messageId": "api-key.invalid", "statusCode": 401}
    parts = urlsplit(request.path)
    try:
        return state.answer(request.command, parts.path, parse_qs(parts.query), body)
    except Refusal as refusal:
        return refusal.code, refusal.body
