"""Apache Kafka's jars, fetched by Maven: where they are, or why they cannot be had. No broker is started here."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
from pathlib import Path

POM = Path(__file__).parents[1] / "integration" / "kafka" / "pom.xml"
JARS = POM.parent / "target" / "jars"
_STAMP = JARS.parent / "pom.sha256"
_SECONDS = 300


class NoKafka(RuntimeError):
    """This machine has no Kafka for the tests; the message is one line and says what is lacking."""


def fetched() -> Path:
    """The directory of the jars that pom.xml names, fetched where they are not there yet. NoKafka says what lacks."""
    if shutil.which("java") is None:
        raise NoKafka("Apache Kafka needs Java 17, and there is no `java` on PATH")
    wanted = hashlib.sha256(POM.read_bytes()).hexdigest()
    if not _STAMP.exists() or _STAMP.read_text() != wanted:
        _fetch()
        _STAMP.write_text(wanted)
    return JARS


def _fetch() -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise NoKafka("Apache Kafka's jars are fetched by Maven, and there is no `mvn` on PATH")
    shutil.rmtree(JARS, ignore_errors=True)
    # -C: a jar whose checksum is wrong is an error
    command = [maven, "-q", "-B", "-C", "-f", str(POM), "dependency:copy-dependencies"]
    done = subprocess.run(command, check=False, capture_output=True, text=True, timeout=_SECONDS)
    if done.returncode:
        said = [line for line in (done.stdout + done.stderr).splitlines() if "ERROR" in line]
        raise NoKafka(f"Maven could not fetch Apache Kafka: {said[0] if said else 'no message'}")


if __name__ == "__main__":
    print(f"{sum(1 for _ in fetched().glob('*.jar'))} jars in {JARS}")
