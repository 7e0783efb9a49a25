"""Rows of an extract told in the words of the contract, as its mapping says. Values only; nothing is read or sent.

A row that cannot be told keeps the columns that the mapping names, as far as they go, and so can be mended like any
other letter; what a mapping does not name is nobody's business here and goes nowhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache, lru_cache
from typing import Any, Final
from zoneinfo import ZoneInfo

import pyarrow as pa

from schemas.registry import fact_topic
from streams.adapters.codec import arrow_schema
from streams.adapters.pseudonym import Pseudonyms
from streams.adapters.readers.mapping import NO_DEFAULT, Felt, Mapping

Row = dict[str, Any]
_WHOLE: Final = re.compile(r"-?[0-9]{1,18}")
_NUMBER: Final = re.compile(r"-?[0-9]+(\.[0-9]+)?")
NO_COLUMN: Final = ""
"""Where a row keeps what belongs to no column: cells past the header, or a line that is no JSON object."""


class _Unfit(ValueError):
    """Why a value cannot be told."""


def mapped(mapping: Mapping, row: Row, pseudonyms: Pseudonyms) -> tuple[Row, str]:
    """(the row as a fact, "") or (as much of it as can be told, the first reason why not all)."""
    if NO_COLUMN in row:
        return row, "the row cannot be told apart into its columns"
    told: Row = {"type": mapping.faktum}
    reason = ""
    for felt in mapping.felter:
        found = _found(felt, row)
        try:
            told[felt.navn] = _value(felt, found, mapping)
        except _Unfit as error:
            told[felt.navn] = found if found is None or isinstance(found, (str, int, float)) else str(found)
            reason = reason or f"{error} - at `$.{felt.navn}`"
    return _unnamed(told, pseudonyms), reason


def _found(felt: Felt, row: Row) -> Any:
    """What stands in the field's columns; None where they are empty."""
    if len(felt.kolonner) == 1:
        found = row.get(felt.kolonner[0])
        return (found.strip() or None) if isinstance(found, str) else found
    parts = [str(row[kolonne]).strip() for kolonne in felt.kolonner if row.get(kolonne) is not None]
    return felt.mellem.join(parts) if parts and all(parts) else None


def _value(felt: Felt, found: Any, mapping: Mapping) -> Any:
    if not felt.kolonner:
        return felt.konstant
    if found is None:
        return felt.tom
    if felt.vaerdier is not None:
        return _meaning(felt, found)
    kind = _ways(mapping.faktum).get(felt.navn)
    value = kind(felt, found, mapping) if kind is not None else _word(found)
    return f"{felt.foran}{value}" if felt.foran else value


def _meaning(felt: Felt, found: Any) -> Any:
    value = (felt.vaerdier or {}).get(_word(found), felt.ellers)
    if value is NO_DEFAULT:
        raise _Unfit(f"the mapping knows no such value of {'+'.join(felt.kolonner)}")
    return value


def _word(found: Any) -> str:
    """A value as a mapping file writes it: 4 for 4.0."""
    return str(int(found)) if isinstance(found, float) and found.is_integer() else str(found)


def _date(felt: Felt, found: Any, _mapping: Mapping) -> Any:
    if isinstance(found, datetime):
        return found.date()
    if isinstance(found, date) or not felt.formater:
        return found
    return _parsed(_word(found), felt.formater, "+".join(felt.kolonner)).date()


def _instant(felt: Felt, found: Any, mapping: Mapping) -> Any:
    if isinstance(found, str) and not felt.formater:
        return found
    moment = found if isinstance(found, datetime) else _parsed(_word(found), felt.formater, "+".join(felt.kolonner))
    return _at(moment, mapping.tidszone)


def _number(_felt: Felt, found: Any, mapping: Mapping) -> Any:
    """A number where there is one; what is none is refused by the fact's own rules."""
    text = _word(found)
    if mapping.decimaltegn == ",":
        text = text.replace(".", "").replace(",", ".") if isinstance(found, str) else text
    return float(text) if _NUMBER.fullmatch(text) else found


def _whole(_felt: Felt, found: Any, _mapping: Mapping) -> Any:
    text = _word(found)
    return int(text) if _WHOLE.fullmatch(text) else found


@lru_cache(1 << 16)
def _parsed(text: str, formats: tuple[str, ...], columns: str) -> datetime:
    for form in formats:
        try:
            return datetime.strptime(text, form)
        except ValueError:
            continue
    raise _Unfit(f"{columns} is written in none of the mapping's ways")


@lru_cache(1 << 16)
def _at(moment: datetime, zone: ZoneInfo) -> str:
    local = moment if moment.tzinfo else moment.replace(tzinfo=zone)
    return local.astimezone(UTC).isoformat()


@cache
def _ways(faktum: str) -> dict[str, Callable[[Felt, Any, Mapping], Any]]:
    """How the fields of a fact type that are no words are told."""
    found: dict[str, Callable[[Felt, Any, Mapping], Any]] = {}
    for field in arrow_schema(fact_topic(faktum)):
        if pa.types.is_date(field.type):
            found[field.name] = _date
        elif pa.types.is_timestamp(field.type):
            found[field.name] = _instant
        elif pa.types.is_floating(field.type):
            found[field.name] = _number
        elif pa.types.is_integer(field.type):
            found[field.name] = _whole
    return found


def _unnamed(told: Row, pseudonyms: Pseudonyms) -> Row:
    """With a pseudonym for the CPR number, so that even a letter holds none; what is none stays, to be masked."""
    for name, unnamed in (("cpr", "person_id"), ("sammenlagt_med_cpr", "sammenlagt_med")):
        cpr = told.get(name)
        pseudonym = pseudonyms.of(str(cpr)) if cpr is not None else None
        if pseudonym is not None:
            told = {key: value for key, value in told.items() if key not in (name, unnamed)} | {unnamed: pseudonym}
    return told
