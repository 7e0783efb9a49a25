"""Properties of the core and of the whole: what holds for any facts, in any order, at any time."""
