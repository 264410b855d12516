"""Every setting, from the environment or `.env`; unsafe production values are refused all at once."""

import re
from functools import cache
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

ROOT = Path(__file__).resolve().parent.parent
SITE = re.compile(r"https?://[a-z0-9.-]+(:\d{1,5})?/?")  # as browsers spell it in an Origin header


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
    database_url: str = Field("", description="PostgreSQL 15+; empty for a database of our own in DATA_DIR")
    sample_data: bool = Field(True, description="Fill an empty development site with made-up nights")
    page_cache_mb: int = Field(32, ge=0, le=10_000, description="Memory for pages kept ready; 0 keeps none")
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
    def database(self) -> str:
        """DATABASE_URL in SQLAlchemy's spelling, or empty for the embedded server."""
        scheme, mark, rest = self.database_url.partition("://")
        return f"postgresql+psycopg://{rest}" if mark else scheme


def problems_of(settings: Settings) -> list[str]:
    """What makes these settings unusable, one sentence each, beginning with the variable's name."""
    return _misspelt(settings) + (_unsafe_in_debug if settings.debug else _unsafe_in_public)(settings)


def _misspelt(settings: Settings) -> list[str]:
    found = []
    schemes = ("postgres://", "postgresql://", "postgresql+psycopg://")
    if settings.database_url and not settings.database_url.startswith(schemes):
        found.append("DATABASE_URL must begin with postgresql://")
    if settings.public_url and not SITE.fullmatch(settings.public_url):
        found.append("PUBLIC_URL must be a scheme and host in small letters, such as https://openmic.example")
    return found


def _unsafe_in_debug(settings: Settings) -> list[str]:
    if settings.host in ("127.0.0.1", "localhost", "::1"):
        return []
    return ["HOST must be this machine (127.0.0.1) while DEBUG is on; set DEBUG=false to go public"]


def _unsafe_in_public(settings: Settings) -> list[str]:
    found = []
    if not settings.public_url.startswith("https://"):
        found.append("PUBLIC_URL must be set, and begin with https://, when DEBUG is off")
    if not settings.allowed_hosts.strip(", ") or "*" in settings.allowed_hosts:
        found.append("ALLOWED_HOSTS must name each host, without *, when DEBUG is off")
    if not settings.database_url:
        found.append("DATABASE_URL must be set when DEBUG is off; the embedded database is for development")
    return found


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
        others = _misspelt(rest) if "debug" in bad else problems_of(rest)
        raise BadSettings([f"{name.upper()}: {why.lower()}" for name, why in bad.items()] + others) from None
    if problems := problems_of(settings):
        raise BadSettings(problems)
    return settings


@cache
def current() -> Settings:
    """The settings of this process, read once."""
    return read()
