"""Whole runs: topics made, workers started, facts sent, the end awaited.

Here parts that each have a room of their own become a command; nothing is computed and nothing is printed.
"""
