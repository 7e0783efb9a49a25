"""The catalogue as an operator asks for it: a list, one rule in full, and what is wrong. Values only; no printing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from streams.rules import loader, lock, periods
from streams.rules.checks import check
from streams.rules.documents import CatalogueError, Document, Problem, packaged, read
from streams.rules.texts import RuleText, load_texts, reference
from streams.rules.varsling import Varsling, load_varsling

Where = Traversable | Path | str | None
LOCK = Path(__file__).with_name("LOCK")


@dataclass(frozen=True, slots=True)
class RuleRow:
    """One rule version: a line of `rules list`. Dates as YYYY-MM-DD, `gyldig_til` "" when open."""

    rule_id: str
    version: str
    omraade: str
    kind: str
    regime: str
    gyldig_fra: str
    gyldig_til: str
    ansvarlig: str
    titel: str


@dataclass(frozen=True, slots=True)
class ValueRow:
    """One dated value of a rule's parameter, with what it rests on."""

    parameter: str
    fra: str
    til: str
    vaerdi: str
    standing: str
    kilder: tuple[str, ...]
    note: str


@dataclass(frozen=True, slots=True)
class SourceRow:
    """One source of a rule: `sted` "004 L1837" and the quotation, or "valg" and the reason for our choice."""

    noegle: str
    sted: str
    tekst: str


@dataclass(frozen=True, slots=True)
class VariantRow:
    """Another reading of unclear law: `navn` as it is chosen, and the values that it has otherwise."""

    navn: str
    titel: str
    titel_en: str
    standing: str
    kilder: tuple[str, ...]
    vaerdier: tuple[ValueRow, ...]


@dataclass(frozen=True, slots=True)
class RuleSheet:
    """One rule in full: a page of the rule book."""

    text: RuleText
    versioner: tuple[RuleRow, ...]
    vaerdier: tuple[ValueRow, ...]
    kilder: tuple[SourceRow, ...]
    aendringer: tuple[tuple[str, str], ...]
    varianter: tuple[VariantRow, ...] = ()


def rules_list(directory: Where = None) -> list[RuleRow]:
    """Every rule version of every regime, ordered by (rule_id, gyldig_fra)."""
    return [row for document in loader.documents(directory) for row in _rows(document)]


def rule_show(rule_id: str, directory: Where = None, chosen: Iterable[str] = ()) -> RuleSheet:
    """The rule in full, as `chosen` variants have it; KeyError names the rules there are."""
    documents = {document.name: document for document in loader.documents(directory, (), chosen)}
    if rule_id not in documents:
        raise KeyError(f"{rule_id} is not a rule; there are {', '.join(documents)}")
    document = documents[rule_id]
    return RuleSheet(
        text=load_texts(directory)[rule_id],
        versioner=tuple(_rows(document)),
        vaerdier=tuple(_values(document.body, document.body["parametre"])),
        kilder=tuple(sources(document.body)),
        aendringer=tuple((entry["version"], entry["da"]) for entry in document.body["aendringer"]),
        varianter=tuple(_variants(document.body)),
    )


def rules_check(directory: Where = None) -> list[str]:
    """Everything wrong with the files and, for the packaged catalogue, with LOCK; empty when all is well."""
    problems = check_files(directory)
    if not problems and directory is None:
        problems = check_lock() + check_policy()
    return [str(problem) for problem in problems]


def check_files(directory: Where = None) -> list[Problem]:
    """Every problem of the files themselves, checked in full whatever LOCK says."""
    documents, problems = read(packaged() if directory is None else loader.root(directory))
    return problems + check(documents)


def check_policy(policy: Varsling | None = None) -> list[Problem]:
    """What is wrong with the policy of alerts (that which ships): its form, and rules it names that nobody knows."""
    try:
        named = (policy or load_varsling()).versions()
    except CatalogueError as error:
        return list(error.problems)
    known = load_texts()
    return [
        Problem("varsling.yaml", f"regler.{name}", "no such rule: remove it") for name in named if name not in known
    ]


def check_lock(directory: Where = None, lock_file: Path = LOCK) -> list[Problem]:
    """Files whose version or content is not the one in `lock_file`; CatalogueError when they cannot be read."""
    return lock.differences(loader.checked(directory), _text_of(lock_file))


def write_lock(directory: Where = None, lock_file: Path = LOCK) -> None:
    """Renews `lock_file`; CatalogueError when the files have problems, or one changed within its version."""
    problems = check_files(directory)
    if problems:
        raise CatalogueError(problems)
    lock_file.write_text(lock.renewed(loader.checked(directory), _text_of(lock_file)), encoding="utf-8")


def _text_of(lock_file: Path) -> str:
    return lock_file.read_text(encoding="utf-8") if lock_file.exists() else ""


def _rows(document: Document) -> Iterator[RuleRow]:
    body = document.body
    for fra, til in periods.segments(body["gyldig"], body["parametre"]):
        yield RuleRow(
            rule_id=document.name,
            version=f"{body['version']}+{fra}",
            omraade=document.area,
            kind=body["kind"],
            regime=body["regime"],
            gyldig_fra=fra,
            gyldig_til=til or "",
            ansvarlig=periods.at(body["parametre"]["ansvarlig"], fra),
            titel=body["titel"]["da"],
        )


def _variants(body: dict[str, Any]) -> Iterator[VariantRow]:
    for name, said in body.get("varianter", {}).items():
        yield VariantRow(
            navn=f"{body['id']}.{name}",
            titel=said["titel"]["da"],
            titel_en=said["titel"]["en"],
            standing=said["standing"],
            kilder=tuple(reference(body["kilder"][key]) for key in said["kilde"]),
            vaerdier=tuple(_values(body, said["parametre"])),
        )


def _values(body: dict[str, Any], parametre: dict[str, Any]) -> Iterator[ValueRow]:
    for name, dated in parametre.items():
        for value, til in zip(dated, periods.ends(body["gyldig"], dated), strict=True):
            yield ValueRow(
                parameter=name,
                fra=value["fra"],
                til=til or "",
                vaerdi=_shown(value["vaerdi"]),
                standing=value["standing"],
                kilder=tuple(reference(body["kilder"][key]) for key in value["kilde"]),
                note=value.get("note", ""),
            )


def sources(body: dict[str, Any]) -> Iterator[SourceRow]:
    """What a file of the catalogue rests on."""
    for key, source in body["kilder"].items():
        yield SourceRow(key, reference(source), source.get("citat", source.get("valg")))


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(inner)}" for key, inner in value.items())
    if isinstance(value, list):
        return " ".join(value)
    return {True: "ja", False: "nej"}[value] if isinstance(value, bool) else str(value)
