"""One part alone, without servers."""
