"""The SQL of every panel and variable, one file each; the file's name is the query's name. Views only, never tables."""

from __future__ import annotations

from functools import cache
from importlib.resources import files


@cache
def sql(name: str) -> str:
    """The text of a query, with macros and variables as the plugin will find them; FileNotFoundError."""
    return (files(__package__) / f"{name}.sql").read_text(encoding="utf-8").strip()


def names() -> list[str]:
    """All queries there are."""
    return sorted(file.name.removesuffix(".sql") for file in files(__package__).iterdir() if file.name.endswith(".sql"))
