"""What the system runs on. Nothing here knows streams or dashboards."""
