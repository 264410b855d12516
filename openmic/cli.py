"""`openmic ...`: each command is a line or two into the rest."""

import sys

import typer
from rich.console import Console

from openmic import frontend, migrate, serving, settings

app = typer.Typer(
    help="OpenMicOxfordshire's command line.", no_args_is_help=True, pretty_exceptions_enable=False
)
database = typer.Typer(help="The database's schema.", no_args_is_help=True)
configuration = typer.Typer(help="The settings.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(configuration, name="config")
console = Console(stderr=True, highlight=False)

BAD_CONFIGURATION = 78  # EX_CONFIG of sysexits.h


def say(text: str) -> None:
    """Progress, for the person at the terminal."""
    console.print(f"[bold]▸[/bold] {text}")


@app.command()
def run() -> None:
    """Set up whatever is missing and serve the site on one port."""
    serving.run(settings.current(), say)


@app.command()
def build() -> None:
    """Build the pages, if anything they are made from has changed."""
    frontend.ensure_built(say)


@database.command()
def upgrade() -> None:
    """Bring the database's schema to this release."""
    with serving.database(settings.current(), say) as url:
        migrate.upgrade(url)


@configuration.command()
def check() -> None:
    """Say what is wrong with the settings, all at once."""
    settings.current()
    say("The settings are fine.")


def main() -> None:
    """Runs a command; what goes wrong in an expected way is said in plain words, without a traceback."""
    try:
        app()
    except settings.BadSettings as problem:
        console.print(str(problem), style="red")
        sys.exit(BAD_CONFIGURATION)
    except (serving.PortInUse, frontend.BuildFailed, serving.postgres.PostgresUnavailable) as problem:
        console.print(str(problem), style="red")
        sys.exit(1)


if __name__ == "__main__":
    main()
