"""The second implementation: sections A-E of the rule catalogue as plain loops over one person at a time.

What lives here is the specification in code, an oracle that the fast core is compared with. Nothing here
may import or imitate `streams`: two implementations that share code share their mistakes.
"""

from tests.naive.state import State, person_instances, person_rows, state

__all__ = ["State", "person_instances", "person_rows", "state"]
