"""The user PostgreSQL runs as."""

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Account:
    """Who owns the cluster's files, if programs must become that user, and what to put before a command."""

    uid: int
    gid: int
    switches: bool = False
    prefix: tuple[str, ...] = ()

    def own(self, path: Path) -> None:
        """Hand over a file or folder of ours, with all in it, if PostgreSQL runs as somebody else."""
        if not self.switches or path.lstat().st_uid == self.uid:
            return
        for folder, folders, files in os.walk(path):
            for name in (*folders, *files):
                os.chown(Path(folder, name), self.uid, self.gid, follow_symlinks=False)
        os.chown(path, self.uid, self.gid, follow_symlinks=False)  # last: a hand-over cut short begins again
