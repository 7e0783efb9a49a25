"""How a Kafka is reached: addresses, TLS, user and password, said once for every client. Values; nothing connects."""

from __future__ import annotations

import ssl
from dataclasses import dataclass, field
from typing import Any, Final

PROTOCOLS: Final = ("PLAINTEXT", "SSL", "SASL_SSL")
"""How one may speak with a broker. A password never goes over a line that is not encrypted."""

MECHANISMS: Final = ("SCRAM-SHA-512", "SCRAM-SHA-256", "PLAIN")


@dataclass(frozen=True, slots=True)
class Kafka:
    """A Kafka and how to get in; `address` is host:port[,host:port], `ca` a PEM file, '' for the machine's own.

    Field by field what settings call `kafka` and `kafka_…`.
    """

    address: str
    security_protocol: str = "PLAINTEXT"
    sasl_mechanism: str = MECHANISMS[0]
    user: str = ""
    password: str = field(default="", repr=False)
    ca: str = ""

    @property
    def has_password(self) -> bool:
        """Whether one gets in by user and password."""
        return self.security_protocol == "SASL_SSL"

    def tls(self) -> ssl.SSLContext | None:
        """What Python's own TLS needs; None for a line in the clear."""
        if self.security_protocol == "PLAINTEXT":
            return None
        return ssl.create_default_context(cafile=self.ca or None)

    def given(self) -> dict[str, str]:
        """As settings, for a process that is to reach the same Kafka."""
        own = {f"kafka_{name}": getattr(self, name) for name in _FIELDS}
        return {"kafka": self.address} | {name: value for name, value in own.items() if value}


_FIELDS: Final = ("security_protocol", "sasl_mechanism", "user", "password", "ca")


def client(kafka: Kafka | str) -> dict[str, Any]:
    """librdkafka's settings for reaching this Kafka; a bare address is one that takes everybody, in the clear."""
    kafka = Kafka(kafka) if isinstance(kafka, str) else kafka
    found: dict[str, Any] = {"bootstrap.servers": kafka.address, "security.protocol": kafka.security_protocol}
    if kafka.ca:
        found["ssl.ca.location"] = kafka.ca
    if kafka.has_password:
        found |= {"sasl.mechanism": kafka.sasl_mechanism}
        found |= {"sasl.username": kafka.user, "sasl.password": kafka.password}
    return found
