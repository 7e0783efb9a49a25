"""Why: verdicts taken apart into the facts, figures and words that they rest on. Pure, like the core that it asks.

Gets facts and a date, returns traces (`trace.v1`). No I/O, no clock; how a trace is shown is the command line's matter.
A verdict can be worked out again from its trace alone (`verdict.py`), and the tests do.
"""
