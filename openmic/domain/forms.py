"""The form for a night before anybody has typed into it."""

from dataclasses import replace
from uuid import uuid4

from openmic import clock
from openmic.adapters import secrets
from openmic.db import Session
from openmic.domain import gate
from openmic.queries import venues
from openmic.settings import current
from openmic.views import night_form, wizard

FASTEST = 8  # seconds in which no person fills the form in
STAND_IN = "organiser@example.org"  # for the check of a form whose sender we know


async def blank(session: Session, *, is_signed_in: bool = False) -> wizard.Wizard:
    """An empty form: with a key of its own, so that it makes one night however often it is sent."""
    known = tuple(wizard.known(row) for row in await venues.list_some(session))
    return wizard.blank(
        key=str(uuid4()),
        opened=secrets.signed(str(int(clock.now().timestamp())), key=current().secret_key),
        is_signed_in=is_signed_in,
        venues=known,
        bot_check=current().turnstile_site_key if current().has_bot_check else "",
        gate=await gate.notice(session, is_signed_in=is_signed_in),
    )


def was_hurried(opened: str) -> bool:
    """Whether a form came back sooner than a person can type, or was never opened here."""
    since = secrets.unsigned(opened, key=current().secret_key)
    return since is None or not since.isdecimal() or clock.now().timestamp() - int(since) < FASTEST


def typed_again(
    blank: wizard.Wizard, checked: night_form.Checked, *, key: str, opened: str, kept_picture: str = ""
) -> wizard.Wizard:
    """The form with all that was typed and what is wrong with it, under the key it came with."""
    return replace(
        blank, form=checked.form(), key=key, opened=opened or blank.opened, kept_picture=kept_picture
    )
