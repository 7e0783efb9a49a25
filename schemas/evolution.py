"""What may become of a published schema: every version reads what every other has written (FULL_TRANSITIVE).

    python -m schemas.evolution            # exit 1 and a line for each trouble; `make check` runs it
    python -m schemas.evolution --publish  # add changed schemas to their history, if they may be

`avro/history/<stem>.jsonl` holds the published versions of a schema, oldest first, one a line. They stay for as long as
a message that one of them wrote may be read. A version that never left this repository may be taken out by hand.
Needs the `avro` package: a tool for developers, never imported by what runs.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

from avro.compatibility import ReaderWriterCompatibilityChecker, SchemaCompatibilityType
from avro.schema import make_avsc_object

Schema = dict[str, Any]
AVRO: Final = Path(__file__).parent / "avro"


def troubles(folder: Path = AVRO) -> list[str]:
    """A line for each schema that is not as published, and may not or not yet be so."""
    found = []
    for file in sorted(folder.glob("*.avsc")):
        current, published = json.loads(file.read_text("utf-8")), history(folder, file.stem)
        broken = [line for number, old in enumerate(published, 1) for line in between(old, current, number)]
        found += [f"{file.name}: {line}" for line in broken]
        if not broken and not _published(current, published):
            found.append(f"{file.name} is not published as it is: run `python -m schemas.evolution --publish`")
    return found


def publish(folder: Path = AVRO) -> list[str]:
    """Add every changed schema to its history; the stems. ValueError, and nothing is added, when one may not be so."""
    files = sorted(folder.glob("*.avsc"))
    changed = {
        f: text for f in files if not _published(text := json.loads(f.read_text("utf-8")), history(folder, f.stem))
    }
    for file, current in changed.items():
        for number, old in enumerate(history(folder, file.stem), 1):
            for line in between(old, current, number):
                raise ValueError(f"{file.name}: {line}")
    for file, current in changed.items():
        with (folder / "history" / f"{file.stem}.jsonl").open("a", encoding="utf-8") as lines:
            lines.write(json.dumps(current, ensure_ascii=False, separators=(",", ":")) + "\n")
    return [file.stem for file in changed]


def history(folder: Path, stem: str) -> list[Schema]:
    """The published versions of a schema, oldest first."""
    file = folder / "history" / f"{stem}.jsonl"
    return [json.loads(line) for line in file.read_text("utf-8").splitlines()] if file.exists() else []


def between(old: Schema, new: Schema, number: int) -> Iterator[str]:
    """Why the two versions cannot stand side by side, in words; `number` is the old one's."""
    for reader, writer, which in ((new, old, "cannot read version"), (old, new, "cannot be read by version")):
        checker = ReaderWriterCompatibilityChecker()  # type: ignore[no-untyped-call]
        result = checker.get_compatibility(_parsed(reader), _parsed(writer))
        if result.compatibility is not SchemaCompatibilityType.compatible:
            yield f"{which} {number}: {'; '.join(sorted(result.messages))}"
    before, after = dict(_logical(old)), dict(_logical(new))
    for field in sorted(before.keys() & after.keys()):
        if before[field] != after[field]:  # the same bytes with another meaning, of which Avro's rules know nothing
            yield f"field {field} is {after[field] or 'plain'}, and was {before[field] or 'plain'} in version {number}"


def _parsed(schema: Schema) -> Any:
    return make_avsc_object(schema)


def _logical(schema: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """The logical type ('' for none) of every field, however deep."""
    if isinstance(schema, list):
        for branch in schema:
            yield from _logical(branch, path)
    elif isinstance(schema, dict) and schema.get("type") == "record":
        for field in schema["fields"]:
            yield from _logical(field["type"], f"{path}.{field['name']}".lstrip("."))
    elif isinstance(schema, dict) and schema.get("type") == "array":
        yield from _logical(schema["items"], path + "[]")
    elif schema != "null":
        yield path, schema.get("logicalType", "") if isinstance(schema, dict) else ""


def _published(current: Schema, published: list[Schema]) -> bool:
    return bool(published) and _bare(published[-1]) == _bare(current)


def _bare(schema: Any) -> Any:
    """Without documentation, which may change at any time."""
    if isinstance(schema, dict):
        return {name: _bare(part) for name, part in schema.items() if name != "doc"}
    return [_bare(part) for part in schema] if isinstance(schema, list) else schema


def main(words: list[str]) -> int:
    """The exit code."""
    if words == ["--publish"]:
        try:
            print("\n".join(f"published {stem}" for stem in publish()) or "nothing is new")
        except ValueError as error:
            print(error, file=sys.stderr)
            return 1
        return 0
    found = troubles()
    print("\n".join(found) or "every schema is as published", file=sys.stderr if found else sys.stdout)
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
