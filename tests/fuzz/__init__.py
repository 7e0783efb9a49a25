"""What comes from outside, fed with anything: `python -m tests.fuzz TARGET --seconds N`. Tests replay the corpus.

A target takes bytes and returns; it raises only where a promise is broken. What a fuzzer finds goes into `corpus`.
"""
