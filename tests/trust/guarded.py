"""A live world with handlers that need somebody: for the site of test_signed_in_sockets.py, and nothing else."""

import reflex as rx

from openmic import cli
from openmic.state.access import role, signed_in


class GuardedState(rx.State):
    """What somebody who is signed in, and what a moderator, may do."""

    told: str = ""
    notice: str = ""

    @rx.event
    @signed_in
    async def look(self, *, person):
        """Says who is there."""
        self.told = f"hello {person.role} {person.id}"

    @rx.event
    @role("moderator")
    async def approve(self, word: str = "", *, person):
        """Does what moderators do."""
        self.told = f"approved {word} by {person.role}"


if __name__ == "__main__":
    cli.main()
