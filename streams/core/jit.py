"""One decorator: how the core is compiled.

Compiled functions hand arrays on, many at a time, to other compiled functions. Counting references to them (atomically,
at each call) took three quarters of an evaluation and kept threads from working side by side. So nothing is counted:
the arrays belong to Python for longer than any call. The price is a rule of this room: **compiled code makes no array
and returns none to Python**. The first is refused by the compiler, the second is up to us.

Compiled code is cached beside its source. A cached function does not notice that a function it calls has changed, so
the stamp by which a cache entry is trusted covers every source file of the core.
"""

from __future__ import annotations

import zlib
from collections.abc import Callable
from importlib.resources import files
from typing import Any, TypeVar

import numba

F = TypeVar("F", bound=Callable[..., Any])


def _stamp() -> tuple[int, int]:
    """A digest of every source file of the core: what a cache entry was made from."""
    sources = sorted((f for f in files(__package__).iterdir() if f.name.endswith(".py")), key=lambda f: f.name)
    digest, size = 0, 0
    for source in sources:
        text = source.read_bytes()
        digest, size = zlib.crc32(text, digest), size + len(text)
    return digest, size


_STAMP = _stamp()
_OPTIONS: Any = {"cache": True, "nogil": True, "error_model": "numpy", "_nrt": False}


def jit(function: F) -> F:
    """Compile `function` without the interpreter (and without the GIL); its first call compiles or loads the cache."""
    compiled: Any = numba.njit(**_OPTIONS)(function)
    cache = getattr(compiled, "_cache", None)
    if cache is not None:  # absent when compilation is switched off (NUMBA_DISABLE_JIT)
        cache._cache_file._source_stamp = _STAMP
    return compiled
