"""Whole parts against real servers: an embedded broker and database on loopback."""
