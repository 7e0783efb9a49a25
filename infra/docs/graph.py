"""Which room imports which, from the code itself, as a Mermaid flowchart.

A room is a package or module directly inside `streams` or `infra`; `schemas` is one, and `dashboards` two, what makes
them and the preview. An arrow that others already imply (a → b → c makes a → c superfluous) is left out, and so is a
room that neither imports nor is imported, or nobody could read the picture.
"""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Final

import grimp

ROOTS: Final = ("streams", "dashboards", "schemas", "infra")
WHOLE: Final = ("schemas",)
Edges = dict[str, set[str]]


def room(module: str) -> str:
    """The room a module lies in: streams.core.diff is in streams.core."""
    parts = module.split(".")
    if parts[0] in WHOLE:
        return parts[0]
    return ".".join(parts[:2]) if parts[0] != "dashboards" or parts[1:2] == ["preview"] else "dashboards.pages"


def imports() -> Edges:
    """Each room and the rooms it imports; packages' own __init__ and __main__ files are no rooms."""
    graph = grimp.build_graph(*ROOTS, cache_dir=None)
    edges: Edges = {}
    for module in graph.modules:
        here = room(module)
        edges.setdefault(here, set())
        edges[here] |= {room(other) for other in graph.find_modules_directly_imported_by(module)} - {here}
    bare = {name for name in edges if (name in ROOTS and name not in WHOLE) or name.endswith("__main__")}
    rooms = {name: targets - bare for name, targets in edges.items() if name not in bare}
    met = set().union(*rooms.values()) | {name for name, targets in rooms.items() if targets}
    return {name: targets for name, targets in rooms.items() if name in met}


def reduced(edges: Mapping[str, set[str]]) -> Edges:
    """The same without arrows that others imply."""
    reach = {name: _reached(name, edges) for name in edges}
    return {
        name: {target for target in targets if not any(target in reach[other] for other in targets - {target})}
        for name, targets in edges.items()
    }


def _reached(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    found: set[str] = set()
    waiting = [*edges[start]]
    while waiting:
        name = waiting.pop()
        if name not in found:
            found.add(name)
            waiting += edges[name]
    return found


def mermaid() -> str:
    """The picture, rooms in their root's box, everything in alphabetical order."""
    edges = reduced(imports())
    lines = ["```mermaid", "flowchart TD"]
    for root, names in groupby(sorted(edges), key=lambda name: name.split(".")[0]):
        lines.append(f"  subgraph {root}")
        lines += [f'    {_id(name)}["{name.rpartition(".")[2]}"]' for name in names]
        lines.append("  end")
    lines += [f"  {_id(name)} --> {_id(target)}" for name in sorted(edges) for target in sorted(edges[name])]
    return "\n".join([*lines, "```"]) + "\n"


def _id(name: str) -> str:
    return name.replace(".", "_") if name != "schemas" else "schemas_"
