"""ClickHouse's errors on the wire: code, text and HTTP status. Nothing here raises anything else."""

import re
from typing import Self

BAD_ARGUMENTS = 36
SYNTAX_ERROR = 62
NOT_IMPLEMENTED = 48
READONLY = 164
AUTHENTICATION_FAILED = 516
UNKNOWN_COMPRESSION = 89
CANNOT_DECOMPRESS = 271
NOT_ENOUGH_SPACE = 243
UNKNOWN_EXCEPTION = 1002

_NAMES = {
    BAD_ARGUMENTS: "BAD_ARGUMENTS",
    SYNTAX_ERROR: "SYNTAX_ERROR",
    NOT_IMPLEMENTED: "NOT_IMPLEMENTED",
    READONLY: "READONLY",
    AUTHENTICATION_FAILED: "AUTHENTICATION_FAILED",
    UNKNOWN_COMPRESSION: "UNKNOWN_COMPRESSION_METHOD",
    CANNOT_DECOMPRESS: "CANNOT_DECOMPRESS",
    NOT_ENOUGH_SPACE: "NOT_ENOUGH_SPACE",
    UNKNOWN_EXCEPTION: "UNKNOWN_EXCEPTION",
}

# The server's own table (exceptionCodeToHTTPStatus); what is missing is 500.
_BAD_REQUEST = (6, 8, 15, 25, 26, 27, 36, 38, 41, 44, 53, 62, 69, 72, 117, 168, 320, 321, 376, 427, 441)
_NOT_FOUND = (46, 47, 50, 56, 60, 63, 73, 78, 81, 115, 223, 336, 511)
_STATUS = {
    **dict.fromkeys(_BAD_REQUEST, 400),
    194: 401,
    **dict.fromkeys((192, 193, 497, 512, 516), 403),
    **dict.fromkeys(_NOT_FOUND, 404),
    159: 408,
    48: 501,
    **dict.fromkeys((76, 209, 439), 503),
}
_CODE = re.compile(r"Code: (\d+)\. ?(.*)", re.DOTALL)


class ClickHouseError(Exception):
    """An error with ClickHouse's code; `str()` is the body the server would send."""

    def __init__(self, code: int, message: str) -> None:
        super().__init__(message)
        self.code = code

    @classmethod
    def of(cls, code: int, what: str) -> Self:
        """An error of the front itself, in the engine's form."""
        return cls(code, f"Code: {code}. DB::Exception: {what}. ({_NAMES[code]})")

    @classmethod
    def from_engine(cls, text: str) -> Self:
        """The engine's message, which begins with `Code: N.` when it is an exception of the engine."""
        found = _CODE.search(text)
        if not found:
            return cls.of(UNKNOWN_EXCEPTION, text.strip() or "the engine gave no message")
        return cls(int(found[1]), text[found.start() :].strip())

    @property
    def status(self) -> int:
        """The HTTP status that the real server gives for this code."""
        return _STATUS.get(self.code, 500)
