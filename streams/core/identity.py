"""The name of a breach: the same wherever and whenever it is found [02 §4]."""

from __future__ import annotations

from hashlib import sha256


def breach_id(rule_id: str, scope: str, subject: str, anchor: str) -> str:
    """Lower-case hex of the first 16 bytes of SHA-256 over `rule_id|scope|subject|anchor`; anchor is an ISO date."""
    return sha256(f"{rule_id}|{scope}|{subject}|{anchor}".encode()).hexdigest()[:32]
