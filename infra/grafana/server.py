"""A Grafana over its HTTP API: read and write one thing at a time. Its refusals become one line each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final
from urllib.parse import urlsplit

import niquests
from grafana_client.api import GrafanaApi
from grafana_client.client import GrafanaClientError, GrafanaException

from infra.grafana.errors import GrafanaError, GrafanaUsage

Json = dict[str, Any]
VIEW: Final = 1
_ALTERED: Final = (409, 412)


class Altered(Exception):
    """Somebody else has changed it since we read it."""


class Server:
    """One organisation of a Grafana, with a service account's token."""

    def __init__(self, url: str, token: str, timeout: float = 15.0) -> None:
        parts = urlsplit(url)
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise GrafanaUsage(f"{url!r} is no address of a Grafana; give one like https://grafana.example.dk")
        self._url = f"{parts.scheme}://{parts.hostname}:{parts.port or (443 if parts.scheme == 'https' else 80)}"
        prefix = parts.path.strip("/")
        self._api: Any = GrafanaApi(
            auth=token,
            host=parts.hostname,
            port=parts.port,
            protocol=parts.scheme,
            url_path_prefix=f"{prefix}/" if prefix else "",
            timeout=timeout,
        )

    def _ask(self, what: str, call: Callable[[], Any]) -> Any:
        """The answer; None for what is not there. Altered, or GrafanaError in one line."""
        try:
            return call()
        except GrafanaException as problem:
            if problem.status_code == 404:
                return None
            if problem.status_code in _ALTERED:
                raise Altered(_line(what, problem)) from None
            raise GrafanaError(self._told(what, problem)) from None
        except (niquests.exceptions.RequestException, OSError):
            raise GrafanaError(f"no Grafana answers on {self._url}; is it running, and is the address right?") from None

    def _told(self, what: str, problem: GrafanaException) -> str:
        if problem.status_code == 401:
            return f"{self._url} does not know the token (401); make one for a service account and set GRAFANA_TOKEN"
        if problem.status_code == 403:
            return f"the token may not {what} (403); the service account must be an Admin of the organisation"
        if not problem.status_code:
            return f"{self._url} did not answer in time"
        return _line(what, problem)

    def teams(self) -> dict[str, Json]:
        """Teams by name."""
        found = self._ask("list teams", lambda: self._api.teams.search_teams(perpage=1000))
        return {team["name"]: team for team in found}

    def add_team(self, name: str) -> None:
        """Make a team."""
        self._ask(f"make team {name}", lambda: self._api.teams.add_team({"name": name}))

    def folder(self, uid: str) -> Json | None:
        """A folder with its version."""
        found: Json | None = self._ask(f"read folder {uid}", lambda: self._api.folder.get_folder(uid))
        return found

    def put_folder(self, uid: str, title: str, known: Json | None) -> None:
        """Make a folder, or rename one that has not changed since it was read."""
        if known is None:
            self._ask(f"make folder {uid}", lambda: self._api.folder.create_folder(title, uid))
            return
        version = known["version"]
        self._ask(f"rename folder {uid}", lambda: self._api.folder.update_folder(uid, title, version=version))

    def viewers(self, uid: str) -> list[Json]:
        """Who may do what with a folder: its explicit permissions."""
        found = self._ask(f"read who may see {uid}", lambda: self._api.folder.get_folder_permissions(uid))
        return [each for each in found or [] if not each.get("inherited")]

    def let_view(self, uid: str, team_id: int) -> None:
        """Let one team view a folder, and nobody else but administrators."""
        items = [{"teamId": team_id, "permission": VIEW}]
        self._ask(f"say who may see {uid}", lambda: self._api.folder.update_folder_permissions(uid, items))

    def datasource(self, uid: str) -> Json | None:
        """A data source without its secrets."""
        found: Json | None = self._ask(
            f"read data source {uid}", lambda: self._api.datasource.get_datasource_by_uid(uid)
        )
        return found

    def put_datasource(self, body: Json, known: Json | None) -> None:
        """Make or change a data source; a password that is not given stays."""
        uid = body["uid"]
        if known is None:
            self._ask(f"make data source {uid}", lambda: self._api.datasource.create_datasource(body))
            return
        whole = body | {"version": known.get("version", 0)}
        self._ask(f"change data source {uid}", lambda: self._api.datasource.update_datasource_by_uid(uid, whole))

    def dashboard(self, uid: str) -> Json | None:
        """A dashboard and what is said of it: {dashboard, meta}."""
        found: Json | None = self._ask(f"read dashboard {uid}", lambda: self._api.dashboard.get_dashboard(uid))
        return found

    def put_dashboard(self, body: Json, folder: str, known: Json | None) -> None:
        """Make a dashboard, or write one over the version that was read."""
        version = known["dashboard"]["version"] if known else 0
        whole = {
            "dashboard": body | {"id": None, "version": version},
            "folderUid": folder,
            "message": "fokusvagt grafana push",
            "overwrite": False,
        }
        self._ask(f"write dashboard {body['uid']}", lambda: self._api.dashboard.update_dashboard(whole))

    def dashboards(self) -> list[str]:
        """The uids of the dashboards that are ours, by their tag."""
        found = self._ask("search", lambda: self._api.search.search_dashboards(tag="fokusvagt", limit=5000))
        return sorted(each["uid"] for each in found)

    def rule(self, uid: str) -> Json | None:
        """An alert rule."""
        found: Json | None = self._ask(
            f"read alert rule {uid}", lambda: self._api.alertingprovisioning.get_alertrule(uid)
        )
        return found

    def rules(self) -> list[Json]:
        """All alert rules."""
        found: list[Json] = self._ask("list alert rules", self._api.alertingprovisioning.get_alertrules_all)
        return found

    def put_rule(self, body: Json, known: Json | None) -> None:
        """Make or change an alert rule."""
        uid, api = body["uid"], self._api.alertingprovisioning
        if known is None:
            self._ask(f"make alert rule {uid}", lambda: api.create_alertrule(body))
            return
        self._ask(f"change alert rule {uid}", lambda: api.update_alertrule(uid, body))


def _line(what: str, problem: GrafanaException) -> str:
    body = problem.response if isinstance(problem, GrafanaClientError) else None
    said = body.get("message", "") if isinstance(body, dict) else str(problem.message)
    return f"Grafana refused to {what} ({problem.status_code}): {' '.join(said.split())[:200]}"
