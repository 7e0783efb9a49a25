"""What if: the stored history judged twice, as it is and as it would be, and what differs. Nothing is written.

A change is another law (parameters, a whole catalogue) or another deed (samtaler that a kommune would have held). Both
states are recomputed from the same facts in one pass, as the audit does it.
"""
