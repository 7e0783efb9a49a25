"""What documents say: every command they show is run, or at least understood; every link leads somewhere."""
