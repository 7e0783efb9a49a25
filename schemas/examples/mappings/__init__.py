"""Worked examples of extracts and the mappings that let them in. Data only."""
