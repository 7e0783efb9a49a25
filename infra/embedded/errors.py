"""What can go wrong with the embedded servers. Each message is one line and says what to do."""


class EmbeddedError(RuntimeError):
    """An embedded server could not start, or has died."""


class DataDirBusy(EmbeddedError):
    """Another process holds the data directory; the message names its process id. Exit code 2."""
