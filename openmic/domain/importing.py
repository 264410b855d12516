"""Takes in a whole file of nights, or nothing of it."""

from pydantic import ValidationError

from openmic import clock
from openmic.db import Session
from openmic.domain import import_files, lexicon
from openmic.domain.import_adding import Accepted, Making, Progress, add
from openmic.domain.import_rows import Defaults, ImportRow
from openmic.queries import events
from openmic.views.import_report import ImportReport, problem
from openmic.views.submission import Submission, problems

NOBODY = Defaults()


async def import_file(
    session: Session,
    data: bytes,
    *,
    name: str,
    publish: bool = False,
    dry_run: bool = False,
    skip_bad: bool = False,
    sample: bool = False,
    defaults: Defaults = NOBODY,
    progress: Progress | None = None,
) -> ImportReport:
    """Adds the nights of a CSV or iCalendar file that are not over and not known yet.

    They wait in the queue with their address taken as verified, since the operator vouches for them, or are
    published at once. One bad row keeps everything out, unless bad ones are to be skipped. Importing a file
    again adds nothing again and leaves what is stored as it is. `progress` is told (done, to do) in nights.
    Raises errors.Refusal for what is no such file.
    """
    now = clock.now()
    rows = sorted(import_files.read(data, name=name, defaults=defaults, at=now), key=lambda row: row.line)
    accepted, wrong, bad = _check(rows)
    coming = [each for each in accepted if each.night.end_at > now]
    past = len(accepted) - len(coming)
    if bad and not skip_bad:
        return ImportReport(past=past, bad=bad, problems=wrong)
    if not dry_run:
        await events.await_turn(session)
    known = await events.known_keys(session, [each.key for each in coming])
    new = list({each.key: each for each in reversed(coming) if each.key not in known}.values())[::-1]
    added = len(new)
    if not dry_run:
        making = Making(publish=publish, sample=sample, now=now)
        added = await add(session, new, making=making, progress=progress)
        await lexicon.refresh(session)
    return ImportReport(added, len(coming) - added, past, bad, wrong)


def _check(rows: list[ImportRow]) -> tuple[list[Accepted], tuple[str, ...], int]:
    """The good nights, what is wrong in words, and in how many places of the file.

    The dates of a series all come from one place, and what is wrong with it is told once.
    """
    accepted, wrong, lines = [], {}, set()
    for row in rows:
        night, troubles = _submission(row)
        if night and not troubles:
            accepted.append(Accepted(row.key, night, row.cancelled))
        else:
            lines.add(row.line)
            wrong |= dict.fromkeys(problem(row.line, field, sentence) for field, sentence in troubles)
    return accepted, tuple(wrong), len(lines)


def _submission(row: ImportRow) -> tuple[Submission | None, list[tuple[str, str]]]:
    troubles = list(row.troubles)
    if troubles and not row.fields:
        return None, troubles
    try:
        return Submission.model_validate(row.fields), troubles
    except ValidationError as error:
        told = [each for each in problems(error) if not row.troubles or each[0] in row.fields]
        return None, troubles + told
