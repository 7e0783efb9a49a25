"""Numbers and dates as Danes write them: 1.234,5 and 20. jun. 2025. Pure text, no units and no colours."""

from __future__ import annotations

import math
from datetime import UTC, datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

ZONE: Final = "Europe/Copenhagen"
MONTHS: Final = ("jan.", "feb.", "mar.", "apr.", "maj", "jun.", "jul.", "aug.", "sep.", "okt.", "nov.", "dec.")
_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
_SWAP: Final = str.maketrans(",.", ".,")


def number(value: float, decimals: int | None = None) -> str:
    """`value` with a point between thousands and a comma before decimals; None: as many decimals as Grafana shows."""
    wanted = auto_decimals(value) if decimals is None else decimals
    text = f"{value:,.{wanted}f}".translate(_SWAP)
    return text.replace("-", "−", 1) if text.strip("-0,.") else text.lstrip("-")


def auto_decimals(value: float) -> int:
    """How many decimals Grafana shows when none are asked for (its getDecimalsForValue)."""
    if value == 0 or not math.isfinite(value) or value == int(value):
        return 0
    return max(0, min(2 - math.floor(math.log10(abs(value))), 6))


def instant(milliseconds: float, zone: str = "UTC") -> datetime:
    """The moment `milliseconds` after 1970, in a time zone."""
    return (_EPOCH + timedelta(milliseconds=milliseconds)).astimezone(ZoneInfo(zone))


def moment(milliseconds: float, zone: str = ZONE) -> str:
    """20. jun. 2025, with the time of day when it is not midnight in UTC (ClickHouse's Date is)."""
    if milliseconds % 86_400_000 == 0:
        return day(instant(milliseconds))
    at = instant(milliseconds, zone)
    return f"{day(at)} kl. {at:%H.%M}" + (f".{at:%S}" if at.second else "")


def day(at: datetime) -> str:
    """20. jun. 2025."""
    return f"{at.day}. {MONTHS[at.month - 1]} {at.year}"


def duration(seconds: float) -> str:
    """1 d 4 t, 3 min 20 s: the two greatest parts."""
    left, parts = round(abs(seconds)), []
    for size, name in ((86_400, "d"), (3_600, "t"), (60, "min"), (1, "s")):
        many, left = divmod(left, size)
        if many:
            parts.append(f"{many} {name}")
    return ("−" if seconds < 0 and parts else "") + (" ".join(parts[:2]) or "0 s")
