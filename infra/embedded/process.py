"""Child processes of the embedded servers: where they log, how they stop. No knowledge of any server."""

import os
import socket
import subprocess
from pathlib import Path

import infra
from infra.embedded.errors import EmbeddedError

LOOPBACK = "127.0.0.1"
LOG_TAIL_BYTES = 2000


def prepare_data_dir(data_dir: Path) -> Path:
    """The data directory and its `log/`, created for this user only (0700); returns the absolute path."""
    data_dir = data_dir.expanduser().resolve()
    try:
        (data_dir / "log").mkdir(parents=True, exist_ok=True)
        data_dir.chmod(0o700)
    except OSError as error:
        raise EmbeddedError(
            f"cannot use data directory {data_dir}: {error.strerror}; choose another --data-dir"
        ) from error
    return data_dir


def free_port() -> int:
    """A loopback TCP port that was free a moment ago."""
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def spawn(command: list[str], log: Path) -> "subprocess.Popen[bytes]":
    """Start `command` with stdout and stderr appended to `log`.

    It gets a session of its own: Ctrl-C reaches us alone, and we stop our children in the right order.
    """
    descriptor = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    try:
        return subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=descriptor,
            stderr=descriptor,
            env=_environment(),
            start_new_session=True,
        )
    finally:
        os.close(descriptor)


def _environment() -> dict[str, str]:
    """Ours without our settings and secrets, and so that a child finds this very package, also in a checkout."""
    root = str(Path(infra.__file__).parent.parent)
    ours = {name: value for name, value in os.environ.items() if not name.startswith("FOKUSVAGT_")}
    return {**ours, "PYTHONPATH": os.pathsep.join(filter(None, (root, ours.get("PYTHONPATH"))))}


def stop(process: "subprocess.Popen[bytes]", grace: float) -> None:
    """Terminate, and kill after `grace` seconds. A process that has already ended is fine."""
    if process.poll() is not None:
        return
    process.terminate()
    try:
        process.wait(grace)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def last_line(log: Path) -> str:
    """The last thing a server said, for an error message; empty when it said nothing."""
    if not log.exists():
        return ""
    lines = log.read_bytes()[-LOG_TAIL_BYTES:].decode(errors="replace").strip().splitlines()
    return lines[-1].strip() if lines else ""
