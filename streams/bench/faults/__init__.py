"""Faults injected for real: nothing may be lost, and nothing told that an undisturbed run does not tell.

Servers and workers are processes of their own; what stands between a worker and ClickHouse is a gate of ours. No mock.
"""
