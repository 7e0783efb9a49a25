"""What may go wrong with a Grafana, each in one line that says what to do."""


class GrafanaError(Exception):
    """The server refused, or could not be reached."""


class GrafanaUsage(Exception):
    """A setting is missing or wrong."""
