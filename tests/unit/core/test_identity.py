"""The name of a breach, against another implementation of SHA-256."""

from __future__ import annotations

from streams.core.identity import breach_id


def test_the_name_is_the_first_half_of_the_digest() -> None:
    # printf 'FM-SAMTALE|kommune|101|2024-01-31' | sha256sum | cut -c1-32
    assert breach_id("FM-SAMTALE", "kommune", "101", "2024-01-31") == "f9fde025756809f3d88aeab521877efb"


def test_the_subject_is_utf_8() -> None:
    # printf 'SAM-4I6|person|børge|2024-01-31' | sha256sum | cut -c1-32
    assert breach_id("SAM-4I6", "person", "børge", "2024-01-31") == "d057ef5d005179ca45eca11ca1e1580b"
