"""The picture of a form: taken, redrawn and kept, also while something else in the form is still wrong."""

from dataclasses import dataclass

from starlette.requests import Request

from openmic import db, errors, settings
from openmic.adapters import secrets, storage
from openmic.domain import pictures
from openmic.domain.submissions import Extras
from openmic.views.wording import tidy_line
from openmic.web import allowance
from openmic.web.uploads import Sent

WORDS_AT_MOST = 300
GONE = "The picture waited too long with us and is gone. Please choose it again."
NO_WORDS = "Say in a few words what the picture shows."
SIGNED = "picture:"  # a signature of ours on anything else is none on a picture


@dataclass(frozen=True)
class Taken:
    """The key of the form's picture, if it has one, and what it shows; what is wrong, by the box's name."""

    key: str | None
    words: str
    problems: dict[str, str]

    def extras(self, flags: tuple[str, ...]) -> Extras:
        """What goes with the night: the picture, and what a moderator should look at."""
        return Extras(self.key, self.words if self.key else "", flags)

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
    words = tidy_line(sent.fields.get("image_alt", ""))[:WORDS_AT_MOST]
    if key and not words:
        problems["image_alt"] = NO_WORDS
    return Taken(key, words, problems)


def _before(sent: Sent) -> str | None:
    told = secrets.unsigned(sent.fields.get("kept_picture", ""), key=settings.current().secret_key) or ""
    return told.removeprefix(SIGNED) if told.startswith(SIGNED) else None
