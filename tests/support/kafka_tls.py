"""Certificates for servers of the tests: a certificate authority of one run's own, and what it has signed."""

from __future__ import annotations

from pathlib import Path

import trustme
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key


class Certificates:
    """A CA and a server certificate for 127.0.0.1 and localhost, as PEM files in `folder`.

    `ca` is what a client trusts, `server` a private key with its chain; `stranger` is a CA that signed nothing here.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self.ca, self.server, self.stranger = folder / "ca.pem", folder / "server.pem", folder / "stranger.pem"
        authority = trustme.CA(organization_name="Fokusvagt's tests")
        authority.cert_pem.write_to_path(str(self.ca))
        self.server.write_bytes(_key_and_chain(authority.issue_cert("127.0.0.1", "localhost")))
        trustme.CA(organization_name="Somebody else").cert_pem.write_to_path(str(self.stranger))


def _key_and_chain(issued: trustme.LeafCert) -> bytes:
    """The key in PKCS 8, which is the one form that Java reads, then the certificates."""
    key = load_pem_private_key(issued.private_key_pem.bytes(), None)
    as_java_reads = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    return b"".join([as_java_reads, *(pem.bytes() for pem in issued.cert_chain_pems)])
