"""What the site says no with: each refusal carries an HTTP status and words for people."""


class Refusal(Exception):
    """A request that cannot be granted, said kindly.

    `title` and `advice` are plain English and are shown to the visitor as they are, so they never
    hold an internal word, a path or somebody's data.
    """

    status = 400
    title = "That did not work"
    advice = "Please check what you entered and try again."

    def __init__(self, advice: str | None = None) -> None:
        self.advice = advice or self.advice
        super().__init__(self.advice)


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


class Unexpected(Refusal):
    """A fault of ours. Details go to the log, never to the visitor."""

    status = 500
    title = "Something went wrong on our side"
    advice = "It has been noted. Please try again in a moment."
