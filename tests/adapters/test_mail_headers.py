"""What a mail that one can leave says to mail programs (RFC 8058, RFC 2919), and its signature (RFC 6376)."""

import subprocess
from email import message_from_bytes, policy
from email.message import EmailMessage
from pathlib import Path

import dkim
import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa

from openmic.adapters.mail_making import Sender, Unbuildable
from openmic.adapters.parcel import Fate
from openmic.settings import BadSettings, Settings, read
from tests.mail_sink import Sink
from tests.posting import carrier_to, parcel

LEAVING = "https://openmic.example/unsubscribe/?token=" + "a" * 43
SENDER = Sender("hello@openmic.example", "openmic.example")
KEY = rsa.generate_private_key(public_exponent=65537, key_size=2048)
DNS = b"v=DKIM1; k=rsa; p=" + b"".join(
    KEY.public_key()
    .public_bytes(serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo)
    .splitlines()[1:-1]
)
SIGNED = {
    "from", "to", "reply-to", "subject", "date", "message-id", "mime-version", "content-type", "list-id",
    "list-unsubscribe", "list-unsubscribe-post",
}  # fmt: skip


def mail(raw: bytes) -> EmailMessage:
    found = message_from_bytes(raw, policy=policy.default)
    assert isinstance(found, EmailMessage)
    return found


@pytest.mark.parametrize("url", [LEAVING, "http://localhost:8000/unsubscribe/?token=a"])
def test_a_mail_one_can_leave_says_how_in_one_press(url: str) -> None:
    built = mail(SENDER.build(parcel(kind="digest", unsubscribe_url=url)))
    assert built["List-Unsubscribe"] == f"<{url}>"
    assert built["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert built["List-Id"] == "OpenMicOxfordshire weekly <weekly.openmic.example>"
    assert built["Precedence"] == "bulk"


def test_the_address_stands_on_one_line_as_it_is() -> None:
    long = LEAVING + "b" * 300
    raw = SENDER.build(parcel(unsubscribe_url=long))
    assert mail(raw)["List-Unsubscribe"] == f"<{long}>"
    assert f"List-Unsubscribe: <{long}>".encode() in raw.split(b"\r\n")
    assert max(map(len, raw.split(b"\r\n"))) <= 998


def test_another_mail_says_nothing_of_that() -> None:
    names = {name.lower() for name in mail(SENDER.build(parcel())).keys()}  # noqa: SIM118
    assert not names & {"list-unsubscribe", "list-unsubscribe-post", "list-id", "precedence"}


@pytest.mark.parametrize(
    "url",
    [
        f"{LEAVING}\r\nBcc: victim@example.org",
        f"{LEAVING}>, <mailto:victim@example.org",
        f"{LEAVING} and more",
        "mailto:victim@example.org",
        "javascript:alert(1)",
        "https://openmic.example/\u2028",
    ],
)
def test_no_address_becomes_another_header(url: str) -> None:
    with pytest.raises(Unbuildable):
        SENDER.build(parcel(unsubscribe_url=url))


@pytest.fixture(params=[serialization.PrivateFormat.TraditionalOpenSSL, serialization.PrivateFormat.PKCS8])
def key_file(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """A key as openssl writes it, in both of its forms."""
    file = tmp_path / "dkim.pem"
    file.write_bytes(
        KEY.private_bytes(serialization.Encoding.PEM, request.param, serialization.NoEncryption())
    )
    return file


def signing(key_file: Path) -> dict[str, str]:
    return {
        "dkim_domain": "openmic.example",
        "dkim_selector": "post",
        "dkim_private_key": str(key_file),
        "default_from_email": "hello@openmic.example",
    }


def lookup(name: bytes, timeout: int = 5) -> bytes:
    assert name == b"post._domainkey.openmic.example."
    return DNS


async def test_what_arrives_is_signed_the_way_out_of_it_included(smtp_sink: Sink, key_file: Path) -> None:
    to_sink = carrier_to(smtp_sink, **signing(key_file))
    sent = parcel(unsubscribe_url=LEAVING, reply_to="r@example.org", subject="Für Zoë", text="é" * 2000)
    assert (await to_sink.carry(sent)).fate == Fate.SENT
    [received] = smtp_sink.mails
    assert dkim.verify(received.raw, dnsfunc=lookup)
    tags = dict(part.strip().partition("=")[::2] for part in str(received.mail["DKIM-Signature"]).split(";"))
    assert {name.strip().lower() for name in tags["h"].split(":")} == SIGNED
    assert (tags["d"], tags["s"]) == ("openmic.example", "post")


@pytest.mark.parametrize("name", [b"List-Unsubscribe", b"List-Unsubscribe-Post", b"Subject", b"To"])
def test_whoever_changes_one_of_them_breaks_the_signature(key_file: Path, name: bytes) -> None:
    sender = Sender.of(Settings(_env_file=None, **signing(key_file)))  # pyright: ignore
    raw = sender.build(parcel(unsubscribe_url=LEAVING))
    assert dkim.verify(raw, dnsfunc=lookup)
    changed = raw.replace(b"\r\n" + name + b": ", b"\r\n" + name + b": x", 1)
    assert changed != raw
    assert not dkim.verify(changed, dnsfunc=lookup)


def test_without_a_key_nothing_is_signed() -> None:
    assert Sender.of(Settings(_env_file=None)).signer is None  # pyright: ignore
    assert mail(SENDER.build(parcel()))["DKIM-Signature"] is None


def test_the_key_is_in_nobodys_words(key_file: Path) -> None:
    sender = Sender.of(Settings(_env_file=None, **signing(key_file)))  # pyright: ignore
    assert "PRIVATE" not in repr(sender)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"dkim_selector": ""}, "DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY"),
        ({"dkim_domain": "", "dkim_selector": ""}, "DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY"),
        ({"dkim_domain": "openmic.example; d=other"}, "DKIM_DOMAIN and DKIM_SELECTOR"),
        ({"dkim_private_key": "/nowhere/at-all.pem"}, "DKIM_PRIVATE_KEY must be the path"),
        ({"dkim_private_key": __file__}, "DKIM_PRIVATE_KEY must be the path"),
        ({"dkim_private_key": "-----BEGIN PRIVATE KEY-----"}, "DKIM_PRIVATE_KEY must be the path"),
    ],
)
def test_half_a_signature_is_refused_at_the_start(
    key_file: Path, changes: dict[str, str], named: str
) -> None:
    with pytest.raises(BadSettings) as refused:
        read(_env_file=None, **signing(key_file) | changes)
    assert [problem for problem in refused.value.problems if problem.startswith(named)]
    assert str(key_file) not in str(refused.value)
    read(_env_file=None, **signing(key_file))


def test_a_key_of_another_kind_is_refused_as_well(tmp_path: Path) -> None:
    file = tmp_path / "ec.pem"
    subprocess.run(
        ["openssl", "genpkey", "-algorithm", "ED25519", "-out", str(file)], check=True, capture_output=True
    )
    with pytest.raises(BadSettings):
        read(_env_file=None, **signing(file))
