"""The files of one cluster: PostgreSQL's word for the folder of data one server serves."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Place:
    """Where a cluster and what belongs to it are. `cluster` is an absolute path.

    What is only true of this one cluster lies inside. It goes when somebody removes the folder to begin
    afresh, and the old server's watchdog cannot take the new server for its own.
    """

    cluster: Path

    @classmethod
    def within(cls, data_dir: Path, *, major: int) -> "Place":
        """The major version is in the name: another PostgreSQL could not read the files."""
        return cls(data_dir.resolve() / f"pg{major}")

    @property
    def exists(self) -> bool:
        return (self.cluster / "PG_VERSION").is_file()

    @property
    def unfinished(self) -> Path:
        """The cluster while initdb makes it: what a killed initdb leaves is never taken for a whole one."""
        return self._beside("new")

    @property
    def boot_lock(self) -> Path:
        """Held by the one process that creates or starts the server."""
        return self._beside("boot")

    @property
    def log(self) -> Path:
        return self._beside("log")

    @property
    def lease(self) -> Path:
        """Locked, shared, by all who use the server."""
        return self.cluster / "openmic.lease"

    @property
    def watch(self) -> Path:
        """Locked by the watchdog, whose process number is in it."""
        return self.cluster / "openmic.watch"

    @property
    def pid_file(self) -> Path:
        """PostgreSQL's own, with the process number of the server."""
        return self.cluster / "postmaster.pid"

    @property
    def written_by_us(self) -> tuple[Path, ...]:
        return (self.boot_lock, self.log, self.lease, self.watch)

    def _beside(self, suffix: str) -> Path:
        return self.cluster.with_name(f"{self.cluster.name}.{suffix}")
