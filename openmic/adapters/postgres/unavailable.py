"""The one error of this package."""


class PostgresUnavailable(RuntimeError):
    """The embedded database cannot be had here. The message says why and what to do, ready to be shown."""
