"""`openmic moderator ...`: who looks after the site. Works without mail, so that nobody is ever locked out."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Annotated, TypeVar

import typer

from openmic import db, migrate, serving, settings, urls
from openmic.domain import moderators
from openmic.terminal import say

Result = TypeVar("Result")
Address = Annotated[str, typer.Argument(help="Their email address")]

app = typer.Typer(help="Who looks after the site.", no_args_is_help=True)


@app.command()
def add(
    address: Address,
    admin: Annotated[bool, typer.Option("--admin", help="Also lets them manage moderators")] = False,
    name: Annotated[str, typer.Option("--name", help="What other moderators know them by")] = "",
) -> None:
    """Make somebody a moderator and print a link that signs them in."""
    show(act(lambda session: moderators.add(session, address, is_admin=admin, name=name)))


@app.command(name="name")
def rename(
    address: Address, name: Annotated[str, typer.Argument(help="What other moderators know them by")]
) -> None:
    """Say by which name other moderators know somebody, in the audit trail."""
    act(lambda session: moderators.rename(session, address, name))
    say("Done.")


@app.command()
def link(address: Address) -> None:
    """Print a link that signs a moderator in."""
    show(act(lambda session: moderators.link(session, address)))


@app.command(name="list")
def list_all() -> None:
    """Print everybody who looks after the site."""
    for one in act(moderators.listed):
        typer.echo("  ".join(filter(None, (one.mailbox, one.role, one.name, "disabled" * one.is_disabled))))


@app.command()
def disable(address: Address) -> None:
    """Shut somebody out and sign them out everywhere. `add` lets them in again."""
    ended = act(lambda session: moderators.disable(session, address))
    say(f"Disabled, and signed out of {ended} {'browser' if ended == 1 else 'browsers'}.")


@app.command()
def remove(address: Address) -> None:
    """Take somebody's role away: from then on they are an organiser like any other, signed out everywhere."""
    ended = act(lambda session: moderators.remove(session, address))
    say(f"No moderator any more, and signed out of {ended} {'browser' if ended == 1 else 'browsers'}.")


def show(token: str) -> None:
    """Prints a link to stdout, and nothing else there."""
    say("This link signs them in once, within the next 15 minutes. Whoever has it is them.")
    typer.echo(urls.absolute(settings.current().origin, urls.confirm_sign_in(token)))


def act(what: Callable[[db.Session], Awaitable[Result]]) -> Result:
    """Does something in a transaction of its own, on a database at this release's schema."""

    async def in_transaction(url: str) -> Result:
        async with serving.one_session(url) as session:
            return await what(session)

    with serving.database(settings.current(), say) as url:
        migrate.upgrade(url)
        return asyncio.run(in_transaction(url))
