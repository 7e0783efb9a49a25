"""The system in motion: facts in, rows and figures out. README.md has the map of the rooms."""
