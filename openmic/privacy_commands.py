"""`openmic privacy ...`: what somebody may ask of the site, done for them by the operator (docs/operations.md)."""

from typing import Annotated

import typer

from openmic import errors, settings
from openmic.adapters import storage
from openmic.db import Session
from openmic.domain import erasures, personal_data, reapplying
from openmic.models import Actor
from openmic.moderator_commands import act
from openmic.terminal import say
from openmic.views import email_address

Address = Annotated[str, typer.Argument(help="Their email address")]

app = typer.Typer(help="What is held about somebody.", no_args_is_help=True)


@app.command()
def export(
    address: Address,
    html: Annotated[bool, typer.Option("--html", help="To read, instead of for programs (JSON)")] = False,
) -> None:
    """Print all that is held about somebody. Be sure that it is they who ask."""
    mailbox, home = _mailbox(address), settings.current().origin
    held = act(lambda session: personal_data.collect(session, mailbox))
    typer.echo(held.as_html(home=home) if html else held.as_json(home=home), nl=html)


@app.command()
def erase(
    address: Address,
    yes: Annotated[bool, typer.Option("--yes", help="Really: it cannot be undone")] = False,
    withdraw_upcoming: Annotated[
        bool, typer.Option("--withdraw-upcoming", help="Also take their nights to come off the site")
    ] = False,
) -> None:
    """Forget somebody for good: listed nights stay as facts, what a legal hold keeps stays."""
    mailbox = _mailbox(address)
    if not yes:
        raise errors.Refusal("Nothing was done: this cannot be undone. Say --yes if you mean it.")
    kept = storage.open_(settings.current())

    async def forget(session: Session) -> erasures.Erased:
        try:
            return await erasures.erase(
                session, kept, mailbox, withdraw_upcoming=withdraw_upcoming, by=Actor.SITE
            )
        except erasures.LooksAfterTheSite:
            raise errors.Refusal(
                "They look after the site. First: openmic moderator remove ADDRESS; then erase again."
            ) from None

    done = act(forget)
    say(f"Erased: {done.rows} {'row' if done.rows == 1 else 'rows'} of anything.")
    if done.held:
        say(f"Kept: {done.held} under a legal hold, see /moderation/holds/.")


@app.command()
def reapply() -> None:
    """After a restored backup: forget again whoever had asked for it since. It is done each night by itself, too."""
    kept = storage.open_(settings.current())
    whole = 0
    while done := act(lambda session: reapplying.reapply(session, kept)):
        whole += done
    say(f"Forgot again: {whole} {'row' if whole == 1 else 'rows'}." if whole else "Nobody had come back.")


def _mailbox(address: str) -> str:
    mailbox = email_address.normalise(address)
    if mailbox is None:
        raise errors.Refusal("That is not one email address.")
    return mailbox
