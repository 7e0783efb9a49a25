"""Feed a target with anything, guided by which lines it reaches: `python -m tests.fuzz TARGET --seconds N`.

Begins with the seeds and the corpus. What breaks a promise is written to `--out` and the exit code is not 0; put it
into `corpus` with a name that says what it was, and mend it. `--merge` adds to the corpus the fewest inputs of `--out`
that reach what it does not.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("NUMBA_DISABLE_JIT", "1")  # compiled loops cannot be watched
os.environ.setdefault("FUZZ_INSIDE", "1")  # nor another process


def main() -> None:
    """Never returns: the fuzzer ends the process."""
    words = _words()
    try:
        import atheris
    except ImportError:
        print("atheris is missing: make fuzz installs it (Linux on x86-64 only)", file=sys.stderr)
        sys.exit(2)
    with atheris.instrument_imports(include=["streams", "schemas", "dashboards", "infra"]):
        from infra.embedded.chdb_front import app  # noqa: F401 - here, so that it is watched
        from tests.fuzz.targets import CORPUS, TARGETS
    target, out = TARGETS[words.target], Path(words.out or tempfile.mkdtemp(prefix=f"fuzz-{words.target}-"))
    rest = words.rest or _begun(out, CORPUS / words.target, target.seeds(), words)
    atheris.Setup([str(_again(out, words.target)), f"-artifact_prefix={out}/", "-max_len=4096", *rest], target.run)
    atheris.Fuzz()


def _begun(out: Path, kept: Path, seeds: list[bytes], words: argparse.Namespace) -> list[str]:
    """The folders made and filled; the fuzzer's own words for them."""
    print(f"what is found goes to {out}", file=sys.stderr)
    new, begin = out / "corpus", out / "begin"
    for folder in (kept, new, begin):
        folder.mkdir(parents=True, exist_ok=True)
    for at, seed in enumerate(seeds):
        (begin / f"seed-{at}").write_bytes(seed)
    if words.merge:
        return ["-merge=1", str(kept), str(begin), str(new)]
    return [f"-max_total_time={words.seconds}", "-timeout=30", "-rss_limit_mb=4096", str(new), str(kept), str(begin)]


def _again(out: Path, target: str) -> Path:
    """A program that is this one: a merge starts it for its parts, with words of the fuzzer's own."""
    program = out / "again"
    program.parent.mkdir(parents=True, exist_ok=True)
    program.write_text(
        f'#!/bin/sh\nexec {sys.executable} -m tests.fuzz {target} --out {out} -- "$@"\n', encoding="utf-8"
    )
    program.chmod(0o700)
    return program


def _words() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("target", help="avro, avro-files, csv, http, jsonl, mapped or preview")
    parser.add_argument("--seconds", type=int, default=60)
    parser.add_argument("--out", default="", help="a folder; by default a temporary one")
    parser.add_argument("--merge", action="store_true", help="keep the fewest inputs of --out that reach everything")
    at = sys.argv.index("--") if "--" in sys.argv else len(sys.argv)
    ours, theirs = sys.argv[1:at], sys.argv[at + 1 :]
    return argparse.Namespace(**vars(parser.parse_args(ours)), rest=theirs)


if __name__ == "__main__":
    main()
