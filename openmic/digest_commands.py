"""`openmic digest ...`: the weekly mail, looked at before anybody gets it."""

import asyncio
from pathlib import Path
from typing import Annotated

import typer

from openmic import migrate, serving, settings
from openmic.domain import digests
from openmic.terminal import say
from openmic.views.digest import Digest

app = typer.Typer(help="The weekly mail.", no_args_is_help=True)


@app.callback()
def weekly() -> None:
    """The weekly mail."""


@app.command()
def preview(
    address: Annotated[str, typer.Argument(help="Who would get it")],
    html: Annotated[Path | None, typer.Option("--html", help="A file to write its page to")] = None,
) -> None:
    """Print the mail somebody would get just now, as text. Its links to leave or change open nothing."""
    chosen = settings.current()
    with serving.database(chosen, say) as url:
        migrate.upgrade(url)
        letter = asyncio.run(look(url, address, home=chosen.origin))
    if letter is None:
        say("Nothing is on and nothing is new for them: they would get no mail.")
        return
    if html:
        html.write_text(digests.page(letter), encoding="utf-8")
    typer.echo(f"Subject: {letter.subject}\n\n{letter.as_text}", nl=False)


async def look(url: str, address: str, *, home: str) -> Digest | None:
    """The mail of a mailbox, by a session that can only look."""
    async with serving.one_session(url, read_only=True) as session:
        return await digests.preview(session, address, home=home)
