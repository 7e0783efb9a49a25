"""Thin shells round the core: when to evaluate, and in which order things become durable. Never law, never layout."""
