"""Creating a cluster."""

import os
import shutil
import sys
from pathlib import Path

from openmic.adapters.postgres.account import Account
from openmic.adapters.postgres.locks import Lock
from openmic.adapters.postgres.place import Place
from openmic.adapters.postgres.programs import run
from openmic.adapters.postgres.unavailable import PostgresUnavailable

BUILT_IN_LOCALES_SINCE = 17


def create(place: Place, account: Account, programs: Path, *, major: int, boot: Lock, durable: bool) -> None:
    """Make the cluster beside its place, then move it there: it is there whole or not at all.

    initdb inherits the boot lock. Should we be killed, nobody clears its folder while it still writes there.
    """
    shutil.rmtree(place.unfinished, ignore_errors=True)
    place.unfinished.mkdir(mode=0o700)
    account.own(place.unfinished)
    options = ["--username=postgres", "--auth=trust", "--encoding=UTF8", "--no-instructions"]
    options += _say_locale(major)
    if not durable:
        options.append("--no-sync")
    outcome = run(account, programs / "initdb", "-D", place.unfinished, *options, inherited=[boot.descriptor])
    if outcome.code != 0:
        raise PostgresUnavailable(
            f"A new database could not be created in {place.cluster.parent}:\n{outcome.words}\n"
            "Correct that, choose another folder, or set DATABASE_URL."
        )
    place.unfinished.rename(place.cluster)
    if durable:
        _sync(place.cluster.parent)


def _say_locale(major: int) -> list[str]:
    # Plain C takes only ASCII for letters, even with the built-in provider: "zoë's" would stay one word in a
    # search and "É" would have no trigrams. So the C library must know UTF-8 as well.
    locale = ["--locale=C", "--lc-ctype=UTF-8"] if sys.platform == "darwin" else ["--locale=C.UTF-8"]
    if major >= BUILT_IN_LOCALES_SINCE:
        locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return locale


def _sync(folder: Path) -> None:
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
