"""LOCK: one line per file of the catalogue, `name version sha256`, so that a silent change of law does not pass.

A line is written only of files that passed every check; files that match it need not be checked again.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files

from streams.rules.documents import CatalogueError, Document, Problem

WRITE = "run `fokusvagt rules check --write`"
_HEADER = f"# Name, version and content hash of every file of the catalogue. Not edited by hand: {WRITE}.\n"


def packaged_lock() -> str:
    """LOCK as it ships with the package."""
    return (files("streams.rules") / "LOCK").read_text(encoding="utf-8")


def lock_text(documents: list[Document]) -> str:
    """LOCK for `documents`, sorted by name."""
    lines = sorted(f"{document.name} {document.body['version']} {document.sha256}\n" for document in documents)
    return _HEADER + "".join(lines)


def differences(documents: list[Document], lock: str) -> list[Problem]:
    """What to do about each file whose version or content is not the locked one."""
    locked = _lines(lock)
    found = [problem for document in documents for problem in _difference(document, locked)]
    gone = locked.keys() - {document.name for document in documents}
    return found + [Problem("LOCK", name, f"the file has gone: bring it back, or {WRITE}") for name in sorted(gone)]


def renewed(documents: list[Document], lock: str) -> str:
    """The new LOCK; CatalogueError when a file's content changed and its version did not."""
    locked = _lines(lock)
    silent = [problem for document in documents for problem in _silent(document, locked)]
    if silent:
        raise CatalogueError(silent)
    return lock_text(documents)


def _difference(document: Document, locked: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    yield from _silent(document, locked)
    version = locked.get(document.name, ("none", ""))[0]
    if version != document.body["version"]:
        yield Problem(document.file, "version", f"LOCK has {version}, not {document.body['version']}: {WRITE}")


def _silent(document: Document, locked: dict[str, tuple[str, str]]) -> Iterator[Problem]:
    if locked.get(document.name) not in (None, (document.body["version"], document.sha256)):
        version, _ = locked[document.name]
        if version == document.body["version"]:
            remedy = f"changed within version {version}: raise `version`, tell of it in `aendringer`, then {WRITE}"
            yield Problem(document.file, "version", remedy)


def _lines(lock: str) -> dict[str, tuple[str, str]]:
    rows = [line.split() for line in lock.splitlines() if line and not line.startswith("#")]
    return {name: (version, sha256) for name, version, sha256 in rows}
