"""Kinds of panels, one file each: what every panel of a kind has in common, on the SDK's own models."""
