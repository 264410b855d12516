"""Settings: a development site needs none, a public one cannot start with unsafe ones."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from openmic import settings
from openmic.settings import BadSettings, Settings

PUBLIC = {
    "DEBUG": "false",
    "PUBLIC_URL": "https://openmic.example",
    "ALLOWED_HOSTS": "openmic.example, WWW.openmic.example",
    "DATABASE_URL": "postgresql://openmic@db/openmic",
    "SECRET_KEY": "0123456789abcdef" * 4,
    "TRUSTED_PROXY_HOPS": "1",
    "EMAIL_BACKEND": "smtp",
    "EMAIL_HOST": "smtp.example",
    "DEFAULT_FROM_EMAIL": "hello@openmic.example",
    "CONTROLLER_NAME": "The Invented Open Mic Society",
    "CONTROLLER_EMAIL": "society@openmic.example",
}


@pytest.fixture
def environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Sets variables and nothing else: no others, no .env."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setitem(Settings.model_config, "env_file", tmp_path / ".env")
    for name in Settings.model_fields:
        monkeypatch.delenv(name.upper(), raising=False)

    def set_all(variables: dict[str, str]) -> None:
        for name, value in variables.items():
            monkeypatch.setenv(name, value)

    return set_all


@pytest.mark.parametrize(
    ("broken", "named"),
    [
        ({"DEBUG": "perhaps-canary"}, ["DEBUG"]),
        ({"PORT": "canary"}, ["PORT"]),
        ({"PORT": "0"}, ["PORT"]),
        ({"PORT": "65536"}, ["PORT"]),
        ({"LOG_LEVEL": "canary"}, ["LOG_LEVEL"]),
        ({"LOG_FORMAT": "canary"}, ["LOG_FORMAT"]),
        ({"SAMPLE_DATA": "canary"}, ["SAMPLE_DATA"]),
        ({"HOST": "0.0.0.0"}, ["HOST"]),
        ({"DATABASE_URL": "mysql://me:canary@db/openmic"}, ["DATABASE_URL"]),
        ({"DATABASE_URL": "postgresql"}, ["DATABASE_URL"]),
        ({"DATABASE_URL": "canary"}, ["DATABASE_URL"]),
        ({"PUBLIC_URL": "canary.example"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "ftp://canary.example"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://canary.example/path"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://canary.example/?a"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://canary.example/#a"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://me:canary@openmic.example"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://Canary.example"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://[::canary"}, ["PUBLIC_URL"]),
        ({"PUBLIC_URL": "https://canary.example\nSet-Cookie: a=b"}, ["PUBLIC_URL"]),
        (PUBLIC | {"PUBLIC_URL": "http://canary.example"}, ["PUBLIC_URL"]),
        (PUBLIC | {"PUBLIC_URL": ""}, ["PUBLIC_URL"]),
        (PUBLIC | {"ALLOWED_HOSTS": "*"}, ["ALLOWED_HOSTS"]),
        (PUBLIC | {"ALLOWED_HOSTS": "canary.example,*.canary.example"}, ["ALLOWED_HOSTS"]),
        (PUBLIC | {"ALLOWED_HOSTS": ""}, ["ALLOWED_HOSTS"]),
        (PUBLIC | {"ALLOWED_HOSTS": " , "}, ["ALLOWED_HOSTS"]),
        (PUBLIC | {"DATABASE_URL": ""}, ["DATABASE_URL"]),
        (
            {"DEBUG": "false"},
            [
                "PUBLIC_URL",
                "ALLOWED_HOSTS",
                "DATABASE_URL",
                "SECRET_KEY",
                "TRUSTED_PROXY_HOPS",
                "EMAIL_BACKEND",
                "DEFAULT_FROM_EMAIL",
                "CONTROLLER_NAME",
                "CONTROLLER_EMAIL",
            ],
        ),
        (PUBLIC | {"SECRET_KEY": "canary"}, ["SECRET_KEY"]),
        (PUBLIC | {"SECRET_KEY": "for development on one machine only"}, ["SECRET_KEY"]),
        (PUBLIC | {"EMAIL_BACKEND": "console"}, ["EMAIL_BACKEND"]),
        (PUBLIC | {"EMAIL_HOST": ""}, ["EMAIL_HOST"]),
        (PUBLIC | {"EMAIL_TLS": "none"}, ["EMAIL_TLS"]),
        (PUBLIC | {"EMAIL_TLS": "canary"}, ["EMAIL_TLS"]),
        (PUBLIC | {"DEFAULT_FROM_EMAIL": ""}, ["DEFAULT_FROM_EMAIL"]),
        (PUBLIC | {"CONTROLLER_NAME": ""}, ["CONTROLLER_NAME"]),
        (PUBLIC | {"CONTROLLER_EMAIL": ""}, ["CONTROLLER_EMAIL"]),
        (PUBLIC | {"CONTROLLER_EMAIL": "canary"}, ["CONTROLLER_EMAIL"]),
        (
            PUBLIC | {"DEFAULT_FROM_EMAIL": "canary@openmic.example, other@openmic.example"},
            ["DEFAULT_FROM_EMAIL"],
        ),
        (PUBLIC | {"DEFAULT_FROM_EMAIL": "Canary <hello@openmic.example>"}, ["DEFAULT_FROM_EMAIL"]),
        (PUBLIC | {"TURNSTILE_SITE_KEY": "canary"}, ["TURNSTILE_SITE_KEY"]),
        (
            PUBLIC | {"TURNSTILE_SITE_KEY": "1x00000000000000000000AA", "TURNSTILE_SECRET_KEY": "canary"},
            ["TURNSTILE_SITE_KEY"],
        ),
        (
            PUBLIC
            | {
                "TURNSTILE_SITE_KEY": "canary",
                "TURNSTILE_SECRET_KEY": "1x0000000000000000000000000000000AA",
            },
            ["TURNSTILE_SITE_KEY"],
        ),
        (PUBLIC | {"TURNSTILE_VERIFY_URL": "https://canary.example/"}, ["TURNSTILE_VERIFY_URL"]),
        ({"MEDIA_BACKEND": "s3"}, ["S3_ENDPOINT", "S3_BUCKET", "S3_ACCESS_KEY", "S3_SECRET_KEY"]),
        (
            PUBLIC
            | {
                "MEDIA_BACKEND": "s3",
                "S3_ENDPOINT": "http://canary.example",
                "S3_BUCKET": "b",
                "S3_ACCESS_KEY": "a",
                "S3_SECRET_KEY": "canary",
            },
            ["S3_ENDPOINT"],
        ),
        ({"TRUSTED_PROXY_HOPS": "-1"}, ["TRUSTED_PROXY_HOPS"]),
        (PUBLIC | {"TRUSTED_PROXY_HOPS": "0"}, ["TRUSTED_PROXY_HOPS"]),
        ({"PORT": "canary", "LOG_LEVEL": "canary"}, ["PORT", "LOG_LEVEL"]),
        (
            {"DEBUG": "canary", "DATABASE_URL": "mysql://canary", "PUBLIC_URL": "ftp://canary"},
            ["DEBUG", "DATABASE_URL", "PUBLIC_URL"],
        ),
        (
            PUBLIC | {"PORT": "canary", "PUBLIC_URL": "http://canary.example", "ALLOWED_HOSTS": "*"},
            ["PORT", "PUBLIC_URL", "ALLOWED_HOSTS"],
        ),
    ],
)
def test_a_broken_environment_is_refused_by_name_all_at_once(
    environment, broken: dict[str, str], named: list[str]
):
    environment(broken)
    with pytest.raises(BadSettings) as refused:
        settings.read()
    assert [problem.split()[0].rstrip(":") for problem in refused.value.problems] == named
    said = str(refused.value)
    assert all(f"  - {name}" in said for name in named)
    assert "canary" not in said.lower()
    assert refused.value.__cause__ is None
    assert refused.value.__suppress_context__ or refused.value.__context__ is None


def test_a_development_site_needs_no_settings(environment):
    usual = settings.read()
    assert usual.debug
    assert (usual.host, usual.port) == ("127.0.0.1", 8000)
    assert usual.database == ""
    assert usual.origin == "http://localhost:8000"
    assert usual.origins == ("http://localhost:8000", "http://127.0.0.1:8000")
    assert usual.hosts == {"localhost", "127.0.0.1", "[::1]"}


def test_a_public_site_answers_for_its_own_names_only(environment):
    environment(PUBLIC)
    public = settings.read()
    assert public.origin == "https://openmic.example"
    assert public.origins == ("https://openmic.example",)
    assert public.hosts == {"openmic.example", "www.openmic.example"}


@pytest.mark.parametrize(
    ("url", "origin"),
    [
        ("https://openmic.example/", "https://openmic.example"),
        ("https://openmic.example:8443", "https://openmic.example:8443"),
    ],
)
def test_the_origin_is_spelt_as_browsers_send_it(environment, url: str, origin: str):
    environment(PUBLIC | {"PUBLIC_URL": url})
    assert settings.read().origins == (origin,)


def test_a_public_address_on_a_development_site_joins_the_local_ones(environment):
    environment({"PUBLIC_URL": "https://tunnel.example", "PORT": "9000"})
    found = settings.read()
    assert found.origins == ("https://tunnel.example", "http://localhost:9000", "http://127.0.0.1:9000")
    assert found.hosts == {"tunnel.example", "localhost", "127.0.0.1", "[::1]"}


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_the_database_may_be_written_in_any_usual_way(environment, scheme: str):
    environment({"DATABASE_URL": f"{scheme}://me@db:5432/openmic?sslmode=require"})
    assert settings.read().database == "postgresql+psycopg://me@db:5432/openmic?sslmode=require"


def test_settings_may_come_from_a_file_and_the_environment_wins(environment, tmp_path: Path):
    (tmp_path / ".env").write_text("PORT=9001\nLOG_LEVEL=error\nNOT_OURS=1\n", encoding="utf-8")
    environment({"LOG_LEVEL": "debug"})
    found = settings.read()
    assert (found.port, found.log_level) == (9001, "debug")


@pytest.mark.parametrize("given", ["", "var", "data/of/mine", "/srv/openmic"])
def test_every_command_means_the_same_folder_wherever_it_is_run_from(environment, given: str):
    environment({"DATA_DIR": given})
    assert settings.read().data_dir == settings.ROOT / (given or "var")
    assert settings.read().data_dir.is_absolute()


def test_the_file_of_settings_is_the_projects_own():
    assert Settings.model_config.get("env_file") == Path(settings.__file__).parents[1] / ".env"


def test_settings_do_not_change_while_the_site_runs(environment):
    with pytest.raises(ValidationError, match="frozen"):
        settings.read().port = 1
