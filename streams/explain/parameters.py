"""What a rule version reads, by name, with what each value rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from typing import Any

from streams.core.catalogue import AktiveDage, Catalogue, FokusTilbud, Frist, Rule, Tilbud, Varighed
from streams.explain.trace import Parameter, RuleWords
from streams.rules.book import RuleSheet, ValueRow


def parameters(rule: Rule, catalogue: Catalogue, sheet: RuleSheet) -> dict[str, Parameter]:
    """Every value of the rule version, nested ones as "taeller.typer", and the law of counting tilbud where read."""
    values = dict(_values(rule))
    if _counts_tilbud(rule):
        values |= {f"taellende_tilbud.{name}": value for name, value in _values(catalogue.taellende_tilbud)}
    fra = rule.head.gyldig_fra.isoformat()
    rests = {row.parameter: row for row in sheet.vaerdier if row.fra <= fra and (not row.til or fra <= row.til)}
    return {name: _parameter(name, value, rests) for name, value in values.items()}


def words(rule: Rule, sheet: RuleSheet) -> RuleWords:
    """The rule version in words."""
    text, head = sheet.text, rule.head
    return RuleWords(
        head.rule_id, head.version, head.regime, text.kind, text.titel, text.titel_en, text.tekst, text.lov,
        text.citat, text.kilde, text.afhjaelp,
    )  # fmt: skip


def _values(data: Any, prefix: str = "") -> list[tuple[str, Any]]:
    found: list[tuple[str, Any]] = []
    for field in fields(data):
        value = getattr(data, field.name)
        if field.name == "head":
            found += [("gyldig_fra", _plain(value.gyldig_fra)), ("gyldig_til", _plain(value.gyldig_til))]
        elif is_dataclass(value):
            found.append((f"{prefix}{field.name}.art", type(value).__name__.lower()))
            found += _values(value, f"{prefix}{field.name}.")
        else:
            found.append((prefix + field.name, _plain(value)))
    return found


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value


def _counts_tilbud(rule: Rule) -> bool:
    reads = isinstance(rule, FokusTilbud | Varighed | AktiveDage)
    return reads or (isinstance(rule, Frist) and (isinstance(rule.taeller, Tilbud) or "tilbud_slut" in rule.anker))


def _parameter(name: str, value: Any, rests: Mapping[str, ValueRow]) -> Parameter:
    row = rests.get(name.partition(".")[0])
    return Parameter(value, row.standing, row.kilder) if row else Parameter(value, "confirmed", ())
