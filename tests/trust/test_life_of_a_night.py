"""Whatever is done with nights, in whatever order: what the public reads was approved, and nothing is lost (TRUST T27).

`EXAMPLES=1000 .venv/bin/pytest tests/trust/test_life_of_a_night.py` looks longer; `SHRINK=1` makes what it finds short.
"""

import asyncio
import os
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlmodel import col, select

from openmic import clock, db
from openmic.domain import (
    appeals,
    archive,
    managing,
    moderation,
    reports,
    retention,
    submissions,
    tokens,
    trust,
    verification,
)
from openmic.domain.decision import UNDO_FOR, Decision, mail_of
from openmic.domain.managing import Key, Stale, TooLate
from openmic.domain.submissions import Extras
from openmic.domain.undoing import TooLate as NoWayBack
from openmic.errors import BadLink, Refusal
from openmic.models import (
    Act,
    Event,
    Mail,
    Purpose,
    Report,
    ReportReason,
    ReportState,
    Revision,
    RevisionState,
    Status,
    Token,
)
from openmic.queries import submissions as rows
from openmic.views.report import Said
from tests.domain.test_submissions import night
from tests.keeping import hold, let_go
from tests.moderating import WHY, look, moderator, stored, trail, undo
from tests.sending import HOME
from tests.trust.a_life import Life, Stand, Words

EXAMPLES = int(os.environ.get("EXAMPLES", "30"))
SHRINK = bool(os.environ.get("SHRINK"))
STEPS = 30
LONG = 12  # acts, before a life may end
MAILED = (Act.APPROVE, Act.REJECT, Act.UNPUBLISH)
STALE = st.integers(0, 9).map(lambda chance: chance == 0)
FLAGGED = st.integers(0, 3).map(lambda chance: chance == 0)
BY = st.sampled_from([0, 1])


class Site:
    """The real thing, on one loop, with a clock that can be moved."""

    def __init__(self, runner: asyncio.Runner) -> None:
        self.run: Callable[[Any], Any] = runner.run
        self.ahead = timedelta()
        self.people = [self.run(moderator(f"{name}@example.org", name)) for name in ("sam", "kim")]

    def forget_nights(self) -> None:
        """What the nightly job does with nights."""
        for rule_ in ("unproved_nights", "rejected_nights", "nights"):
            while self.write(lambda session, name=rule_: retention.forget_some(session, name)):
                pass

    def write(self, act: Callable[[db.Session], Awaitable[Any]]) -> Any:
        """Does it in a transaction; returns the refusal if there is one."""

        async def work() -> Any:
            try:
                async with db.transaction() as session:
                    return await act(session)
            except Refusal as no:
                return no

        return self.run(work())


