"""`openmic ...`: each command is a line or two into the rest."""

import asyncio
import sys
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer
from rich.progress import Progress

from openmic import (
    digest_commands,
    errors,
    frontend,
    job_commands,
    migrate,
    moderator_commands,
    privacy_commands,
    serving,
    settings,
)
from openmic.adapters import postgres
from openmic.domain import pictures
from openmic.domain.import_rows import Defaults
from openmic.terminal import console, say

app = typer.Typer(
    help="OpenMicOxfordshire's command line.", no_args_is_help=True, pretty_exceptions_enable=False
)
database = typer.Typer(help="The database's schema.", no_args_is_help=True)
configuration = typer.Typer(help="The settings.", no_args_is_help=True)
app.add_typer(database, name="db")
app.add_typer(configuration, name="config")
outbox = typer.Typer(help="Mail that has not been sent.", no_args_is_help=True)
app.add_typer(outbox, name="outbox")
app.add_typer(moderator_commands.app, name="moderator")
app.add_typer(job_commands.app, name="job")
app.add_typer(digest_commands.app, name="digest")
app.add_typer(privacy_commands.app, name="privacy")

BAD_CONFIGURATION = 78  # EX_CONFIG of sysexits.h
WHO_RUNS_IT = "say who with --organiser-name and --organiser-email"


@app.command()
def run() -> None:
    """Set up whatever is missing and serve the site on one port."""
    serving.run(settings.current(), say)


@app.command()
def build() -> None:
    """Build the pages, if anything they are made from has changed."""
    frontend.ensure_built(say)


@app.command(name="import")
def import_nights(
    file: Annotated[Path, typer.Argument(exists=True, dir_okay=False, help="A CSV or iCalendar file")],
    publish: Annotated[bool, typer.Option("--publish", help="Publish at once instead of queueing")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would happen")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave bad rows out and add the rest")] = False,
    organiser_name: Annotated[str, typer.Option(help="Who runs nights that do not say")] = "",
    organiser_email: Annotated[str, typer.Option(help="Their address; never shown to anybody")] = "",
) -> None:
    """Add the nights of a file: all of them, or none when a row is bad (docs/import.md)."""
    chosen = settings.current()
    # never the address itself, which holds a password
    place = "at DATABASE_URL" if chosen.database else f"in {chosen.data_dir}"
    say(f"{'Checking against' if dry_run else 'Importing into'} the database {place}")
    bar = Progress(console=console, transient=True, disable=not console.is_terminal)
    with serving.database(chosen, say) as url, bar:
        migrate.upgrade(url)
        task = bar.add_task(file.name, total=None)
        report = asyncio.run(
            serving.import_into(
                url,
                file.read_bytes(),
                name=file.name,
                publish=publish,
                dry_run=dry_run,
                skip_bad=skip_bad,
                defaults=Defaults(organiser_name, organiser_email, WHO_RUNS_IT),
                progress=lambda done, total: bar.update(task, completed=done, total=total),
            )
        )
    for line in report.problems:
        console.print(line, style="red", markup=False)
    console.print(report.summary(dry_run=dry_run), markup=False)
    raise typer.Exit(1 if report.bad and not skip_bad else 0)


@app.command()
def remove_samples() -> None:
    """Take the made-up nights out; SAMPLE_DATA=false keeps them from coming back."""
    with serving.database(settings.current(), say) as url:
        migrate.upgrade(url)
        say(f"Removed {asyncio.run(serving.remove_samples(url))} made-up nights.")


@database.command()
def upgrade() -> None:
    """Bring the database's schema to this release."""
    with serving.database(settings.current(), say) as url:
        migrate.upgrade(url)


@outbox.command(name="list")
def list_mails() -> None:
    """Say which mails wait or were given up: since when, how often tried, and why not sent. Never what they say."""
    with serving.database(settings.current(), say) as url:
        for line in asyncio.run(serving.waiting_mails(url)) or ["All mail has been sent."]:
            console.print(line, markup=False)


@outbox.command()
def retry(mail: Annotated[UUID, typer.Argument(help="Its id, as `openmic outbox list` says it")]) -> None:
    """Try a mail again at once; the site sends it, if it is running."""
    with serving.database(settings.current(), say) as url:
        asyncio.run(serving.retry_mail(url, mail))
        say("It is at the head of the queue.")


@outbox.command()
def drop(mail: Annotated[UUID, typer.Argument(help="Its id, as `openmic outbox list` says it")]) -> None:
    """Send a mail that has not been sent to nobody. That cannot be undone."""
    with serving.database(settings.current(), say) as url:
        asyncio.run(serving.drop_mail(url, mail))
        say("It is sent to nobody.")


@app.command()
def check_pictures() -> None:
    """Say which pictures and files have lost each other, after a restored backup say. Changes nothing."""
    chosen = settings.current()
    with serving.database(chosen, say) as url:
        found = asyncio.run(serving.pictures_astray(url, chosen))
    for line in (
        *(f"no file: {key}" for key in found.keys),
        *(f"no picture: {name}" for name in found.files),
    ):
        console.print(line, markup=False)
    say("Pictures and files belong together." if found == pictures.Astray() else "Nothing was changed.")
    raise typer.Exit(1 if found.keys else 0)


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
    except (serving.PortInUse, frontend.BuildFailed, postgres.PostgresUnavailable, errors.Refusal) as problem:
        console.print(str(problem), style="red", markup=False)
        sys.exit(1)


if __name__ == "__main__":
    main()
