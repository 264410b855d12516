"""Sending a night in, and looking after it."""

from urllib.parse import urlencode
from uuid import UUID


def submit() -> str:
    """Where an organiser sends a night in."""
    return "/submit/"


def submitted(receipt: str, *, is_again: bool = False) -> str:
    """What happens next, for whoever has just sent a night in; `is_again` when the mail was written once more."""
    return f"/submit/sent/?{urlencode({'receipt': receipt})}" + ("&again=" if is_again else "")


def verify(token: str) -> str:
    """Where a guest proves their address: a page with one button."""
    return f"/verify-email/?{urlencode({'token': token})}"


def manage(*, token: str = "", night: UUID | str = "") -> str:
    """Where an organiser looks after one night: with a link from a mail, or signed in by its id."""
    return "/manage/?" + urlencode({"token": token} if token else {"night": str(night)})


def copy_night(ours: str, *, on: str = "") -> str:
    """Where one night is copied to a new date; `on` is a day to suggest, as YYYY-MM-DD."""
    return managed(ours, act="copy") + (f"&on={on}" if on else "")


def managed(ours: str, *, act: str = "", news: str = "") -> str:
    """A page of one night's organiser: `ours` is the query of `manage`, `act` what is to be done, if anything.

    `news` names what has just been done (views.managing.NEWS).
    """
    place = f"/manage/{act}/" if act else "/manage/"
    return f"{place}?{ours}" + (f"&news={news}" if news else "")


def manage_links(*, is_sent: bool = False) -> str:
    """Where somebody asks for the links to their nights once more."""
    return "/manage/?sent=" if is_sent else "/manage/"


def own_nights_sheet(ours: str = "") -> str:
    """One's own nights and their counts as a spreadsheet: all, signed in; with `ours`, that of `manage`, one."""
    return f"/manage/nights.csv?{ours}" if ours else "/my/nights.csv"
