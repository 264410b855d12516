"""Every setting, from the environment or `.env`; unsafe production values are refused all at once."""

from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from openmic.settings_check import DEVELOPMENT_SECRET, TURNSTILE, misspelt, problems_of

ROOT = Path(__file__).resolve().parent.parent


class BadSettings(Exception):
    """The configuration cannot be used. `problems` names each variable; values are never shown."""

    def __init__(self, problems: list[str]) -> None:
        self.problems = problems
        super().__init__("These settings need attention:\n" + "\n".join(f"  - {line}" for line in problems))


class Settings(BaseSettings):
    """The site's configuration. With nothing set it is a development site on this machine."""

    model_config = SettingsConfigDict(
        env_file=ROOT / ".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    debug: bool = Field(True, description="Development on this machine; false for a public site")
    host: str = Field("127.0.0.1", description="Address to listen on")
    port: int = Field(8000, ge=1, le=65535, description="Port to listen on")
    public_url: str = Field("", description="The address people type, such as https://openmic.example")
    allowed_hosts: str = Field("", description="Host names we answer for, separated by commas")
    data_dir: Path = Field(Path("var"), description="Where the database and other files are kept")
    trusted_proxy_hops: int = Field(0, ge=0, le=5, description="How many proxies of our own stand in front")
    secret_key: str = Field(DEVELOPMENT_SECRET, description="A long random word; keep it with the backups")
    database_url: str = Field("", description="PostgreSQL 15+; empty for a database of our own in DATA_DIR")
    sample_data: bool = Field(True, description="Fill an empty development site with made-up nights")
    page_cache_mb: int = Field(32, ge=0, le=10_000, description="Memory for pages kept ready; 0 keeps none")
    email_backend: Literal["console", "smtp"] = Field("console", description="Where mail goes")
    email_host: str = Field("", description="SMTP server")
    email_port: int = Field(587, ge=1, le=65535, description="Its port")
    email_tls: Literal["starttls", "tls", "none"] = Field(
        "starttls", description="How the connection is secured"
    )
    email_host_user: str = Field("", description="User name for it")
    email_host_password: str = Field("", description="Password for it")
    default_from_email: str = Field("", description="The site's own address, which its mail comes from")
    dkim_domain: str = Field("", description="The domain that signs our mail; empty if the mail server signs")
    dkim_selector: str = Field("", description="Where below that domain the key's public half is")
    dkim_private_key: str = Field("", description="The file with the key (PEM, RSA)")
    controller_name: str = Field("", description="Who runs the site and answers for personal data")
    controller_email: str = Field("", description="Where people reach them; it is shown")
    controller_address: str = Field("", description="Their postal address, if there is one; it is shown")
    turnstile_site_key: str = Field("", description="Cloudflare Turnstile, public half; empty for none")
    turnstile_secret_key: str = Field("", description="Cloudflare Turnstile, secret half")
    turnstile_verify_url: str = Field(TURNSTILE, description="Who is asked about its tokens")
    media_backend: Literal["local", "s3"] = Field("local", description="Where pictures are kept")
    s3_endpoint: str = Field("", description="An S3-compatible store's address")
    s3_region: str = Field("auto", description="Its region, if it has any")
    s3_bucket: str = Field("", description="The bucket for pictures")
    s3_access_key: str = Field("", description="Name of its key")
    s3_secret_key: str = Field("", description="The key itself")
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="How much to log")
    log_format: Literal["text", "json"] = Field("text", description="Log lines for people or for machines")

    @field_validator("data_dir")
    @classmethod
    def _from_the_project(cls, folder: Path) -> Path:
        """The same folder for every command, wherever it is run from."""
        return ROOT / folder

    @property
    def origin(self) -> str:
        """Scheme and host of the public address, without a trailing slash."""
        return (self.public_url or f"http://localhost:{self.port}").rstrip("/")

    @property
    def origins(self) -> tuple[str, ...]:
        """The exact web origins whose pages may open our websocket (TRUST T6)."""
        local = (f"http://localhost:{self.port}", f"http://127.0.0.1:{self.port}")
        return tuple(dict.fromkeys((self.origin, *(local if self.debug else ()))))

    @property
    def hosts(self) -> frozenset[str]:
        """Host names, without ports, that we answer for (TRUST T30)."""
        named = {name.strip().lower() for name in self.allowed_hosts.split(",") if name.strip()}
        local = {"localhost", "127.0.0.1", "[::1]"} if self.debug else set()
        return frozenset(named | local | {urlsplit(self.origin).hostname or ""})

    @property
    def sender(self) -> str:
        """The address our mail comes from."""
        return self.default_from_email or f"hello@{urlsplit(self.origin).hostname}"

    @property
    def has_bot_check(self) -> bool:
        """Whether visitors are asked to show that they are no robot."""
        return bool(self.turnstile_site_key and self.turnstile_secret_key)

    @property
    def database(self) -> str:
        """DATABASE_URL in SQLAlchemy's spelling, or empty for the embedded server."""
        scheme, mark, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if mark else scheme


def read(**given: object) -> Settings:
    """Reads and checks the settings; `given` overrides the environment.

    Raises BadSettings with every problem found, not just the first.
    """
    try:
        settings = Settings(**given)  # pyright: ignore[reportArgumentType]
    except ValidationError as error:
        bad = {str(e["loc"][0]): e["msg"] for e in error.errors()}
        usual = {name: Settings.model_fields[name].default for name in bad}
        rest = Settings(**given | usual)  # pyright: ignore[reportArgumentType]
        others = misspelt(rest) if "debug" in bad else problems_of(rest)
        raise BadSettings([f"{name.upper()}: {why.lower()}" for name, why in bad.items()] + others) from None
    if problems := problems_of(settings):
        raise BadSettings(problems)
    return settings


@cache
def current() -> Settings:
    """The settings of this process, read once."""
    return read()
