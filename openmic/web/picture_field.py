"""The picture of a form: taken, redrawn and kept, also while something else in the form is still wrong."""

from dataclasses import dataclass

from starlette.requests import Request

from openmic import db, errors, settings
from openmic.adapters import secrets, storage
from openmic.domain import pictures
from openmic.views.wording import tidy_line
from openmic.web import allowance
from openmic.web.uploads import Sent

GONE = "The picture waited too long with us and is gone. Please choose it again."
NO_WORDS = "Say in a few words what the picture shows."
SIGNED = "picture:"  # a signature of ours on anything else is none on a picture


@dataclass(frozen=True)
class Taken:
    """The key of the form's picture, if it has one; and what is wrong with it, by the box's name."""

    key: str | None
    problems: dict[str, str]

    @property
    def kept(self) -> str:
        """What the form carries so that the picture need not be sent again: nobody can put another's there."""
        return secrets.signed(f"{SIGNED}{self.key}", key=settings.current().secret_key) if self.key else ""


async def taken(request: Request, sent: Sent, *, shown: str | None = None) -> Taken:
    """The picture that was sent now, or with the form before it, or `shown` on the night already.

    Whatever is wrong with it is said beside its box. Raises TooMany.
    """
    key, problems = _before(sent) or shown, {}
    if key and key != shown and not sent.picture:
        async with db.reading() as session:
            if not await pictures.is_kept(session, key):
                key, problems["picture"] = shown, GONE
    if sent.problem:
        problems["picture"] = sent.problem
    elif sent.picture:
        await allowance.spend(request, "picture")
        try:
            async with db.transaction() as session:
                key = await pictures.keep(session, storage.current(), sent.picture)
        except (errors.BadPicture, errors.NoRoom) as refusal:
            problems["picture"] = refusal.advice
    if key and not tidy_line(sent.fields.get("image_alt", "")):
        problems["image_alt"] = NO_WORDS
    return Taken(key, problems)


def _before(sent: Sent) -> str | None:
    told = secrets.unsigned(sent.fields.get("kept_picture", ""), key=settings.current().secret_key) or ""
    return told.removeprefix(SIGNED) if told.startswith(SIGNED) else None
