"""What a visitor says about a night: to its organiser, or to us."""

from urllib.parse import urlencode
from uuid import UUID


def report(event_id: UUID | str, *, is_form: bool = False) -> str:
    """Where anybody says that something is wrong with a listing; `is_form` for the page that asks."""
    return f"/e/{event_id}/report/" if is_form else f"/e/{event_id}/report"


def reported(event_id: UUID | str, reference: str) -> str:
    """What happens next with a report, which `reference` names."""
    return f"/e/{event_id}/report/sent/?{urlencode({'reference': reference})}"


def contact(event_id: UUID | str) -> str:
    """Where anybody writes to a night's organiser."""
    return f"/e/{event_id}/contact"


def contact_form(event_id: UUID | str) -> str:
    """The page on which anybody writes to a night's organiser."""
    return f"/e/{event_id}/contact/"


def contacted(event_id: UUID | str, state: str) -> str:
    """What happens now with a message that has just come; `state` is how far it is (models.MessageState)."""
    return f"/e/{event_id}/contact/sent/?{urlencode({'state': state})}"


def confirm_message(token: str, message_id: UUID | str) -> str:
    """Where who wrote to an organiser proves the address of one message: a page with one button."""
    return f"/messages/confirm/?{urlencode({'token': token, 'message': str(message_id)})}"
