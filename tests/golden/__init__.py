"""Golden cases and the comparer that every engine is held against."""
