"""Who looks after the site: named by the operator, at the terminal."""

from openmic import clock, errors
from openmic.db import Session
from openmic.domain import sign_in, tokens
from openmic.models import Account, Role
from openmic.queries import accounts
from openmic.views import email_address
from openmic.views.people import Moderator
from openmic.views.wording import tidy_line

LONGEST_NAME = 60  # characters


async def add(session: Session, address: str, *, is_admin: bool = False, name: str = "") -> str:
    """Makes somebody a moderator, or an admin, called `name` if given; returns the token of a link to sign in with.

    Nobody comes to be less by it, but who was disabled, who comes back as just this. Being signed in with
    another role ends (TRUST T8). Raises Refusal for no address.
    """
    mailbox, name = _mailbox(address), _name(name)
    account = await accounts.find_or_add(session, mailbox)
    stays_admin = account.role == Role.ADMIN and not account.disabled_at
    role = Role.ADMIN if is_admin or stays_admin else Role.MODERATOR
    if account.role != role:
        await accounts.end_all(session, account.id)
    await accounts.change(session, account, role=role, disabled_at=None, name=name or account.name)
    return await tokens.issue(session, sign_in.PURPOSE, to=mailbox)


async def link(session: Session, address: str) -> str:
    """The token of a link that signs a moderator in, for when no mail arrives. Raises NotFound."""
    account = await _known(session, address)
    if account.role == Role.ORGANISER or account.disabled_at:
        raise errors.NotFound(f"{account.email} is no moderator. To make them one: openmic moderator add")
    return await tokens.issue(session, sign_in.PURPOSE, to=account.email)


async def rename(session: Session, address: str, name: str) -> None:
    """Says by which name other moderators know somebody. Raises NotFound, and Refusal for too long a name."""
    account = await _known(session, address)
    await accounts.change(session, account, name=_name(name))


async def disable(session: Session, address: str) -> int:
    """Shuts somebody out, whoever they are, and signs them out everywhere; says of how many browsers."""
    account = await _known(session, address)
    await accounts.change(session, account, disabled_at=account.disabled_at or clock.now())
    return await accounts.end_all(session, account.id)


async def remove(session: Session, address: str) -> int:
    """Makes a moderator an organiser again, signed out everywhere; says of how many browsers. Raises NotFound."""
    account = await _known(session, address)
    await accounts.change(session, account, role=Role.ORGANISER)
    return await accounts.end_all(session, account.id)


async def listed(session: Session) -> list[Moderator]:
    """Everybody who looks after the site, also who is disabled."""
    return [
        Moderator(account.email, account.role.value, account.disabled_at is not None, account.name)
        for account in await accounts.list_moderators(session)
    ]


async def _known(session: Session, address: str) -> Account:
    account = await accounts.find(session, _mailbox(address))
    if account is None:
        raise errors.NotFound("Nobody with that address has an account here.")
    return account


def _mailbox(address: str) -> str:
    mailbox = email_address.normalise(address)
    if mailbox is None:
        raise errors.Refusal("That is not one email address.")
    return mailbox


def _name(text: str) -> str:
    name = tidy_line(text)
    if len(name) > LONGEST_NAME:
        raise errors.Refusal(f"Keep the name to {LONGEST_NAME} characters.")
    return name
