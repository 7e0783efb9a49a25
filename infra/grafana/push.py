"""Make a Grafana be what is wanted: read, compare, write what differs. A second push finds nothing to do."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from infra.grafana.errors import GrafanaError
from infra.grafana.server import Altered, Server
from infra.grafana.wanted import Wanted

Json = dict[str, Any]
Shown = Callable[[str, float, float | None], None]
SECRET: Final = "password"  # noqa: S105 (the name of the field)
MOST: Final = 6


@dataclass(frozen=True, slots=True)
class Change:
    """What differs in one thing: `lines` say where, from what, to what; a new thing has none."""

    kind: str
    name: str
    new: bool
    lines: tuple[str, ...] = ()

    def __str__(self) -> str:
        """As a diff shows it."""
        head = f"{'+' if self.new else '~'} {self.kind} {self.name}"
        more = [f"    … and {len(self.lines) - MOST} more"] if len(self.lines) > MOST else []
        return "\n".join([head, *(f"    {line}" for line in self.lines[:MOST]), *more])


@dataclass(frozen=True, slots=True)
class Step:
    """One thing: how it is read, how it differs from what was read, and how it is written over that."""

    kind: str
    name: str
    read: Callable[[], Any]
    differences: Callable[[Any], list[str]]
    put: Callable[[Any], None]


@dataclass(slots=True)
class Push:
    """A push to one server. `passwords` by ClickHouse user; they are set where there is none, or with `rotate`."""

    server: Server
    wanted: Wanted
    passwords: Mapping[str, str] = field(default_factory=dict)
    rotate: bool = False
    dry: bool = False
    teams: dict[str, Json] = field(default_factory=dict)

    def run(self, shown: Shown) -> list[Change]:
        """What was changed, or would be; GrafanaError in one line."""
        self.teams = self.server.teams()
        steps = list(self._steps())
        changes = []
        for number, step in enumerate(steps, 1):
            changes += self._settled(step)
            shown("Grafana", number, len(steps))
        return changes

    def _settled(self, step: Step) -> list[Change]:
        """Compare and write; once more when somebody else was faster."""
        for last in (False, True):
            known = step.read()
            lines = step.differences(known)
            if known is not None and not lines:
                return []
            try:
                if not self.dry:
                    step.put(known)
            except Altered as altered:
                if last:
                    raise GrafanaError(f"{altered}; it changes while we push, so look at it and push again") from None
                continue
            return [Change(step.kind, step.name, known is None, tuple(lines))]
        return []

    def _steps(self) -> Iterator[Step]:
        yield from (self._team(name) for name in self.wanted.teams)
        for uid, folder in self.wanted.folders.items():
            yield self._folder(uid, folder)
            yield self._viewers(uid, folder["team"])
        yield from (self._datasource(uid, body) for uid, body in self.wanted.datasources.items())
        yield from (self._dashboard(uid, body) for uid, body in self.wanted.dashboards.items())
        yield from (self._rule(uid, body) for uid, body in self.wanted.rules.items())

    def _team(self, name: str) -> Step:
        def make(_known: Any) -> None:
            self.server.add_team(name)
            self.teams = self.server.teams()

        return Step("team", name, lambda: self.teams.get(name), lambda _: [], make)

    def _folder(self, uid: str, folder: Json) -> Step:
        return Step(
            "folder",
            uid,
            lambda: self.server.folder(uid),
            lambda known: different({"title": folder["title"]}, known),
            lambda known: self.server.put_folder(uid, folder["title"], known),
        )

    def _viewers(self, uid: str, team: str) -> Step:
        def told(known: list[Json]) -> list[str]:
            seen = [each.get("team") or each.get("role") or each.get("userLogin") or "?" for each in known]
            there = [(name, each["permission"]) for name, each in zip(seen, known, strict=True) if name != "Admin"]
            return [] if there == [(team, 1)] else [f"seen by: {there} → [({team!r}, 1)]"]

        return Step(
            "permissions of",
            uid,
            lambda: self.server.viewers(uid),
            told,
            lambda _known: self.server.let_view(uid, self.teams[team]["id"]),
        )

    def _datasource(self, uid: str, body: Json) -> Step:
        password = self.passwords.get(body["jsonData"]["username"])

        def differences(known: Json | None) -> list[str]:
            unset = known is not None and not known.get("secureJsonFields", {}).get(SECRET)
            secret = ["password: not shown"] if password and (unset or (known and self.rotate)) else []
            return different(body, known) + secret

        def put(known: Json | None) -> None:
            self.server.put_datasource(body | ({"secureJsonData": {SECRET: password}} if password else {}), known)

        return Step("data source", uid, lambda: self.server.datasource(uid), differences, put)

    def _dashboard(self, uid: str, page: Json) -> Step:
        def differences(known: Json | None) -> list[str]:
            there = known and {"folder": known["meta"].get("folderUid"), "dashboard": stored(known["dashboard"])}
            return different(page, there, exact=True)

        return Step(
            "dashboard",
            uid,
            lambda: self.server.dashboard(uid),
            differences,
            lambda known: self.server.put_dashboard(page["dashboard"], page["folder"], known),
        )

    def _rule(self, uid: str, body: Json) -> Step:
        return Step(
            "alert rule",
            uid,
            lambda: self.server.rule(uid),
            lambda known: different(body, known),
            lambda known: self.server.put_rule(body, known),
        )


def stored(dashboard: Json) -> Json:
    """A dashboard without what a server counts."""
    return {key: value for key, value in dashboard.items() if key not in ("id", "version")}


def different(want: Any, there: Any, path: str = "", exact: bool = False) -> list[str]:
    """Where two values differ, a line each; without `exact` the server may have keys that we do not speak of."""
    if there is None and not path:
        return []
    if isinstance(want, dict) and isinstance(there, dict):
        names = [*want, *(key for key in there if exact and key not in want)]
        return [
            line
            for name in names
            for line in different(want.get(name), there.get(name), f"{path}.{name}".lstrip("."), exact)
        ]
    if isinstance(want, list) and isinstance(there, list) and len(want) == len(there):
        pairs = enumerate(zip(want, there, strict=True))
        return [line for place, (a, b) in pairs for line in different(a, b, f"{path}[{place}]", exact)]
    return [] if want == there else [f"{path}: {_short(there)} → {_short(want)}"]


def _short(value: Any) -> str:
    text = repr(value)
    return text if len(text) < 60 else text[:57] + "…"
