"""The second implementation: the rule catalogue as plain loops over one person at a time.

What lives here is the specification in code, an oracle that the fast core is compared with. Nothing here
may import or imitate `streams`: two implementations that share code share their mistakes.
"""

from tests.naive.state import State, anbefalet, computed, person_instances, person_rows, state, tilsyn

__all__ = ["State", "anbefalet", "computed", "person_instances", "person_rows", "state", "tilsyn"]
