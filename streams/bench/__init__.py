"""The measuring instruments: how fast, how much, how late; on embedded servers or in this process.

Measuring lives here, and what is measured against; nothing that is measured. A measurement returns a `Measured`, and
says what it counted and from when to when. Absolute figures drift between machines and hours: wherever there is
something to compare with, it runs in between, in the same minutes, and the ratio is what counts.
"""
