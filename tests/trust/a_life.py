"""What should become of a night, told again as simply as can be: the model that the real one is compared with."""

from copy import deepcopy
from dataclasses import dataclass, field
from typing import Self
from uuid import UUID

from openmic.domain.decision import Changed, Decided, Decision, Over, Reported, Unproved
from openmic.domain.managing import Key
from openmic.errors import NotFound
from openmic.models import Act, Status

HERE = (Status.PENDING, Status.PUBLISHED)


@dataclass
class Words:
    """One text, by its number."""

    number: int
    title: str
    is_flagged: bool = False


@dataclass
class Stand:
    """Where a night stands: what undoing brings back."""

    words: Words
    status: Status = Status.PENDING
    is_proved: bool = False
    change: Words | None = None
    is_unreviewed: bool = False
    is_hidden: bool = False
    is_cancelled: bool = False
    is_withdrawn: bool = False
    is_appealed: bool = False
    is_over: bool = False
    reports: set[UUID] = field(default_factory=set)
    hidden_with: tuple[int, bool] = (0, False)

    def hide(self) -> None:
        """A report that cannot wait has come."""
        self.hidden_with = (self.words.number, self.is_unreviewed)
        self.status, self.is_hidden, self.is_unreviewed = Status.PENDING, True, False

    def let_go(self) -> None:
        """A report was dismissed: after the last one a hidden night is listed again, with the words it had."""
        if self.is_hidden and not self.reports:
            self.is_hidden = False
            number, was_unreviewed = self.hidden_with
            if self.words.number == number:
                self.status, self.is_unreviewed, self.is_appealed = Status.PUBLISHED, was_unreviewed, False

    @property
    def waits(self) -> bool:
        """Whether a person has something to decide."""
        return (
            (self.status == Status.PENDING and self.is_proved)
            or self.is_unreviewed
            or (self.status == Status.PUBLISHED and self.change is not None)
            or (self.status in HERE and self.is_proved and bool(self.reports))
        )

    @property
    def shown(self) -> Words:
        """The words a moderator has on the screen."""
        return self.change if self.change and self.status == Status.PUBLISHED else self.words

    def why_not(self) -> type[Exception] | None:
        """Why nobody can decide anything about it."""
        if self.is_withdrawn:
            return NotFound
        if not self.waits:
            return Decided if self.is_proved else Unproved
        return None

    def approve(self, seen: int) -> Act | type[Exception]:
        """What approving does, or the refusal."""
        if no := self.why_not():
            return no
        is_change = self.status == Status.PUBLISHED and self.change is not None and self.change.number == seen
        if self.is_over and (is_change or self.status == Status.PENDING):
            return Over
        if self.status == Status.PUBLISHED and self.change and self.change.number == seen:
            self.words, self.change, self.is_unreviewed = self.change, None, False
            return Act.APPROVE
        if self.words.number != seen:
            return Changed
        if self.status == Status.PENDING:
            if self.is_hidden and self.reports:
                return Reported
            self.status, self.is_hidden, self.is_appealed = Status.PUBLISHED, False, False
            return Act.APPROVE
        if self.is_unreviewed:
            self.is_unreviewed = False
            return Act.LOOK_OVER
        return Reported if self.reports else Changed

    def reject(self, seen: int) -> Act | type[Exception]:
        """What rejecting does, or the refusal."""
        if no := self.why_not():
            return no
        if self.status == Status.PUBLISHED and self.change and self.change.number == seen:
            self.change = None
            return Act.REJECT
        if self.words.number != seen:
            return Changed
        if self.status == Status.PENDING:
            return self.turn_down(Act.REJECT)
        return self.turn_down(Act.UNPUBLISH) if self.is_unreviewed or self.reports else Changed

    def unpublish(self, seen: int) -> Act | type[Exception]:
        """What taking it off does, or the refusal."""
        if self.is_withdrawn:
            return NotFound
        if self.status != Status.PUBLISHED:
            return Decided
        return self.turn_down(Act.UNPUBLISH) if self.words.number == seen else Changed

    def put(self, seen: int, act: Act) -> Act | type[Exception]:
        """What holding and releasing do: nothing that visitors see."""
        if no := self.why_not():
            return no
        return act if seen in (self.words.number, self.shown.number) else Changed

    def turn_down(self, act: Act) -> Act:
        """It is rejected, with all that waited beside it."""
        self.status, self.change, self.is_unreviewed, self.is_hidden = Status.REJECTED, None, False, False
        self.reports, self.is_appealed = set(), False
        return act

    def is_to_be_put_away(self) -> bool:
        """Over, and nobody waits for an answer."""
        is_here = self.status == Status.PUBLISHED or (self.status == Status.PENDING and self.is_proved)
        appeals = self.status == Status.PENDING and self.is_appealed
        return self.is_over and is_here and not self.reports and not appeals

    def put_away(self) -> None:
        """Nothing about it waits any more."""
        self.status, self.change, self.is_unreviewed, self.is_hidden = Status.ARCHIVED, None, False, False


@dataclass
class Life:
    """One night from the outside: how it stands, and what was done with it."""

    id: UUID
    organiser: int
    key: Key
    secret: str
    stand: Stand
    texts: dict[int, str]
    acts: list[Act] = field(default_factory=list)
    undoable: tuple[Decision, Stand] | None = None
    sequence: int = 0
    public: dict[int, tuple] = field(default_factory=dict)
    lines: list[UUID] = field(default_factory=list)
    seen: set[tuple[int, str]] = field(default_factory=set)
    trusted_texts: set[int] = field(default_factory=set)
    reasons: dict[UUID, str] = field(default_factory=dict)
    dismissed: set[int] = field(default_factory=set)

    def did(self, act: Act, made: Decision | None = None, before: Stand | None = None) -> None:
        """Notes an act; only the last can be undone."""
        self.acts.append(act)
        self.undoable = (made, before) if made and before else None

    def copy_of_stand(self) -> Stand:
        """As it stands, for undoing."""
        return deepcopy(self.stand)

    @property
    def was_refused(self) -> bool:
        """Whether a person ever said no to it: then nothing of it is listed unseen."""
        return bool({Act.UNPUBLISH, Act.REJECT, Act.HIDE} & set(self.acts))

    def arrive(self, *, is_trusted: bool, words: Words) -> Self:
        """A trusted organiser's words are listed at once."""
        is_plain = not (words.is_flagged or self.stand.is_hidden or self.was_refused)
        if is_trusted and is_plain and self.stand.is_proved:
            if self.stand.change:
                self.stand.words, self.stand.change = words, None
            self.stand.status, self.stand.is_unreviewed, self.stand.is_appealed = (
                Status.PUBLISHED,
                True,
                False,
            )
            self.trusted_texts.add(words.number)
            self.did(Act.AUTO_PUBLISH)
        return self
