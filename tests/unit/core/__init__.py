"""The core's parts one by one, against plain Python: dictionaries, sets of days, datetime.

How far the tests reach is measured with compilation switched off, since compiled code is not seen by coverage:

    NUMBA_DISABLE_JIT=1 python -m coverage run -m pytest tests/spec tests/unit/core -q
    python -m coverage report

All tests pass compiled and uncompiled.
"""
