"""Where moderators work."""

from uuid import UUID


def queue(query: str = "") -> str:
    """What waits for a moderator; `query` is a QueueCriteria's query string without `?`."""
    return f"/moderation/?{query}" if query else "/moderation/"


def moderation(page: str, query: str = "") -> str:
    """Another page for moderators, by its name: events, messages, trail, figures, switches."""
    return f"/moderation/{page}/?{query}" if query else f"/moderation/{page}/"


def moderated(event_id: UUID | str, act: str = "") -> str:
    """One night as moderators see it, or where a form about it is sent (SPEC's addresses have no slash there)."""
    return f"/moderation/events/{event_id}/{act}"


def decide_several(query: str = "") -> str:
    """Where a decision about several nights is sent; `query`, with its `?`, names the part of the queue."""
    return f"/moderation/bulk{query}"


def undo_decision(query: str = "") -> str:
    """Where a decision is taken back."""
    return f"/moderation/undo{query}"


def decide_report(report_id: UUID | str, act: str) -> str:
    """Where a decision about a report is sent: `review` or `dismiss`."""
    return f"/moderation/reports/{report_id}/{act}"


def decide_message(message_id: UUID | str, act: str) -> str:
    """Where a decision about a message that is held is sent: `release` or `drop`."""
    return f"/moderation/messages/{message_id}/{act}"


def hold(event_id: UUID | str, act: str = "") -> str:
    """Where a night's legal hold is placed, or with `act` "lift", lifted."""
    return f"/moderation/events/{event_id}/hold/{act + '/' if act else ''}"


def jobs() -> str:
    """What is done by the clock."""
    return "/moderation/jobs/"


def mail(mail_id: UUID | str = "", act: str = "") -> str:
    """Mail that has not been sent; with an id, where a decision about it is sent: `resend` or `drop`."""
    return f"/moderation/mail/{mail_id}/{act}" if mail_id else "/moderation/mail/"


def digest_preview(query: str = "", *, page: str = "") -> str:
    """The weekly mail as it would be just now, or its `html` page; `query`, without `?`, says for whom."""
    return f"/moderation/digest/{page}?{query}" if query else f"/moderation/digest/{page}"


def complaints(complaint_id: UUID | str = "") -> str:
    """Complaints about personal data, for admins; with an id, where its answer is sent."""
    return f"/moderation/complaints/{complaint_id}/answer" if complaint_id else "/moderation/complaints/"


def holds() -> str:
    """Every legal hold that stands."""
    return "/moderation/holds/"


def venue_desk(slug: str = "", act: str = "") -> str:
    """Venues as moderators see them; with a slug one of them, or with `act` "merge", where it is joined to another."""
    return f"/moderation/venues/{slug + '/' if slug else ''}{act + '/' if act else ''}"


def town_desk(slug: str = "") -> str:
    """Towns as moderators see them; with a slug, where one is joined to another."""
    return f"/moderation/towns/{slug}/merge/" if slug else "/moderation/towns/"
