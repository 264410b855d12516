"""One press of a button by a moderator, how long it can be taken back, and why it may not be made."""

from dataclasses import dataclass, field
from datetime import timedelta
from uuid import UUID

from openmic import errors
from openmic.models.columns import uuid7
from openmic.views.people import Person

UNDO_FOR = timedelta(seconds=60)
MAIL_AFTER = UNDO_FOR + timedelta(seconds=5)  # who undoes in the last second is not overtaken by the mail


class Decided(errors.Refusal):
    """Somebody else was quicker, or its organiser took it back: nothing waits there any more."""

    status = 409
    title = "That is decided already"
    advice = "Somebody was quicker: nothing waits there any more."


class Changed(errors.Refusal):
    """The words are not those that were seen."""

    status = 409
    title = "It has changed meanwhile"
    advice = "It was changed while you looked. Nothing was decided: look at it as it is now."


class Unproved(errors.Refusal):
    """Nobody has shown that the organiser's address is theirs."""

    status = 409
    title = "Its address is not confirmed"
    advice = "Its organiser has not confirmed the address yet: until then it cannot be decided."


class Reported(errors.Refusal):
    """A report about a hidden night has to be decided first."""

    status = 409
    title = "It has been reported"
    advice = "It is hidden because of a report. Decide the report first."


class Over(errors.Refusal):
    """The night is in the past."""

    status = 409
    title = "This night is over"
    advice = "This night is over: nobody could come any more."


class Outdated(errors.Refusal):
    """A change was right when it was sent in, and breaks a rule that is newer."""

    status = 409
    title = "It no longer fits the form"
    advice = (
        "The form’s rules have changed since this was sent in. Reject it, and ask for it to be sent again."
    )


@dataclass(frozen=True)
class Decision:
    """One press of a button: by whom, for which site (its address). What has one `batch` is undone together."""

    by: Person
    home: str
    batch: UUID = field(default_factory=uuid7)


def mail_of(entry_id: UUID) -> str:
    """What names the one mail about a decision."""
    return f"decision:{entry_id}"
