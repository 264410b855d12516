"""What came of importing a file, in numbers and in words."""

from dataclasses import dataclass

# What the columns of the documented CSV are called, where the form's own names differ.
COLUMNS = {
    "venue_name": "venue",
    "start_at": "start",
    "end_at": "end",
    "organiser_name": "organiser",
    "organiser_email": "email",
    "ticket_url": "tickets",
}


@dataclass(frozen=True)
class ImportReport:
    """How many nights were added, known before or over already, and what is wrong with the file.

    `bad` counts rows of a spreadsheet and entries of a calendar, a whole series as one; `problems` names each.
    On a dry run `added` is what would be added. When something is wrong and bad rows are not to be
    skipped, nothing is added at all.
    """

    added: int = 0
    already_here: int = 0
    past: int = 0
    bad: int = 0
    problems: tuple[str, ...] = ()

    def summary(self, *, dry_run: bool) -> str:
        """The numbers in one line."""
        would = "Would add" if dry_run else "Added"
        bad = f", {self.bad} with something wrong" if self.bad else ""
        return f"{would} {self.added}, {self.already_here} already here, {self.past} over already{bad}."


def problem(line: int, field: str, sentence: str) -> str:
    """One problem in words, such as “Line 7: postcode: “OX1” is not a whole UK postcode”."""
    column, sentence = COLUMNS.get(field, field), sentence.removesuffix(".")
    return f"Line {line}: {column}: {sentence}" if column else f"Line {line}: {sentence}"
