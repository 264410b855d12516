"""Mail on a development site, and who our mail comes from. How it is sent is in tests/trust/test_mail_*.py."""

import pytest
from structlog.testing import capture_logs

from openmic.adapters import mail
from openmic.adapters.mail import Console, Smtp
from openmic.adapters.mail_making import Sender
from openmic.adapters.parcel import Fate
from openmic.settings import Settings
from tests.posting import parcel


def settings(**given: object) -> Settings:
    return Settings(_env_file=None, **given)  # pyright: ignore


async def test_a_development_site_shows_where_its_mail_can_be_read() -> None:
    with capture_logs() as lines:
        outcome = await Console(settings(port=8123)).carry(parcel(text="Hello!"))
    assert outcome.fate == Fate.SENT
    [line] = lines
    assert "http://localhost:8123/dev/mailbox/" in line["event"]
    assert (line["kind"], line["text"]) == ("verify", "Hello!")


async def test_it_refuses_what_could_not_be_sent_either() -> None:
    assert (
        await Console(settings()).carry(parcel(to="two@example.org, people@example.org"))
    ).fate == Fate.NEVER


@pytest.mark.parametrize(
    ("given", "sender"),
    [
        ({}, Sender("hello@localhost", "localhost")),
        ({"public_url": "https://openmic.example"}, Sender("hello@openmic.example", "openmic.example")),
        (
            {"public_url": "https://openmic.example:8443", "default_from_email": "mail@post.example"},
            Sender("mail@post.example", "openmic.example"),
        ),
    ],
)
def test_mail_comes_from_the_site(given: dict[str, str], sender: Sender) -> None:
    assert Sender.of(settings(**given)) == sender


def test_the_settings_say_who_carries() -> None:
    assert isinstance(mail.carrier(settings()), Console)
    assert isinstance(mail.carrier(settings(email_backend="smtp", email_host="127.0.0.1")), Smtp)


@pytest.mark.parametrize(
    ("tls", "secured"), [("tls", (True, False)), ("starttls", (False, True)), ("none", (False, False))]
)
def test_the_line_is_secured_as_the_settings_say_and_never_only_perhaps(
    tls: str, secured: tuple[bool, bool]
) -> None:
    server = Smtp(settings(email_backend="smtp", email_host="127.0.0.1", email_tls=tls))._server
    assert (server["use_tls"], server["start_tls"]) == secured  # None would mean: if the server likes
