"""What an organiser sends in, checked: the same rules for the wizard, the plain form and imported files."""

from datetime import UTC, datetime, timedelta
from typing import Annotated

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    ValidationError,
    ValidationInfo,
    field_validator,
)
from pydantic_core import PydanticCustomError

from openmic.models.choices import Category
from openmic.views import email_address, place, postcode, web_address
from openmic.views.wording import tidy_line, tidy_paragraphs

LONGEST_NIGHT = timedelta(hours=24)
YEARS = range(2000, 2100)
TOLD = "told"
MISSING = {
    "title": "Give the night a title.",
    "category": "Choose what kind of night it is.",
    "venue_name": "Say which venue it is at.",
    "start_at": "Say which day and at what time it starts.",
    "end_at": "Say when it ends.",
    "organiser_name": "Say who runs the night.",
    "organiser_email": "Give an email address we can reach the organiser at.",
}
UNREADABLE = {
    "category": "Choose one of music, comedy, spoken, jam or other.",
    "start_at": "This is not a date and time we can read.",
    "end_at": "This is not a date and time we can read.",
}


def _refuse(sentence: str) -> PydanticCustomError:
    return PydanticCustomError(TOLD, "{sentence}", {"sentence": sentence})


def _quoted(text: str) -> str:
    text = tidy_line(text)
    return f"“{text if len(text) <= 60 else text[:59] + '…'}”"


def _fits(text: str, info: ValidationInfo) -> str:
    most = LENGTHS[info.field_name or ""]
    if len(text) > most:
        raise _refuse(f"Keep this to {most:,} characters; it has {len(text):,}.")
    if not text and info.field_name in MISSING:
        raise _refuse(MISSING[info.field_name])
    return text


def _utc(moment: datetime) -> datetime:
    if moment.year not in YEARS:
        raise _refuse(f"We list nights from {YEARS[0]} to {YEARS[-1]}, not in the year {moment.year}.")
    return moment.astimezone(UTC)


Line = Annotated[str, AfterValidator(tidy_line), AfterValidator(_fits)]
Paragraphs = Annotated[str, AfterValidator(tidy_paragraphs), AfterValidator(_fits)]
Moment = Annotated[AwareDatetime, AfterValidator(_utc)]
LENGTHS = {
    "title": 140,
    "description": 5000,
    "venue_name": 140,
    "address": 240,
    "organiser_name": 120,
    "ticket_url": 500,
}


class Submission(BaseModel):
    """One night as its organiser describes it. Times are aware and end up in UTC; texts are tidied.

    Raises pydantic's ValidationError, which `problems` turns into words for people.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    title: Line
    description: Paragraphs = ""
    category: Category
    venue_name: Line
    address: Line = ""
    town: str = ""
    postcode: str = ""
    start_at: Moment
    end_at: Moment
    organiser_name: Line
    organiser_email: str
    ticket_url: Line = ""

    @field_validator("town")
    @classmethod
    def _is_ours(cls, slug: str) -> str:
        town = place.present(slug)
        if town and town not in place.by_slug():
            raise _refuse(f"{_quoted(slug)} is not one of the towns we list.")
        return town

    @field_validator("postcode")
    @classmethod
    def _is_whole(cls, text: str) -> str:
        text = tidy_line(text)
        if text and not postcode.normalise(text):
            raise _refuse(f"{_quoted(text)} is not a whole UK postcode.")
        return postcode.normalise(text) or ""

    @field_validator("organiser_email")
    @classmethod
    def _is_one_address(cls, text: str) -> str:
        text = tidy_line(text)
        if not text:
            raise _refuse(MISSING["organiser_email"])
        address = email_address.normalise(text)
        if not address:
            raise _refuse(f"{_quoted(text)} is not a complete email address, such as name@example.org.")
        return address

    @field_validator("ticket_url")
    @classmethod
    def _is_secure(cls, text: str) -> str:
        address = web_address.normalise(text)
        if text and not address:
            raise _refuse(f"{_quoted(text)} is not an https:// web address.")
        return address or ""

    @field_validator("end_at")
    @classmethod
    def _is_the_same_night(cls, end_at: datetime, info: ValidationInfo) -> datetime:
        start_at = info.data.get("start_at", end_at - timedelta(hours=1))
        if end_at <= start_at:
            raise _refuse("It has to end after it starts.")
        if end_at - start_at > LONGEST_NIGHT:
            raise _refuse("A night can last 24 hours at most; please send each day in by itself.")
        return end_at


def problems(error: ValidationError) -> list[tuple[str, str]]:
    """What is wrong, as (field, sentence), in the order of the form."""
    return [(str(each["loc"][0]), _sentence(str(each["loc"][0]), each)) for each in error.errors()]


def _sentence(field: str, each) -> str:
    if each["type"] == TOLD:
        return each["msg"]
    if each["type"] == "extra_forbidden":
        return "This is not something we ask for."
    if each["type"] == "missing":
        return MISSING[field]
    return UNREADABLE.get(field, "Write this as text.")