class Night(RuleBasedStateMachine):
    """Every rule does something to the site and to the model, and compares what came of it."""

    life: Life

    def __init__(self, site: Site) -> None:
        super().__init__()
        self.site, self.number = site, 0
        self.trusted: set[int] = set()
        self.mailboxes = [f"{uuid4().hex[:12]}@example.org" for _ in range(2)]
        self.list_some()

    def list_some(self) -> None:
        """The first organiser has been listed often enough to be trusted."""
        for _ in range(trust.LISTED_AT_LEAST):
            self.site.run(stored(organiser_email=self.mailboxes[0]))

    def title(self) -> str:
        self.number += 1
        return f"Words {self.number}"

    @initialize(organiser=BY, flagged=FLAGGED, unproved=FLAGGED)
    def submit(self, organiser: int, flagged: bool, unproved: bool) -> None:
        key, mailbox, title = uuid4(), self.mailboxes[organiser], self.title()
        sent = night(title=title, organiser_email=mailbox)
        extras = Extras(flags=("A word to look at",) if flagged else ())

        async def act(session: db.Session) -> tuple[UUID, str, str]:
            await submissions.submit(session, sent, key=key, sender_id=None, extras=extras, home=HOME)
            found = await rows.by_key(session, key)
            assert found
            issue = [
                await tokens.issue(session, purpose, to=mailbox, event_id=found.id)
                for purpose in (Purpose.MANAGE, Purpose.VERIFY)
            ]
            return found.id, issue[0], issue[1]

        event_id, manage, verify = self.site.write(act)
        self.life = Life(
            event_id, organiser, Key(manage), verify, Stand(Words(1, title, flagged)), {1: title}
        )
        self.life.did(Act.SUBMIT)
        if not unproved:
            self.verify()

    @precondition(lambda self: not self.life.stand.is_proved or self.life.stand.is_withdrawn)
    @rule()
    def verify(self) -> None:
        life = self.life
        said = self.site.write(lambda session: verification.verify(session, life.secret, home=HOME))
        if life.stand.is_proved or life.stand.is_withdrawn or life.stand.is_over:
            assert isinstance(said, BadLink)
            return
        assert isinstance(said, str)
        life.stand.is_proved = True
        life.did(Act.VERIFY)
        life.arrive(is_trusted=life.organiser in self.trusted, words=life.stand.words)

    @rule(flagged=FLAGGED, stale=STALE)
    def edit(self, flagged: bool, stale: bool) -> None:
        life = self.life
        stand, title = life.stand, self.title()
        seen = stand.shown.number - stale
        sent = night(title=title, organiser_email=self.mailboxes[life.organiser])
        extras = Extras(flags=("A word to look at",) if flagged else ())
        said = self.site.write(
            lambda session: managing.change(session, life.key, sent, seen=seen, extras=extras, home=HOME)
        )
        if stand.is_withdrawn or stand.is_cancelled or stand.is_over or stand.status == Status.ARCHIVED:
            assert isinstance(said, TooLate)
            return
        if stale:
            assert isinstance(said, Stale)
            return
        assert said is None
        words = Words(max(life.texts) + 1, title, flagged)
        life.texts[words.number] = title
        if stand.status == Status.PUBLISHED:
            stand.change = words
        else:
            stand.words, stand.status, stand.change = words, Status.PENDING, None
        life.did(Act.CHANGE)
        life.arrive(is_trusted=life.organiser in self.trusted, words=words)

    def decide(
        self, by: int, stale: int, real: Callable[..., Any], model: str, *more: Any, **why: Any
    ) -> None:
        """A moderator looks, and presses a button; sometimes about what was on the screen before."""
        life = self.life
        page = self.site.run(shown(life.id))
        life.seen.add(page)
        seen, before = page[0] - stale, life.copy_of_stand()
        made = Decision(self.site.people[by], HOME)
        expected = getattr(life.stand, model)(seen, *more)
        said = self.site.write(lambda session: real(session, life.id, made, seen=seen, **why))
        if isinstance(expected, Act):
            assert said is None, said
            life.did(expected, made, before)
        else:
            assert type(said) is expected, (said, expected)

    @property
    def since_the_night(self) -> int:
        """How much lower the number of the listed words is than that of the words on the screen."""
        return self.life.stand.shown.number - self.life.stand.words.number

    @rule(by=BY, stale=STALE)
    def approve(self, by: int, stale: bool) -> None:
        self.decide(by, stale, moderation.approve, "approve")

    @rule(by=BY, stale=STALE)
    def reject(self, by: int, stale: bool) -> None:
        self.decide(by, stale, moderation.reject, "reject", why=WHY)

    @rule(by=BY)
    def look_at_the_night_itself_and_reject(self, by: int) -> None:
        """As from the page of the night, not of its change."""
        self.decide(by, self.since_the_night, moderation.reject, "reject", why=WHY)

    @rule(by=BY, stale=STALE)
    def unpublish(self, by: int, stale: bool) -> None:
        self.decide(by, self.since_the_night + stale, moderation.unpublish, "unpublish", why=WHY)

    @rule(by=BY, stale=STALE)
    def hold(self, by: int, stale: bool) -> None:
        self.decide(by, stale, moderation.hold, "put", Act.HOLD)

    @rule(by=BY, stale=STALE)
    def release(self, by: int, stale: bool) -> None:
        self.decide(by, stale, moderation.release, "put", Act.RELEASE)

    @precondition(lambda self: self.life.undoable)
    @rule(other=STALE)
    def undo(self, other: bool) -> None:
        life = self.life
        assert life.undoable
        made, before = life.undoable
        by = next(one for one in self.site.people if (one == made.by) != other)
        try:
            self.site.run(undo(made, by))
        except NoWayBack:
            assert other, "it could have been undone"
            return
        assert not other, "it was somebody else's"
        before.reports |= life.stand.reports
        life.stand = before
        life.did(Act.UNDO)

    # By chance alone these come one after the other too rarely.

    @rule(by=BY)
    def approve_and_undo_and_edit(self, by: int) -> None:
        self.approve(by=by, stale=False)
        if self.life.undoable:
            self.undo(other=False)
            self.edit(flagged=True, stale=False)

    @precondition(lambda self: self.life.stand.status == Status.PUBLISHED)
    @rule(by=BY)
    def edit_and_unpublish_and_edit(self, by: int) -> None:
        self.edit(flagged=True, stale=False)
        self.unpublish(by=by, stale=False)
        self.edit(flagged=True, stale=False)

    @rule()
    def undo_what_was_undone(self) -> None:
        """A second press, or one that comes too late, changes nothing: the invariants would see it."""
        life = self.life
        for line in self.site.run(trail(life.id))[:-1]:
            if line.batch_id and line.person_id:
                by = next(one for one in self.site.people if one.id == line.person_id)
                with pytest.raises(NoWayBack):
                    self.site.run(undo(Decision(by, HOME, line.batch_id)))

    @precondition(lambda self: len(self.life.acts) > LONG)
    @rule()
    def withdraw(self) -> None:
        life = self.life
        stand = life.stand
        said = self.site.write(lambda session: managing.withdraw(session, life.key))
        if stand.status == Status.ARCHIVED:
            assert (said is None) == stand.is_withdrawn
            return
        assert said is None
        stand.is_withdrawn, stand.status, stand.change = True, Status.ARCHIVED, None
        stand.is_hidden = stand.is_unreviewed = False
        life.did(Act.WITHDRAW)

    @precondition(lambda self: len(self.life.acts) > LONG // 2)
    @rule()
    def cancel(self) -> None:
        life = self.life
        stand = life.stand
        said = self.site.write(lambda session: managing.cancel(session, life.key, home=HOME))
        if stand.status == Status.PUBLISHED and not stand.is_cancelled and not stand.is_over:
            assert said is None
            stand.is_cancelled, stand.change = True, None
            life.did(Act.CANCEL)
        else:
            assert (said is None) == stand.is_cancelled

    @precondition(lambda self: self.life.stand.status == Status.PUBLISHED)
    @rule(hides=FLAGGED)
    def report(self, hides: bool) -> None:
        life, found = self.life, []
        reason = ReportReason.SCAM if hides else ReportReason.WRONG
        assert self.site.write(lambda session: reported(session, life, reason, found)) is None
        (report_id,) = found
        life.stand.reports.add(report_id)
        life.reasons[report_id] = reason
        if hides and life.stand.words.number not in life.dismissed:
            life.stand.hide()
            life.did(Act.HIDE)

    @precondition(lambda self: self.life.stand.reports and not self.life.stand.is_withdrawn)
    @rule(by=BY)
    def dismiss(self, by: int) -> None:
        life = self.life
        report_id = life.stand.reports.pop()
        made = Decision(self.site.people[by], HOME)
        is_dismissed = self.site.write(
            lambda session: reports.decide(session, report_id, made, is_right=False)
        )
        assert is_dismissed == life.id
        if life.reasons[report_id] == ReportReason.SCAM:
            life.dismissed.add(life.stand.words.number)
        life.stand.let_go()
        life.did(Act.DISMISS_REPORT)

    @precondition(lambda self: self.life.stand.status == Status.REJECTED)
    @rule()
    def appeal(self) -> None:
        life = self.life
        key = life.key
        said = self.site.write(lambda session: appeals.appeal(session, key, "It is a real night."))
        if life.stand.is_over:
            assert isinstance(said, TooLate)
            return
        assert said is None
        life.stand.status, life.stand.is_appealed = Status.PENDING, True
        life.did(Act.APPEAL)

    @precondition(lambda self: len(self.life.acts) > LONG // 2)
    @rule(forget=st.booleans(), kept=st.booleans())
    def end_and_archive(self, forget: bool, kept: bool) -> None:
        """Its evening is over, and the hourly job comes, perhaps not for the first time."""
        life = self.life
        event = self.site.run(look(life.id))
        self.site.ahead += max(timedelta(), event.end_at + timedelta(days=2) - clock.now())
        life.stand.is_over, life.undoable = True, None
        while self.site.write(archive.archive_some):
            pass
        if life.stand.is_to_be_put_away():
            life.stand.put_away()
            life.did(Act.ARCHIVE)
        if forget:
            self.site.run(compare(life))
            self.forget(kept=kept)

    @precondition(lambda self: self.life.stand.is_over)
    @rule(kept=st.booleans())
    def forget(self, kept: bool) -> None:
        """Half a year later. What a hold keeps is as it was; then another night begins."""
        life = self.life
        self.site.ahead += timedelta(days=181)
        if kept:
            self.site.run(hold(life.id))
            life.did(Act.KEEP)
            self.site.forget_nights()
            self.site.run(compare(life))
            self.site.run(let_go(life.id))
        was_public = self.site.run(look(life.id)).published_at is not None
        self.site.forget_nights()
        self.site.run(forgotten(life, was_public=was_public))
        self.trusted = set()
        self.mailboxes = [f"{uuid4().hex[:12]}@example.org" for _ in range(2)]
        self.list_some()
        self.submit(organiser=life.organiser, flagged=False, unproved=False)

    @precondition(lambda self: self.life.organiser == 0)
    @rule(on=st.booleans())
    def trust(self, on: bool) -> None:
        life = self.life
        act = trust.trust if on else trust.distrust

        async def choose(session: db.Session) -> None:
            event = await rows.lock(session, life.id)
            assert event
            await act(session, event, self.site.people[0])

        assert self.site.write(choose) is None
        if on != (0 in self.trusted):
            life.did(Act.TRUST if on else Act.DISTRUST)
        self.trusted = {0} if on else set()

    @precondition(lambda self: self.life.undoable)
    @rule()
    def wait(self) -> None:
        self.site.ahead += UNDO_FOR + timedelta(seconds=1)
        self.life.undoable = None

    @invariant()
    def all_is_as_the_model_says(self) -> None:
        self.site.run(compare(self.life))


async def shown(event_id: UUID) -> tuple[int, str]:
    """What stands on a moderator's screen: the number and the words."""
    async with db.reading() as session:
        event = await look(event_id)
        change = await rows.waiting_revision(session, event_id) if event.status == Status.PUBLISHED else None
        return (change.number, change.content["title"]) if change else (event.revision, event.title)


async def reported(session: db.Session, life: Life, reason: ReportReason, found: list[UUID]) -> None:
    await reports.take_in(session, life.id, Said(reason), ip="", visitor="", home=HOME)
    mine = select(Report.id).where(col(Report.event_id) == life.id, col(Report.state) == ReportState.OPEN)
    found.extend(one for one in (await session.exec(mine)).all() if one not in life.stand.reports)


async def forgotten(life: Life, *, was_public: bool) -> None:
    """What must be so when half a year has gone by: the facts of what was public, and of the rest nothing."""
    async with db.reading() as session:
        event = (await session.exec(select(Event).where(col(Event.id) == life.id))).one_or_none()
        for table in (Revision, Report, Token):
            assert (await session.exec(select(table).where(col(table.event_id) == life.id))).all() == []
    lines = await trail(life.id)
    assert [line.id for line in lines][: len(life.lines)] == life.lines
    assert {str((line.reason, line.before, line.after)) for line in lines} == {"('', {}, {})"}
    assert (event is not None) == was_public
    if event:
        left = (event.title, event.description, event.organiser_name, event.organiser_email, event.queued_at)
        assert left == (life.stand.words.title, "", "", "", None)
        assert event.status in (Status.ARCHIVED, Status.REJECTED)


async def compare(life: Life) -> None:
    """What must be so after every step."""
    stand = life.stand
    async with db.reading() as session:
        event = (await session.exec(select(Event).where(col(Event.id) == life.id))).one()
        changes = (await session.exec(select(Revision).where(col(Revision.event_id) == life.id))).all()
        lines = await trail(life.id)
        keys = [mail_of(line.id) for line in lines]
        written = (await session.exec(select(Mail.dedupe_key).where(col(Mail.dedupe_key).in_(keys)))).all()
    waiting = next((one for one in changes if one.state == RevisionState.WAITING), None)
    assert (event.status, event.is_unreviewed, bool(event.hidden_at), bool(event.cancelled_at)) == (
        stand.status, stand.is_unreviewed, stand.is_hidden, stand.is_cancelled,
    )  # fmt: skip
    assert (event.queued_at is not None) == stand.waits
    assert event.held_at is None or stand.waits
    # a number never means two texts
    assert (event.revision, event.title) == (stand.words.number, life.texts[stand.words.number])
    assert all(life.texts[one.number] == one.content["title"] for one in changes)
    assert (waiting.number if waiting else None) == (stand.change.number if stand.change else None)
    # the trail only grows, and says everything
    assert [line.id for line in lines][: len(life.lines)] == life.lines
    life.lines = [line.id for line in lines]
    assert [line.act for line in lines] == life.acts
    # one mail for each decision that stands
    undone = {before.id for before, line in pairwise(lines) if line.act == Act.UNDO}
    stands = [line for line in lines if line.id not in undone]
    assert sorted(written) == sorted(mail_of(line.id) for line in stands if line.act in MAILED)
    # what is public was seen and approved by a person, or is a trusted organiser's
    if event.status == Status.PUBLISHED:
        by_person = {line.revision for line in stands if line.act in (Act.APPROVE, Act.LOOK_OVER)}
        was_seen = event.revision in by_person and (event.revision, event.title) in life.seen
        assert was_seen or event.revision in life.trusted_texts
        assert was_seen or event.is_unreviewed, "nobody has looked, and nobody will"
        public = (event.title, event.is_unreviewed and None, bool(event.cancelled_at))
        assert life.public.setdefault(event.sequence, public) == public, "calendars would not take it as new"
    assert event.sequence >= life.sequence
    life.sequence = event.sequence


@pytest.mark.timeout(60 + 10 * EXAMPLES)
def test_whatever_is_done_the_site_is_as_the_model_says(
    fresh_database: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with asyncio.Runner() as runner:
        opened: db.Database = runner.run(opened_on(fresh_database))
        site, now = Site(runner), clock.now

        def moved() -> datetime:
            return now() + site.ahead

        monkeypatch.setattr(clock, "now", moved)
        run_state_machine_as_test(
            lambda: Night(site),
            settings=settings(
                max_examples=EXAMPLES,
                stateful_step_count=STEPS,
                deadline=None,
                phases=[Phase.generate, *([Phase.shrink] if SHRINK else [])],  # it may take five minutes
                suppress_health_check=list(HealthCheck),
            ),
        )
        runner.run(opened.close())


async def opened_on(url: str) -> db.Database:
    return db.open_(url)
