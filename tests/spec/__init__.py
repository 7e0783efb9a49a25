"""The specification: one file per rule, run on every engine. What a rule promises is told here, in sentences."""
