"""One Arrow IPC stream out of many: the engine's blocks are complete streams, the client wants a single one."""

_END = b"\xff\xff\xff\xff\x00\x00\x00\x00"
_PREFIX = 8  # continuation marker and metadata length, both 32 bits, little-endian


class Stitcher:
    """Joins streams of one schema: keeps the first schema message, drops the others and all but the last end."""

    def __init__(self) -> None:
        self._any = False

    def add(self, stream: bytes) -> bytes:
        """The part of a complete stream that continues what was added before."""
        start = _schema_length(stream) if self._any else 0
        self._any = True
        return stream[start:].removesuffix(_END)

    def end(self) -> bytes:
        """What ends the stream; nothing when nothing was added."""
        return _END if self._any else b""


def _schema_length(stream: bytes) -> int:
    """Bytes of the first message, a schema, which has no body."""
    return _PREFIX + int.from_bytes(stream[4:_PREFIX], "little")
