"""Native blocks for clients that name a protocol version, as the Go client (and so Grafana) does.

The engine writes revision 0. From revision 54454 on a block begins with block info and each column has one
more byte before its data, so the columns must be found; that is a walk over the block in Python, fine for
what a dashboard shows. Types without a fixed layout (JSON, Variant, AggregateFunction, …) are code 48.
"""

import re
from collections.abc import Iterator

from infra.embedded.chdb_front.errors import NOT_IMPLEMENTED, ClickHouseError

FIRST_REVISION = 54454

_BLOCK_INFO = b"\x01\x00\x02\xff\xff\xff\xff\x00"
_DEFAULT_SERIALIZATION = b"\x00"
_DICTIONARY_VERSION_BYTES = 8  # for each LowCardinality in a type, before all data of the column
_NAMES_BY_WIDTH = {
    1: "UInt8 Int8 Bool Enum8 Nothing",
    2: "UInt16 Int16 BFloat16 Date Enum16",
    4: "UInt32 Int32 Float32 Date32 DateTime Time IPv4",
    8: "UInt64 Int64 Float64 DateTime64 Time64",
    16: "UInt128 Int128 UUID IPv6",
    32: "UInt256 Int256",
}
_WIDTHS = {name: width for width, names in _NAMES_BY_WIDTH.items() for name in names.split()}
_DECIMAL_WIDTHS = ((9, 4), (18, 8), (38, 16), (76, 32))
_TYPE = re.compile(r"(\w+)(?:\((.*)\))?", re.DOTALL)
_ELEMENT_NAME = re.compile(r"^(?:\w+|`(?:[^`\\]|\\.)*`)\s+(?=\w)")


class _Walk:
    """A position in a block."""

    def __init__(self, block: bytes, at: int = 0) -> None:
        self.block = block
        self.at = at

    def number(self) -> int:
        """A variable-length unsigned integer."""
        value = shift = 0
        while True:
            byte = self.block[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            if byte < 0x80:
                return value
            shift += 7

    def text(self) -> str:
        size = self.number()
        self.at += size
        return self.block[self.at - size : self.at].decode()

    def column(self, kind: str, rows: int) -> None:
        """Go past the data of `rows` values of the ClickHouse type `kind`."""
        name, inner = _parts(kind)
        if name == "String":
            for _ in range(rows):
                size = self.number()
                self.at += size
        elif name == "Nullable":
            self.at += rows
            self.column(inner, rows)
        elif name in ("Array", "Map"):
            self._array(inner if name == "Array" else f"Tuple({inner})", rows)
        elif name == "LowCardinality":
            self._dictionary(inner, rows)
        elif name == "Tuple":
            for element in _elements(inner):
                self.column(_ELEMENT_NAME.sub("", element), rows)
        else:
            self.at += rows * _width(kind, name, inner)

    def _dictionary(self, inner: str, rows: int) -> None:
        """Flags, keys and per value an index of 1 to 8 bytes; nothing at all for no values."""
        if not rows:
            return
        index_width = 1 << self.block[self.at]
        self.at += 8
        name, nested = _parts(inner)
        self.column(nested if name == "Nullable" else inner, self._count())
        size = self._count() * index_width
        self.at += size

    def _count(self) -> int:
        self.at += 8
        return int.from_bytes(self.block[self.at - 8 : self.at], "little")

    def _array(self, inner: str, rows: int) -> None:
        offsets_end = self.at + 8 * rows
        count = int.from_bytes(self.block[offsets_end - 8 : offsets_end], "little") if rows else 0
        self.at = offsets_end
        self.column(inner, count)


def upgraded(blocks: bytes) -> bytes:
    """Revision-0 blocks, each complete, as blocks of revision 54454. Raises code 48 for types we cannot walk."""
    return b"".join(_pieces(blocks))


def _pieces(blocks: bytes) -> Iterator[bytes]:
    walk = _Walk(blocks)
    while walk.at < len(blocks):
        start = walk.at
        columns, rows = walk.number(), walk.number()
        yield _BLOCK_INFO + blocks[start : walk.at]
        for _ in range(columns):
            start = walk.at
            walk.text()
            kind = walk.text()
            yield blocks[start : walk.at] + _DEFAULT_SERIALIZATION
            start = walk.at
            walk.at += _DICTIONARY_VERSION_BYTES * kind.count("LowCardinality(") if rows else 0
            walk.column(kind, rows)
            yield blocks[start : walk.at]


def _parts(kind: str) -> tuple[str, str]:
    found = _TYPE.fullmatch(kind.strip())
    return (found[1], found[2] or "") if found else (kind, "")


def _width(kind: str, name: str, inner: str) -> int:
    """Bytes of a value of a fixed-width type."""
    if name == "FixedString":
        return int(inner)
    if name == "Decimal":
        precision = int(inner.split(",")[0])
        return next(width for most, width in _DECIMAL_WIDTHS if precision <= most)
    if name.startswith("Interval"):
        return 8
    if name not in _WIDTHS:
        raise ClickHouseError.of(
            NOT_IMPLEMENTED, f"The embedded server cannot send {kind} in this protocol version, cast it"
        )
    return _WIDTHS[name]


def _elements(inner: str) -> Iterator[str]:
    """The types between the commas of the outermost level, outside quotes."""
    depth, start, quote = 0, 0, ""
    for at, character in enumerate(inner):
        if quote:
            quote = "" if character == quote and inner[at - 1] != "\\" else quote
        elif character in "'`":
            quote = character
        elif character == "," and depth == 0:
            yield inner[start:at].strip()
            start = at + 1
        else:
            depth += (character == "(") - (character == ")")
    yield inner[start:].strip()
