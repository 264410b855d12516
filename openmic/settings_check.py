"""What makes settings unusable: one sentence for each, which names the variable and never its value."""

import re
from base64 import b64decode
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

DEVELOPMENT_SECRET = "for development on one machine only"  # noqa: S105  (refused on a public site)
TURNSTILE = "https://challenges.cloudflare.com/turnstile/v0/siteverify"

SITE = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?/?")  # as browsers spell it in an Origin header
MAILBOX = re.compile(r"[^\s@,;<>\x00-\x1f]+@[a-z0-9-]+(\.[a-z0-9-]+)*", re.IGNORECASE)
DATABASES = ("postgres://", "postgresql://", "postgresql+psycopg://")
DUMMY_TURNSTILE = re.compile(r"[123]x0{20,}\w*")  # Cloudflare's keys for trials pass, or refuse, everybody
SHORTEST_SECRET = 32
DNS_NAME = re.compile(r"[a-z0-9_]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*", re.IGNORECASE)
PEM = re.compile(
    rb"\s*-----BEGIN (RSA )?PRIVATE KEY-----\s([A-Za-z0-9+/=\s]+)-----END (RSA )?PRIVATE KEY-----\s*"
)
RSA = bytes.fromhex("2a864886f70d010101")  # the name of that kind of key in one of the two forms


def problems_of(settings: Any) -> list[str]:
    """What makes these settings unusable, one sentence each, beginning with the variable's name."""
    return misspelt(settings) + (_unsafe_in_debug if settings.debug else _unsafe_in_public)(settings)


def misspelt(settings: Any) -> list[str]:
    """What is wrong with these settings wherever they are used."""
    checks = {
        "DATABASE_URL must begin with postgresql://": settings.database_url
        and not settings.database_url.startswith(DATABASES),
        "PUBLIC_URL must be a scheme and host in small letters, such as https://openmic.example": settings.public_url
        and not SITE.fullmatch(settings.public_url),
        "DEFAULT_FROM_EMAIL must be one plain email address": settings.default_from_email
        and not MAILBOX.fullmatch(settings.default_from_email),
        "CONTROLLER_EMAIL must be one plain email address": settings.controller_email
        and not MAILBOX.fullmatch(settings.controller_email),
        "EMAIL_HOST must be set when EMAIL_BACKEND is smtp": settings.email_backend == "smtp"
        and not settings.email_host,
        "TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY must be set together, or neither": bool(
            settings.turnstile_site_key
        )
        != bool(settings.turnstile_secret_key),
        "DKIM_DOMAIN, DKIM_SELECTOR and DKIM_PRIVATE_KEY must be set together, or none of them": len(
            {bool(settings.dkim_domain), bool(settings.dkim_selector), bool(settings.dkim_private_key)}
        )
        > 1,
        "DKIM_DOMAIN and DKIM_SELECTOR must be names as the DNS has them": any(
            name and not DNS_NAME.fullmatch(name) for name in (settings.dkim_domain, settings.dkim_selector)
        ),
        "DKIM_PRIVATE_KEY must be the path of a file that can be read and holds a private RSA key (PEM)": bool(
            settings.dkim_private_key
        )
        and not _holds_a_key(Path(settings.dkim_private_key)),
        **{
            f"{name} must be set when MEDIA_BACKEND is s3": settings.media_backend == "s3" and not value
            for name, value in {
                "S3_ENDPOINT": settings.s3_endpoint,
                "S3_BUCKET": settings.s3_bucket,
                "S3_ACCESS_KEY": settings.s3_access_key,
                "S3_SECRET_KEY": settings.s3_secret_key,
            }.items()
        },
    }
    return [sentence for sentence, is_wrong in checks.items() if is_wrong]


def _holds_a_key(file: Path) -> bool:
    try:
        found = PEM.fullmatch(file.read_bytes())
        return found is not None and (bool(found[1]) or RSA in b64decode(found[2]))
    except (OSError, ValueError):
        return False


def _unsafe_in_debug(settings: Any) -> list[str]:
    if settings.host in ("127.0.0.1", "localhost", "::1"):
        return []
    return ["HOST must be this machine (127.0.0.1) while DEBUG is on; set DEBUG=false to go public"]


def _unsafe_in_public(settings: Any) -> list[str]:
    s3 = urlsplit(settings.s3_endpoint)
    checks = {
        "PUBLIC_URL must be set, and begin with https://, when DEBUG is off": not settings.public_url.startswith(
            "https://"
        ),
        "ALLOWED_HOSTS must name each host, without *, when DEBUG is off": not settings.allowed_hosts.strip(
            ", "
        )
        or "*" in settings.allowed_hosts,
        "DATABASE_URL must be set when DEBUG is off; the embedded database is no public one": not settings.database_url,
        f"SECRET_KEY must be set to {SHORTEST_SECRET} random characters or more when DEBUG is off": (
            settings.secret_key == DEVELOPMENT_SECRET or len(settings.secret_key) < SHORTEST_SECRET
        ),
        "TRUSTED_PROXY_HOPS must be 1 or more when DEBUG is off: without it all visitors share one allowance": (
            settings.trusted_proxy_hops == 0
        ),
        "EMAIL_BACKEND must be smtp when DEBUG is off: a site that cannot write to people locks them out": (
            settings.email_backend == "console"
        ),
        "DEFAULT_FROM_EMAIL must be set when DEBUG is off": not settings.default_from_email,
        "CONTROLLER_NAME must be set when DEBUG is off: somebody answers for personal data": (
            not settings.controller_name
        ),
        "CONTROLLER_EMAIL must be set when DEBUG is off: people must be able to reach them": (
            not settings.controller_email
        ),
        "EMAIL_TLS must not be none when DEBUG is off, unless EMAIL_HOST is this machine": settings.email_tls
        == "none"
        and settings.email_host not in ("127.0.0.1", "localhost", "::1"),
        "TURNSTILE_SITE_KEY and TURNSTILE_SECRET_KEY must not be Cloudflare's keys for trials when DEBUG is off": bool(
            DUMMY_TURNSTILE.fullmatch(settings.turnstile_site_key)
            or DUMMY_TURNSTILE.fullmatch(settings.turnstile_secret_key)
        ),
        "TURNSTILE_VERIFY_URL must be Cloudflare's own when DEBUG is off": settings.turnstile_verify_url
        != TURNSTILE,
        "S3_ENDPOINT must begin with https:// when DEBUG is off": settings.media_backend == "s3"
        and s3.scheme != "https",
    }
    return [sentence for sentence, is_wrong in checks.items() if is_wrong]
