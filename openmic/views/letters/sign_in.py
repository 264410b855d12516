"""The mail with a link to sign in."""

from openmic.views.letter import Letter


def sign_in(*, home: str, address: str) -> Letter:
    """The link, at its whole `address`. It says nothing of whether there is an account (TRUST T14)."""
    return Letter(
        kind="sign-in",
        subject="Your link to sign in",
        home=home,
        paragraphs=("Hello,", "here is the link to sign in to OpenMicOxfordshire. There is no password."),
        button="Sign in",
        address=address,
        afterwards=(
            "The link works once, within the next 15 minutes.",
            "If you didn’t ask for it, you need do nothing: without this mail nobody can sign in as you.",
        ),
    )
