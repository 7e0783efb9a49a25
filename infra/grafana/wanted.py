"""What should be in Grafana: teams, folders, data sources, dashboards and alert rules, as plain values.

National dashboards lie in one folder. Every kommune and a-kasse has a folder of its own, seen by its team only, with a
copy of its page on a data source of its own: the database's user decides what is seen, a variable in a page does not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from infra.grafana.errors import GrafanaUsage
from schemas.regions import akasser, kommuner

Json = dict[str, Any]
PLUGIN: Final = "grafana-clickhouse-datasource"
NATIONAL: Final = "fokusvagt"
SOURCE: Final = "fokusvagt-clickhouse"
RULES: Final = Path(__file__).parent / "provisioning" / "alerting" / "rules.json"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Everything by its kind and then by its uid (teams: by name); the values are what Grafana's API takes."""

    teams: dict[str, Json] = field(default_factory=dict)
    folders: dict[str, Json] = field(default_factory=dict)
    datasources: dict[str, Json] = field(default_factory=dict)
    dashboards: dict[str, Json] = field(default_factory=dict)
    rules: dict[str, Json] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Database:
    """Where Grafana finds ClickHouse."""

    host: str
    port: int = 8123
    secure: bool = False


@dataclass(frozen=True, slots=True)
class Receiver:
    """A kommune or an a-kasse."""

    kind: str
    code: int
    name: str

    @property
    def uid(self) -> str:
        """Of its folder, its data source and its page."""
        return f"fokusvagt-{self.kind}-{self.code}"

    @property
    def user(self) -> str:
        """Its user in ClickHouse, whose row policies let it see its own citizens only."""
        return f"{self.kind}_{self.code}"

    @property
    def team(self) -> str:
        """Its team in Grafana."""
        return f"Fokusvagt {self.kind} {self.code}"


def receivers() -> list[Receiver]:
    """The 98 and the 22."""
    return [
        *(Receiver("kommune", k.kode, k.navn) for k in kommuner().values()),
        *(Receiver("akasse", a.kode, a.kortnavn) for a in akasser().values()),
    ]


def wanted(database: Database, only: list[Receiver] | None = None) -> Wanted:
    """What should be there, for all receivers or for some."""
    chosen = receivers() if only is None else only
    pages = generated()
    found = Wanted(rules=alert_rules())
    found.teams["Fokusvagt"] = {"name": "Fokusvagt"}
    found.folders[NATIONAL] = {"title": "Fokusvagt", "team": "Fokusvagt"}
    found.datasources[SOURCE] = datasource(SOURCE, "ClickHouse", "dashboards", database)
    found.dashboards.update({uid: {"folder": NATIONAL, "dashboard": page} for uid, page in pages.items()})
    for receiver in chosen:
        _add(found, receiver, pages[f"fokusvagt-{receiver.kind}"], database)
    return found


def _add(found: Wanted, receiver: Receiver, page: Json, database: Database) -> None:
    uid, title = receiver.uid, f"{receiver.name} ({receiver.code})"
    found.teams[receiver.team] = {"name": receiver.team}
    found.folders[uid] = {
        "title": f"{receiver.kind.replace('akasse', 'a-kasse').capitalize()} {title}",
        "team": receiver.team,
    }
    found.datasources[uid] = datasource(uid, f"ClickHouse {receiver.kind} {title}", receiver.user, database)
    found.dashboards[uid] = {"folder": uid, "dashboard": own_page(page, receiver)}


def generated() -> dict[str, Json]:
    """The committed dashboards by uid."""
    texts = (file.read_text(encoding="utf-8") for file in (files("dashboards") / "generated").iterdir())
    return {page["uid"]: page for page in map(json.loads, texts)}


def datasource(uid: str, name: str, user: str, database: Database) -> Json:
    """A ClickHouse data source; its password is a secret of Grafana's own and no part of this."""
    return {
        "uid": uid,
        "name": name,
        "type": PLUGIN,
        "access": "proxy",
        "isDefault": uid == SOURCE,
        "jsonData": {
            "host": database.host,
            "port": database.port,
            "protocol": "http",
            "secure": database.secure,
            "username": user,
            "defaultDatabase": "fokusvagt",
        },
    }


def own_page(page: Json, receiver: Receiver) -> Json:
    """A receiver's copy of its page: on its own data source, its own code chosen, both out of sight."""
    text = json.dumps(page, ensure_ascii=False).replace(f"/d/{page['uid']}?", f"/d/{receiver.uid}?")
    own: Json = deepcopy(json.loads(text))
    own |= {"uid": receiver.uid, "title": f"{receiver.name} ({receiver.code})"}
    for variable in own["templating"]["list"]:
        if variable["name"] == "datasource":
            title = f"ClickHouse {receiver.kind} {receiver.name} ({receiver.code})"
            variable |= {"current": {"text": title, "value": receiver.uid}, "hide": 2}
        elif variable["name"] == receiver.kind:
            variable |= {"current": {"text": receiver.name, "value": str(receiver.code)}, "hide": 2}
    return own


def alert_rules() -> dict[str, Json]:
    """The rules of the provisioning file, as the API takes them: `$$` of a file is `$` there."""
    found = {}
    for group in json.loads(RULES.read_text(encoding="utf-8"))["groups"]:
        for rule in group["rules"]:
            texts = {key: _unescaped(rule[key]) for key in ("annotations", "labels")}
            found[rule["uid"]] = rule | texts | {"folderUID": NATIONAL, "ruleGroup": group["name"], "orgID": 1}
    return found


def _unescaped(texts: dict[str, str]) -> dict[str, str]:
    return {key: text.replace("$$", "$") for key, text in texts.items()}


KINDS: Final = ("teams", "folders", "datasources", "dashboards", "rules")


def save(found: Wanted, directory: Path) -> int:
    """Write everything as one JSON file each, below a directory for its kind; how many."""
    count = 0
    for kind, name, value in _each(found):
        path = directory / kind / f"{name}.json"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(value, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
        count += 1
    return count


def saved(directory: Path) -> Wanted:
    """What `save` wrote; GrafanaUsage where there is nothing."""
    found = {
        kind: {
            path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in sorted((directory / kind).glob("*.json"))
        }
        for kind in KINDS
    }
    if not any(found.values()):
        raise GrafanaUsage(f"{directory} holds no export; make one with `fokusvagt grafana export {directory}`")
    return Wanted(**found)


def _each(found: Wanted) -> Iterator[tuple[str, str, Json]]:
    for kind in KINDS:
        for name, value in getattr(found, kind).items():
            yield kind, name, value
