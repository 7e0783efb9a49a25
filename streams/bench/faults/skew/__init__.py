"""A directory to be put on PYTHONPATH, not to be imported: its `sitecustomize` bends the clock."""
