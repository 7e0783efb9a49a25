"""What people read of a rule: titles, the duty in plain Danish, what closes the gap, the law and its quotation."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

from streams.rules.checks import is_rule
from streams.rules.documents import Document
from streams.rules.loader import checked

OLDEST: Final = date(2020, 1, 1)  # where the catalogue begins


@dataclass(frozen=True, slots=True)
class RuleText:
    """One rule in words; Danish where the name does not say English.

    `maalgrupper` are the ydelser it is for today; none when it is bound to no ydelse. `citat` is verbatim from the
    document `kilde_titel`, at `kilde` ("004 L1837": document and line).
    """

    rule_id: str
    version: str
    omraade: str
    kind: str
    regime: str
    titel: str
    titel_en: str
    tekst: str
    afhjaelp: str
    lov: str
    citat: str
    kilde: str
    kilde_titel: str
    maalgrupper: tuple[str, ...] = ()

    @property
    def hjemmel(self) -> str:
        """Legal basis and quotation in one line, as alerts have it."""
        return f"{self.lov}. «{self.citat}» [{self.kilde}]"


def load_texts(directory: Traversable | Path | str | None = None) -> dict[str, RuleText]:
    """Rule id -> its text, for every regime; CatalogueError as in `loader.load`."""
    documents = checked(directory)
    titles = next(document.body["dokumenter"] for document in documents if document.name == "kilder")
    return {document.name: _text(document, titles) for document in documents if is_rule(document)}


def load_changes(directory: Traversable | Path | str | None = None) -> list[tuple[date, str, str]]:
    """(date, rule id, title in Danish) for each day on which a rule says something else than before."""
    rules = [document.body for document in checked(directory) if is_rule(document)]
    return sorted({(day, body["id"], body["titel"]["da"]) for body in rules for day in _changed(body)})


def _changed(body: dict[str, Any]) -> set[date]:
    """The later dates of its values; its first day is one too, for a rule that is not as old as the catalogue."""
    values = [each["fra"] for dated in body.get("parametre", {}).values() for each in dated]
    days = {date.fromisoformat(day) for day in (*values, body["gyldig"]["fra"])}
    return {day for day in days if day > OLDEST}


def reference(source: dict[str, Any]) -> str:
    """Where a source's quotation stands: "004 L1837"; "valg" for a choice of our own."""
    return f"{source['dokument']} L{source['linje']}" if "citat" in source else "valg"


def _text(document: Document, titles: dict[str, Any]) -> RuleText:
    body = document.body
    source = body["kilder"][body["hovedkilde"]]
    origin = titles[source["dokument"]]
    return RuleText(
        rule_id=body["id"],
        version=body["version"],
        omraade=document.area,
        kind=body["kind"],
        regime=body["regime"],
        titel=body["titel"]["da"],
        titel_en=body["titel"]["en"],
        tekst=body["tekst"]["da"].strip(),
        afhjaelp=body["afhjaelp"]["da"],
        lov=body["lov"]["da"],
        citat=source["citat"],
        kilde=reference(source),
        kilde_titel=f"{origin['udgiver']} ({origin['aar']}): {origin['titel']}",
        maalgrupper=_newest(body.get("parametre", {}).get("ydelser", [])),
    )


def _newest(values: list[dict[str, Any]]) -> tuple[str, ...]:
    """What the last dated value says, sorted."""
    return tuple(sorted(max(values, key=lambda each: each["fra"])["vaerdi"])) if values else ()
