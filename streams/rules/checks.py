"""What must hold of the catalogue's files before they become rules. Everything found is reported, in one go."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from streams.rules import kinds, periods, variants
from streams.rules.documents import COMMON, Document, Problem

if TYPE_CHECKING:
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import ValidationError

_SCHEMAS = {"kilder": "kilder_fil", "suspensioner": "suspensioner", "taellende_tilbud": "taellende_tilbud"}
_DATE_KEYS = ("fra", "til")
# parameter -> the kinds of rule it may name
REFERENCES = {
    "frist_rule": ("frist",),
    "resultatmaal": ("forsoergelse",),
    "fokusmaal": ("fokus_samtaler", "fokus_tilbud"),
}


def check(documents: list[Document]) -> list[Problem]:
    """Every problem of every file; the files that break the schema are not looked into further."""
    found = [problem for document in documents for problem in _shape(document)]
    broken = {problem.file for problem in found}
    whole = [document for document in documents if document.file not in broken]
    found += [problem for document in whole for problem in _meaning(document)]
    found += [problem for document in whole for problem in _variants(document)]
    found += _missing(documents)
    return found if broken else found + _across(whole)


def is_rule(document: Document) -> bool:
    """Whether the file is a rule, and not one of those that the rules share."""
    return document.file not in {f"{name}.yaml" for name in COMMON}


@cache
def _validator(name: str) -> Draft202012Validator:
    # jsonschema takes longer to import than the catalogue to load, and a locked catalogue does not need it
    from jsonschema import Draft202012Validator

    schema = json.loads((files("schemas") / "rule.schema.json").read_text(encoding="utf-8"))
    return Draft202012Validator(schema | {"$ref": f"#/$defs/{name}"})


def _shape(document: Document) -> Iterator[Problem]:
    name = "regel" if is_rule(document) else _SCHEMAS[document.name]
    for error in _validator(name).iter_errors(document.body):
        yield Problem(document.file, _path(error), _remedy(error))
    for path, text in _dates(document.body, ""):
        if not _is_date(text):
            yield Problem(document.file, path, f"{text!r} is not a date of the calendar: write YYYY-MM-DD")


def _path(error: ValidationError) -> str:
    return ".".join(str(part) for part in error.absolute_path)


def _remedy(error: ValidationError) -> str:
    """The validator's message, unless it repeats half the file: then what the schema asks for."""
    if len(error.message) <= 200:
        return error.message
    return f"breaks `{error.validator}` of the schema: {error.validator_value}"


