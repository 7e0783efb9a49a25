"""The core: a pure function of (facts, as-of date, catalogue).

NumPy and Numba live here. No I/O, no clock, no environment, no logging, no Kafka, no ClickHouse. Time is always an
argument. Functions marked `@jit` are compiled; they read as plain loops over one person's facts, because that is how
the law reads.
"""
