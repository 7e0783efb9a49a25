"""`python -m dashboards.preview --port 8080`: started by `fokusvagt serve` and `fokusvagt demo`."""

from __future__ import annotations

import argparse
import os
import shlex
import sys
import threading
from time import sleep

URL = "FOKUSVAGT_CLICKHOUSE_URL"


def main() -> int:
    """Serve until told to end. 2: there is no ClickHouse to ask."""
    told = argparse.ArgumentParser(prog="python -m dashboards.preview", description="The dashboards in the browser.")
    told.add_argument("--clickhouse", default="", help=f"ClickHouse's URL; a password belongs in {URL} instead")
    told.add_argument("--host", default="127.0.0.1")
    told.add_argument("--port", type=int, default=8080)
    told.add_argument("--parent", type=int, default=0, help="end with this process")
    told.add_argument(
        "--answers", default="", help="the command that explains cases; it finds its database in the environment"
    )
    given = told.parse_args()
    url = given.clickhouse or os.environ.get(URL, "")
    if not url:
        print(f"preview: no ClickHouse; give --clickhouse or set {URL}", file=sys.stderr)
        return 2
    if given.parent:
        threading.Thread(target=_end_with, args=(given.parent,), daemon=True).start()
    from dashboards.preview.app import serve  # nicegui takes a second to import: not for --help

    serve(url, given.host, given.port, shlex.split(given.answers))
    return 0


def _end_with(parent: int) -> None:
    """End at once when the parent has ended, however it did."""
    while os.getppid() == parent:
        sleep(0.5)
    os._exit(1)


if __name__ == "__main__":
    sys.exit(main())
