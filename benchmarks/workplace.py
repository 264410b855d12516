"""Where a benchmark keeps its database."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

PATIENCE = 60  # seconds for a database that stops


@contextmanager
def workplace() -> Iterator[Path]:
    """A folder that is removed once the database in it has stopped, which it does when its last user has gone."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        yield folder
        until = time.monotonic() + PATIENCE
        while any(folder.glob("*/postmaster.pid")) and time.monotonic() < until:
            time.sleep(0.05)
