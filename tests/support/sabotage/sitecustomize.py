"""Bugs for the audit to find: put on PYTHONPATH, this breaks a worker (and nothing else) as SABOTAGE says.

Each is a bug of the incremental path that no error tells of. No assertions here.
"""

import os
import sys


def forget_a_person() -> None:
    """Whoever is person 3 of a partition is never looked at."""
    from streams.core.partition import Partition

    honest = Partition.due
    Partition.due = lambda self, t: (due := honest(self, t))[due != 3]


def lose_the_presumed_days() -> None:
    """The nowcast's presumed days are left out of the partial sums."""
    from streams.core.partition import Partition

    honest = Partition.presumed_days
    Partition.presumed_days = lambda self, t: honest(self, t) * 0


def tell_no_remedies() -> None:
    """Rows that are remedied are not written."""
    import pyarrow.compute as pc

    from streams.adapters.clickhouse.writer import RowWriter

    honest = RowWriter.breaches
    RowWriter.breaches = lambda self, rows: honest(self, rows.filter(pc.not_equal(rows["status"], "AFHJULPET")))


if "worker" in sys.orig_argv and os.environ.get("SABOTAGE"):
    globals()[os.environ["SABOTAGE"]]()
