"""CPR numbers stop here: they become pseudonyms, or are masked. Nothing is stored and nothing is logged."""

from __future__ import annotations

import hmac
import re
from typing import Final, NamedTuple

_CPR: Final = re.compile(r"[0-9]{6}-?[0-9]{4}")
_PSEUDONYM_BYTES: Final = 16
_KEY_ID: Final = re.compile(rb"(k[0-9]{1,6}):")

_PSEUDONYM: Final = rb"(?<![0-9A-Za-z])[0-9a-f]{32}(?![0-9A-Za-z])"
_CPR_FIELD: Final = rb'"(?:sammenlagt_med_)?cpr"\s*:\s*(?:"(?:[^"\\]|\\.)*"?|[^,}\s]+)'
_NUMBER: Final = rb"[0-9]{6,}-?[0-9]{4,}"
_ANY: Final = re.compile(_PSEUDONYM + rb"|" + _CPR_FIELD + rb"|" + _NUMBER)
_DIGIT: Final = re.compile(rb"[0-9]")
_ESCAPED_DIGIT: Final = re.compile(rb"\\u003([0-9])")
_BIRTHDAY: Final = re.compile(rb"(?:0[1-9]|[12][0-9]|3[01]|6[1-9]|[78][0-9]|9[01])(?:0[1-9]|1[0-2])")


class MissingKey(ValueError):
    """A CPR number was given and there is no key to pseudonymise it with: a usage error."""

    def __init__(self) -> None:
        super().__init__("the facts hold CPR numbers: set FOKUSVAGT_PSEUDONYM_KEY to pseudonymise them")


class UnusableKeys(ValueError):
    """Several keys that cannot be told apart: a usage error."""


class Key(NamedTuple):
    """A secret, and the id by which an operator knows it; a key that was written alone has the id ''."""

    key_id: str
    secret: bytes


def keyring(text: str | bytes | None) -> tuple[Key, ...]:
    """The keys of a setting, a line each: the first is in use, the others are those that were.

    A line is `k2:secret`; without such an id in front the whole line is the secret. UnusableKeys when an id or a secret
    comes twice; nothing of a secret is told.
    """
    lines = (text.encode() if isinstance(text, str) else text or b"").split(b"\n")
    found = tuple(_key(line.strip()) for line in lines if line.strip())
    if len({key.key_id for key in found}) < len(found) or len({key.secret for key in found}) < len(found):
        raise UnusableKeys("FOKUSVAGT_PSEUDONYM_KEY names a key twice: give each an id and a secret of its own (k2:…)")
    return found


def _key(line: bytes) -> Key:
    named = _KEY_ID.match(line)
    return Key(named[1].decode(), line[named.end() :]) if named else Key("", line)


class Pseudonyms:
    """CPR numbers to pseudonyms with the key in use; while others are given too, who had which pseudonym before."""

    def __init__(self, keys: str | bytes | None) -> None:
        """`keys`: the secret or secrets (FOKUSVAGT_PSEUDONYM_KEY, see `keyring`); None or empty: there is none."""
        secrets = [key.secret for key in keyring(keys)]
        self._key, self._retired = secrets[0] if secrets else b"", secrets[1:]
        self._before: dict[str, tuple[str, ...]] = {}
        self._carried: set[str] = set()

    @property
    def retired(self) -> bool:
        """Whether keys are given that were in use before."""
        return bool(self._retired)

    def carried_over(self, pseudonym: str) -> tuple[str, ...]:
        """The pseudonyms that the citizen had under retired keys, told once; none when the number was not met here."""
        if not self._retired or pseudonym in self._carried or pseudonym not in self._before:
            return ()
        self._carried.add(pseudonym)
        return self._before.pop(pseudonym)

    def of(self, cpr: str) -> str | None:
        """The pseudonym of a CPR number, with or without a hyphen; None when it is not one.

        Hex of the first 16 bytes of HMAC-SHA-256 over the ten digits. MissingKey when there is no key.
        """
        if not self._key:
            raise MissingKey
        if not _CPR.fullmatch(cpr):
            return None
        digits = cpr.replace("-", "").encode()
        found = _hmac(self._key, digits)
        if self._retired and found not in self._carried:
            self._before[found] = tuple(_hmac(key, digits) for key in self._retired)
        return found


def _hmac(key: bytes, digits: bytes) -> str:
    return hmac.digest(key, digits, "sha256")[:_PSEUDONYM_BYTES].hex()


def mask_text(text: bytes) -> bytes:
    """`text` with the digits of what looks like a CPR number replaced by '*'; the length stays (but for JSON's
    escapes of digits, which are resolved).

    Masked are: a word of 10 digits or more, with or without a hyphen after the sixth; such digits inside a word when
    they begin with a day and a month; and the whole of a "cpr" field. Pseudonyms of 32 hex digits are left alone.
    """
    text = _ESCAPED_DIGIT.sub(rb"\1", text)
    return _ANY.sub(lambda found: _masked(text, found), text)


def mask_bytes(data: bytes) -> bytes:
    """Bytes nobody could read, masked without mercy: every 10 digits in a row, whatever stands beside them."""
    return re.sub(_NUMBER, lambda found: _DIGIT.sub(b"*", found[0]), data)


def _masked(text: bytes, found: re.Match[bytes]) -> bytes:
    word = found[0]
    if word.startswith((b'"cpr"', b'"sammenlagt_med_cpr"')):
        return _DIGIT.sub(b"*", word)
    if not word.isdigit() and b"-" not in word:
        return word  # a pseudonym
    before, after = text[: found.start()][-1:], text[found.end() :][:1]
    alone = not (before.isalnum() or after.isalnum())
    return _DIGIT.sub(b"*", word) if alone or _BIRTHDAY.search(word) else word
