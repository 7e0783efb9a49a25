"""The rule book: every rule as a page, in Markdown and HTML, from the catalogue and the cases of tests/spec.

Words and layout only. The cases are read from the tests' source, so that an example in the book is one that is run.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from markdown_it import MarkdownIt

from streams.rules.book import RuleSheet, rule_show, rules_list, sources
from streams.rules.loader import suspensions

AREAS: Final = {
    "samtaler": "Samtaler",
    "faellessamtaler": "Fællessamtaler",
    "tilbud": "Tilbud",
    "cv": "CV",
    "opfoelgning": "Opfølgning",
    "fokusmaal": "Fokusmål",
    "resultatmaal": "Resultatmål og skærpet tilsyn",
    "tilsyn": "Det, revisioner ser på: intet af det er et lovkrav",
}
_HEAD: Final = """# Regelbogen

Skrevet af kataloget i `streams/rules/catalogue` med `fokusvagt rules docs`; ret der, ikke her. *Standing* siger, hvor
sikker en værdi er: `confirmed` står i kilden, `inferred` følger af den, `parameter` er et valg. Eksemplerne er
prøverne i `tests/spec`, som køres på flere uafhængige implementeringer.
"""
_STYLE: Final = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#1b1f24}"
    "table{border-collapse:collapse;font-size:.85rem;display:block;overflow-x:auto}td,th{border:1px solid #d0d7de;"
    "padding:.25rem .5rem;text-align:left;vertical-align:top}blockquote{border-left:4px solid #0072b2;margin:0;"
    "padding-left:1rem;color:#3d444d}h2{margin-top:3rem}h3{margin-top:2rem}code{font-size:.9em}"
)


def markdown(spec: Path | None) -> str:
    """The whole book; `spec` is the directory of the cases, None for a book without examples."""
    order = list(AREAS)
    sheets = [rule_show(rule_id) for rule_id in dict.fromkeys(row.rule_id for row in rules_list())]
    sheets.sort(key=lambda sheet: (order.index(sheet.text.omraade), sheet.text.rule_id))
    return "\n".join([_HEAD, *_contents(sheets), *_pages(sheets, spec), *_suspensions()]).rstrip() + "\n"


def html(book: str) -> str:
    """The book as one page that needs nothing beside itself."""
    body = MarkdownIt("commonmark", {"html": False}).enable("table").render(book)
    body = re.sub(r"<h3>([A-Z0-9-]+)</h3>", lambda found: f'<h3 id="{found[1].lower()}">{found[1]}</h3>', body)
    head = f"<!doctype html><html lang=da><meta charset=utf-8><title>Regelbogen</title><style>{_STYLE}</style>"
    return f'{head}<meta name=viewport content="width=device-width, initial-scale=1">\n{body}</html>\n'


def examples(rule_id: str, spec: Path | None) -> list[str]:
    """The cases of a rule as sentences: the keys of its tables of cases, and the names of its other tests."""
    source = None if spec is None else spec / f"test_{rule_id.lower().replace('-', '_')}.py"
    if source is None or not source.is_file():
        return []
    module = ast.parse(source.read_text(encoding="utf-8"))
    cases = [key for node in module.body for key in _keys(node)]
    tests = [node.name for node in module.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")]
    return cases + [name.removeprefix("test_").replace("_", " ") for name in tests]


def _keys(node: ast.stmt) -> Iterator[str]:
    """The sentences of a table of cases: NAME = {"sentence": (life, date, status), …}."""
    if isinstance(node, ast.Assign) and isinstance(node.value, ast.Dict):
        for key, value in zip(node.value.keys, node.value.values, strict=True):
            if isinstance(key, ast.Constant) and isinstance(key.value, str) and " " in key.value:
                yield key.value + _expected(value)


def _expected(value: ast.expr) -> str:
    """What is expected of a case, where its last word is a status or nothing."""
    last = value.elts[-1] if isinstance(value, ast.Tuple) and value.elts else value
    if not isinstance(last, ast.Constant) or not (last.value is None or isinstance(last.value, str)):
        return ""
    return f" → {last.value or 'ingen række'}"


def _contents(sheets: Sequence[RuleSheet]) -> Iterator[str]:
    yield from _table(("regel", "titel", "ansvarlig", "gælder fra"), (_line(sheet) for sheet in sheets))


def _line(sheet: RuleSheet) -> tuple[str, ...]:
    latest = sheet.versioner[-1]
    anchor = sheet.text.rule_id.lower()
    return (
        f"[{sheet.text.rule_id}](#{anchor})", sheet.text.titel, latest.ansvarlig.lower(), sheet.versioner[0].gyldig_fra
    )  # fmt: skip


def _pages(sheets: Sequence[RuleSheet], spec: Path | None) -> Iterator[str]:
    area = ""
    for sheet in sheets:
        if sheet.text.omraade != area:
            area = sheet.text.omraade
            yield f"\n## {AREAS[area]}\n"
        yield from _page(sheet, examples(sheet.text.rule_id, spec))


def _suspensions() -> Iterator[str]:
    """The periods in which deadlines may stand still."""
    body = suspensions()
    yield f"\n## {body['titel']['da']}\n\n{body['tekst']['da']}\n"
    rows = (
        (f"`{body['id']}.{name}`", p["titel"]["da"], p["fra"], p["til"], p["standing"], ", ".join(p["kilde"]))
        for name, p in body["perioder"].items()
    )
    yield "De vælges med `FOKUSVAGT_VARIANTS`:\n"
    yield from _table(("periode", "titel", "fra", "til", "standing", "kilder"), rows)
    yield from _table(("kilde", "sted", "ordlyd"), ((s.noegle, s.sted, s.tekst) for s in sources(body)))


def _page(sheet: RuleSheet, cases: Sequence[str]) -> Iterator[str]:
    text = sheet.text
    yield f"### {text.rule_id}\n\n**{text.titel}** ({text.titel_en})\n\n{text.tekst}\n\n{text.afhjaelp}\n"
    yield f"> {text.lov}: «{text.citat}»\n>\n> {text.kilde_titel}, {text.kilde}\n"
    rows = ((v.version, v.gyldig_fra, v.gyldig_til or "–", v.ansvarlig.lower()) for v in sheet.versioner)
    yield from _table(("version", "fra", "til", "ansvarlig"), rows)
    values = (
        (v.parameter, v.fra, v.til or "–", v.vaerdi, v.standing, ", ".join(v.kilder), v.note) for v in sheet.vaerdier
    )
    yield from _table(("parameter", "fra", "til", "værdi", "standing", "kilder", "note"), values)
    if sheet.varianter:
        yield "Loven kan læses anderledes; en læsning vælges med `FOKUSVAGT_VARIANTS`:\n"
        yield from _table(("variant", "læsning", "parameter", "værdi", "standing", "kilder"), _readings(sheet))
    yield from _table(("kilde", "sted", "ordlyd"), ((s.noegle, s.sted, s.tekst) for s in sheet.kilder))
    yield from _table(("ændring", "hvad"), sheet.aendringer)
    if cases:
        yield "Eksempler, som de prøves:\n"
        yield from (f"- {case}" for case in cases)
        yield ""


def _readings(sheet: RuleSheet) -> Iterator[tuple[str, ...]]:
    for variant in sheet.varianter:
        for value in variant.vaerdier:
            rests = (value.standing, ", ".join(value.kilder))
            yield f"`{variant.navn}`", f"{variant.titel} ({variant.titel_en})", value.parameter, value.vaerdi, *rests


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(head)} |"
    yield f"|{'---|' * len(head)}"
    yield from (f"| {' | '.join(_cell(value) for value in row)} |" for row in rows)
    yield ""


def _cell(value: str) -> str:
    return " ".join(value.split()).replace("|", "\\|")
