"""As whom to run PostgreSQL, which refuses to be root."""

import os
import pwd
import shutil
import subprocess
from pathlib import Path

from openmic.adapters.postgres.account import Account
from openmic.adapters.postgres.programs import run
from openmic.adapters.postgres.unavailable import PostgresUnavailable

NOBODY = 65534  # any number but root's would do


def choose_account(cluster: Path, programs: Path) -> Account:
    """Ourselves; for root: root under another number, else the cluster's owner, `postgres` or `nobody`.

    Raises PostgresUnavailable if the cluster is another user's, or root finds no way.
    """
    me, owner = os.geteuid(), _find_owner(cluster)
    if me == 0:
        return _choose_for_root(owner, programs)
    if owner not in (None, me):
        raise PostgresUnavailable(
            f"The database in {cluster} belongs to another user (number {owner}). "
            "Start as that user, choose another folder, or set DATABASE_URL."
        )
    return Account(me, os.getegid())


def _choose_for_root(owner: int | None, programs: Path) -> Account:
    # A user namespace needs no account and no chown: the files stay root's.
    namespace = (shutil.which("unshare") or "unshare", f"--map-user={NOBODY}", f"--map-group={NOBODY}")
    somebody = _find_user(owner)
    ways = [somebody] if owner else [Account(0, 0, prefix=namespace), somebody]
    for account in ways:
        if _can_run(account, programs / "postgres"):
            return account
    raise PostgresUnavailable(
        "PostgreSQL refuses to run as root. Here root may not create a user namespace, and the user with "
        f"number {somebody.uid} cannot run {programs}. Start as an ordinary user, or set DATABASE_URL."
    )


def _find_owner(path: Path) -> int | None:
    try:
        return path.stat().st_uid
    except FileNotFoundError:
        return None


def _find_user(owner: int | None) -> Account:
    for key in (owner, "postgres", "nobody"):
        if not key:
            continue
        try:
            user = pwd.getpwuid(key) if isinstance(key, int) else pwd.getpwnam(key)
        except KeyError:
            continue
        return Account(user.pw_uid, user.pw_gid, switches=True)
    return Account(owner or NOBODY, owner or NOBODY, switches=True)


def _can_run(account: Account, program: Path) -> bool:
    try:
        return run(account, program, "--version").code == 0
    except (OSError, subprocess.SubprocessError):
        return False