def _dates(value: Any, path: str) -> Iterator[tuple[str, Any]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        here = f"{path}.{key}".lstrip(".")
        if key in _DATE_KEYS:
            yield here, inner
        yield from _dates(inner, here)


def _is_date(text: Any) -> bool:
    try:
        date.fromisoformat(text)
    except (TypeError, ValueError):
        return False
    return True


def _meaning(document: Document) -> Iterator[Problem]:
    if document.name == "kilder":
        return
    remedies = [_identity(document), _citations(document.body), _changelog(document.body)]
    if is_rule(document):
        remedies += [_validity(document.body), _values(document)]
    elif document.name == variants.SUSPENSIONER:
        remedies.append(_suspensions(document.body))
    else:
        remedies.append(_common_values(document))
    for group in remedies:
        yield from (Problem(document.file, path, remedy) for path, remedy in group)


def _identity(document: Document) -> Iterator[tuple[str, str]]:
    if document.body["id"] != document.name:
        yield "id", f"{document.body['id']} is not the file's name: rename one of them"
    if is_rule(document) and (not document.area or "/" in document.area):
        yield "id", "put the file in one folder, its area: <area>/<RULE-ID>.yaml"


def _citations(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    used = {body["hovedkilde"]} if "hovedkilde" in body else set()
    for path, keys in _cited(body, ""):
        used |= set(keys)
        yield from ((path, f"`kilder` has no {key}: add it") for key in keys if key not in body["kilder"])
    yield from ((f"kilder.{key}", "nothing cites it: remove it") for key in body["kilder"] if key not in used)
    if "citat" not in body["kilder"].get(body.get("hovedkilde"), {"citat": ""}):
        yield "hovedkilde", "name a source with a quotation"


def _cited(value: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, inner in pairs:
        here = f"{path}.{key}".lstrip(".")
        if key == "kilde":
            yield here, inner
        else:
            yield from _cited(inner, here)


def _changelog(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    if body["aendringer"][0]["version"] != body["version"]:
        yield "aendringer.0", f"the newest entry must tell of version {body['version']}"


def _validity(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    gyldig = body["gyldig"]
    if gyldig.get("til", gyldig["fra"]) < gyldig["fra"]:
        yield "gyldig.til", f"{gyldig['til']} is before {gyldig['fra']}: mend one of them"
    for name, values in body["parametre"].items():
        yield from ((f"parametre.{name}", remedy) for remedy in periods.faults(gyldig, values))


def _values(document: Document) -> Iterator[tuple[str, str]]:
    parametre = document.body["parametre"]
    for name, values in parametre.items():
        for value in values:
            for path, remedy in kinds.unknown_words(kinds.VOCABULARIES, {name: value["vaerdi"]}):
                yield f"parametre.{path} from {value['fra']}", remedy
    if "anker" in parametre:
        yield from _anchor(parametre)


def _anchor(parametre: dict[str, Any]) -> Iterator[tuple[str, str]]:
    by_event = any(value["vaerdi"] == "haendelse" for value in parametre["anker"])
    if by_event != ("haendelse" in parametre):
        yield "parametre.anker", "`haendelse` and `haendelse_dage` belong to anker: haendelse, and only to it"


def _common_values(document: Document) -> Iterator[tuple[str, str]]:
    values = {name: dated[0]["vaerdi"] for name, dated in document.body["parametre"].items()}
    if not _is_date(values["skaeringsdato"]):
        yield "parametre.skaeringsdato", "write a date of the calendar, YYYY-MM-DD"
    for path, remedy in kinds.unknown_words(kinds.TILBUD_VOCABULARIES, values):
        yield f"parametre.{path}", remedy


def _suspensions(body: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Periods that end before they begin, or that two suspensions share: a day can be left out only once."""
    before = ("", "")
    for name, period in sorted(body["perioder"].items(), key=lambda each: str(each[1]["fra"])):
        if period["til"] < period["fra"]:
            yield f"perioder.{name}.til", f"{period['til']} is before {period['fra']}: mend one of them"
        if period["fra"] <= before[1]:
            yield f"perioder.{name}.fra", f"{before[0]} lasts until {before[1]}: mend one of them"
        before = (name, period["til"])


def _variants(document: Document) -> Iterator[Problem]:
    """What is wrong with the rule as each of its variants would have it."""
    for name, body in variants.merged(document.body):
        read = Document(document.file, body)
        problems = [*_shape(read)] or [Problem(read.file, *found) for found in (*_validity(body), *_values(read))]
        yield from (Problem(p.file, f"varianter.{name}: {p.path}", p.remedy) for p in problems)


def _missing(documents: list[Document]) -> Iterator[Problem]:
    present = {document.file for document in documents}
    for name in COMMON:
        if f"{name}.yaml" not in present:
            yield Problem(f"{name}.yaml", "", "the catalogue needs this file: add it")


def _across(documents: list[Document]) -> list[Problem]:
    """What one file says of another: documents, rules and areas."""
    rules = [document for document in documents if is_rule(document)]
    by_id = {document.name: document.body["kind"] for document in rules}
    known = {key for document in documents if document.name == "kilder" for key in document.body["dokumenter"]}
    found = [problem for document in documents for problem in _quoted(document, known)]
    found += [problem for document in rules for problem in _references(document, by_id)]
    return found + list(_twins(rules))


def _quoted(document: Document, known: set[str]) -> Iterator[Problem]:
    for key, source in document.body.get("kilder", {}).items():
        if source.get("dokument", "") not in known | {""}:
            yield Problem(document.file, f"kilder.{key}", f"kilder.yaml has no document {source['dokument']}: add it")


def _references(document: Document, by_id: dict[str, str]) -> Iterator[Problem]:
    for name, allowed in REFERENCES.items():
        for value in document.body["parametre"].get(name, []):
            ids = value["vaerdi"] if isinstance(value["vaerdi"], list) else [value["vaerdi"]]
            for other in ids:
                if by_id.get(other) not in allowed:
                    yield Problem(document.file, f"parametre.{name}", f"{other} is no rule of kind {'/'.join(allowed)}")


def _twins(rules: list[Document]) -> Iterator[Problem]:
    seen: dict[str, str] = {}
    for document in rules:
        first = seen.setdefault(document.name, document.file)
        if first != document.file:
            yield Problem(document.file, "id", f"{first} has this id too: rename one of them")
