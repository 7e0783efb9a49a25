"""Alerts as their receivers get them: stages of production on real servers."""
