"""What a reader may not do, beyond the engine's own readonly=1.

chDB is a program on somebody's machine: some functions that leave the database (a file's content, objects of
the Python process) are open to it even under readonly=1. The decision rests on the engine's own parser
(`EXPLAIN AST`), never on a reading of the SQL text.
"""

import re
from collections.abc import Callable, Mapping

from infra.embedded.chdb_front.errors import READONLY, ClickHouseError

# Whatever they are called with, they read from outside the database.
_FORBIDDEN = frozenset({"file", "eval", "python", "sqlite", "catboostevaluate", "executable", "url", "s3", "remote"})
_TABLE_FUNCTIONS = frozenset(
    {"numbers", "numbers_mt", "view", "viewifpermitted", "values", "merge", "null", "primes", "zeros", "zeros_mt"}
    | {"generaterandom", "generateseries", "generate_series", "sqlstandardvalues"}
)
_FUNCTION = re.compile(r"^ *Function (\S+)", re.MULTILINE)
_TABLE_FUNCTION = re.compile(r"^ *TableExpression[^\n]*\n *Function (\S+)", re.MULTILINE)


def refuse(sql: str, kind: str, syntax_tree: Callable[[str], str]) -> None:
    """Raise code 164 unless `sql` only reads the database.

    `kind` is the parser's verdict (`classify_query`); `syntax_tree` gives the engine's `EXPLAIN AST` of a
    statement, and raises the engine's error when it does not parse (then `kind` is UNKNOWN).
    """
    tree = syntax_tree(sql) if kind in ("READ_ONLY", "UNKNOWN") else ""
    if kind != "READ_ONLY":
        raise _refusal("Cannot execute query in readonly mode")
    if tree.startswith("Show") and "(" in sql:
        # the tree of SHOW … WHERE leaves the condition out
        raise _refusal("Cannot execute SHOW with an expression in readonly mode, select from system tables instead")
    used = {name.lower() for name in _FUNCTION.findall(tree)}
    tables = {name.lower() for name in _TABLE_FUNCTION.findall(tree)}
    for name in sorted((used & _FORBIDDEN) | (tables - _TABLE_FUNCTIONS)):
        raise _refusal(f"Cannot execute query in readonly mode, function {name} is not allowed")


def refuse_settings(settings: Mapping[str, str]) -> None:
    """Raise code 164 for a setting that carries an expression or a path, which `refuse` would not see."""
    for name, value in settings.items():
        if "(" in value or any(word in name for word in ("filter", "schema", "path", "dialect")):
            raise _refusal(f"Cannot modify {name!r} setting in readonly mode")


def _refusal(what: str) -> ClickHouseError:
    return ClickHouseError.of(READONLY, f"reader: {what}")
