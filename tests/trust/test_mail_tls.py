"""Mail and password go to nobody but the server they are meant for."""

import ssl

import pytest
import trustme

from openmic.adapters.parcel import Fate
from tests.mail_sink import Sink, sinking
from tests.posting import carrier_to, parcel


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def offering(authority: trustme.CA, name: str) -> ssl.SSLContext:
    """A server's side of TLS, with a certificate for that name."""
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


LOGIN = {"email_tls": "starttls", "email_host_user": "openmic", "email_host_password": "hush"}


async def test_a_certificate_nobody_vouches_for_gets_no_mail_and_no_password(authority: trustme.CA) -> None:
    with sinking(tls=offering(authority, "127.0.0.1"), login=("openmic", "hush")) as sink:
        outcome = await carrier_to(sink, **LOGIN).carry(parcel())
        assert (sink.mails, sink.logins) == ([], [])
    assert outcome.fate == Fate.LATER
    assert "certificate" in outcome.reason.lower()


async def test_nor_does_one_for_another_name(authority: trustme.CA) -> None:
    with sinking(tls=offering(authority, "elsewhere.example"), login=("openmic", "hush")) as sink:
        outcome = await carrier_to(sink, trust=trusting(authority), **LOGIN).carry(parcel())
        assert (sink.mails, sink.logins) == ([], [])
    assert outcome.fate == Fate.LATER


async def test_nor_does_a_server_that_has_no_tls(smtp_sink: Sink) -> None:
    outcome = await carrier_to(smtp_sink, **LOGIN).carry(parcel())
    assert (outcome.fate, smtp_sink.mails) == (Fate.LATER, [])


async def test_a_line_may_be_secured_from_its_first_byte(authority: trustme.CA) -> None:
    with sinking(tls=offering(authority, "127.0.0.1"), from_the_start=True) as sink:
        stranger = await carrier_to(sink, email_tls="tls").carry(parcel())
        assert (stranger.fate, sink.mails) == (Fate.LATER, [])
        friend = await carrier_to(sink, email_tls="tls", trust=trusting(authority)).carry(parcel())
        assert (friend.fate, len(sink.mails)) == (Fate.SENT, 1)


async def test_a_good_certificate_and_the_right_password_open_the_door(authority: trustme.CA) -> None:
    with sinking(tls=offering(authority, "127.0.0.1"), login=("openmic", "hush")) as sink:
        right = carrier_to(sink, trust=trusting(authority), **LOGIN)
        assert (await right.carry(parcel())).fate == Fate.SENT
        assert sink.logins == ["openmic"]


async def test_a_wrong_password_costs_nobody_their_mail(authority: trustme.CA) -> None:
    with sinking(tls=offering(authority, "127.0.0.1"), login=("openmic", "hush")) as sink:
        wrong = carrier_to(
            sink, trust=trusting(authority), **LOGIN | {"email_host_password": "nothing like it"}
        )
        outcome = await wrong.carry(parcel())
        assert sink.mails == []
    assert outcome.fate == Fate.LATER
    assert "535" in outcome.reason
    assert "nothing like it" not in outcome.reason
