"""Faults injected for real, shortened; the whole suite is `fokusvagt bench faults`."""
