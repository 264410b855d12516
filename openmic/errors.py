"""What the site says no with: each refusal carries an HTTP status and words for people."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Way:
    """A way on from a page that is not there."""

    words: str = ""
    href: str = ""


class Refusal(Exception):
    """A request that cannot be granted, said kindly.

    `title` and `advice` are plain English and are shown to the visitor as they are, so they never
    hold an internal word, a path or somebody's data.
    """

    status = 400
    title = "That did not work"
    advice = "Please check what you entered and try again."
    ways: tuple[Way, ...] = ()

    def __init__(self, advice: str | None = None) -> None:
        self.advice = advice or self.advice
        super().__init__(self.advice)

    @property
    def in_form(self) -> str:
        """The advice for above a form that still holds everything typed."""
        return self.advice


class NotFound(Refusal):
    """There is no such page, and there never was one that we know of."""

    status = 404
    title = "We can’t find that page"
    advice = "The address may be mistyped, or the night was never listed here."


class Gone(Refusal):
    """There was such a listing; it has been taken down (RFC 9110 section 15.5.11)."""

    status = 410
    title = "This night is no longer listed"
    advice = "It has passed or was taken down. There is plenty more on."


class BadLink(Refusal):
    """A link from a mail that is unknown, used up, too old or for something else: all look the same (TRUST T11)."""

    status = 404
    title = "This link no longer works"
    advice = "Links from our mails work for a limited time, and some only once. You can ask for a new one."


class NotSignedIn(Refusal):
    """Only somebody who is signed in may do this."""

    status = 401
    title = "Please sign in first"
    advice = "We’ll send you a link; there is no password to remember."


class NotAllowed(Refusal):
    """Whoever asks may not do this (RFC 9110 section 15.5.4)."""

    status = 403
    title = "That is not yours to do"
    advice = "Please go back and try from our own page."


class TooMany(Refusal):
    """The same thing was done too often lately (RFC 6585 section 4)."""

    status = 429
    title = "That was rather a lot at once"
    advice = "Please wait a little and try again. What you typed is not lost: go back to find it."

    def __init__(self, advice: str | None = None, *, retry_after: int = 60) -> None:
        super().__init__(advice)
        self.retry_after = retry_after  # seconds

    @property
    def in_form(self) -> str:
        """When to try again; what was typed is there to see."""
        return self.advice.partition(" What you typed")[0]


class MethodNotAllowed(Refusal):
    """The address exists but does not take this kind of request."""

    status = 405
    title = "That can’t be done here"
    advice = "This page can only be read. Go back and try again from there."


class TooLarge(Refusal):
    """More was sent than any form of ours needs."""

    status = 413
    title = "That was too much to send"
    advice = "Please shorten it and try again."


class BadPicture(Refusal):
    """A picture that cannot be taken; the advice says why, and stands beside its field."""

    status = 422
    title = "That picture won’t do"
    advice = "Please try another, or send the night without one."


class NoRoom(Refusal):
    """Pictures cannot be kept just now: the disk is full, or their store is away (RFC 4918 section 11.5)."""

    status = 507
    title = "We can’t keep pictures just now"
    advice = "You can send the night without one, and add it later."


class WrongHost(Refusal):
    """The request names a host this site does not answer for (TRUST T30)."""

    status = 421
    title = "That address is not ours"
    advice = "Please use the site's own address."


class Unavailable(Refusal):
    """The database cannot be reached just now; asking again shortly will work."""

    status = 503
    title = "We’ll be back in a moment"
    advice = "The site is restarting. Please try again in a few seconds."


class Busy(Unavailable):
    """Somebody else has the same thing in hand, and took longer than anybody should wait."""

    title = "Somebody else is just at it"
    advice = "Somebody else is changing the same thing at this moment. Nothing was done: please try again."


class Unexpected(Refusal):
    """A fault of ours. Details go to the log, never to the visitor."""

    status = 500
    title = "Something went wrong on our side"
    advice = "It has been noted. Please try again in a moment."
