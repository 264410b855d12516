"""Reports: what hides a night at once, what lists it again, and who hears of it."""

import asyncio
from datetime import timedelta

import pytest

from openmic import clock, db, errors
from openmic.domain import listings, managing
from openmic.domain.decision import UNDO_FOR, Decided, Reported
from openmic.domain.listings import LookedAt
from openmic.domain.undoing import TooLate
from openmic.models import Act, Actor, ReportReason, ReportState, Status
from openmic.views.report_reasons import CANNOT_WAIT
from tests.domain.test_managing import change, kept
from tests.moderating import approve, look, moderator, reject, stored, trail, undo, unpublish, waiting
from tests.people import fingerprint, mails
from tests.reporting import REPORTER, decide, report, said
from tests.sending import HOME, events

pytestmark = pytest.mark.usefixtures("database")
ORGANISER = "organiser@example.org"


async def kinds(to: str) -> list[str]:
    return [mail.kind for mail in await mails(to)]


@pytest.mark.parametrize("reason", list(ReportReason))
async def test_what_cannot_wait_hides_the_night_at_once_and_the_rest_is_queued(reason: ReportReason) -> None:
    night = await stored()
    before = await look(night)
    await report(night, reason)
    after = await look(night)
    [kept_report] = await said(night)
    assert after.queued_at is not None
    assert kept_report.hid_listing == (reason in CANNOT_WAIT)
    if reason in CANNOT_WAIT:
        assert (after.status, after.approved_revision, after.sequence) == (Status.PENDING, 1, 1)
        assert after.hidden_at is not None
        assert after.published_at == before.published_at
        [line] = await trail(night)
        assert (line.act, line.by, line.before["status"]) == (Act.HIDE, Actor.VISITOR, "published")
        async with db.reading() as session:
            with pytest.raises(LookedAt):
                await listings.find(session, night)
            with pytest.raises(LookedAt):
                await listings.calendar_entry(session, night)
    else:
        assert (after.status, after.sequence) == (Status.PUBLISHED, 0)
        assert await mails() == []


async def test_the_organiser_reads_what_is_said_in_our_words_only() -> None:
    night = await stored()
    await report(night)
    [mail] = await mails()
    assert (mail.kind, mail.recipient) == ("hidden", ORGANISER)
    for text in (mail.subject, mail.text, mail.html):
        assert "Canary" not in text
        assert "reporter@" not in text
    assert "may be a scam" in mail.text
    assert f"{HOME}/manage/?token=" in mail.text
    assert all("Canary" not in line.model_dump_json() for line in await trail(night))


async def test_the_last_report_dismissed_lists_the_night_as_it_was() -> None:
    night, sam = await stored(), await moderator()
    before = await look(night)
    await report(night)
    await report(night, ReportReason.WRONG, mailbox="", ip="203.0.113.9")
    first, second = await said(night)
    await decide(first, sam, is_right=False)
    assert (await look(night)).status == Status.PENDING
    await decide(second, sam, is_right=False)
    after = await look(night)
    assert (after.status, after.hidden_at, after.queued_at, after.sequence) == (
        Status.PUBLISHED, None, None, 2,
    )  # fmt: skip
    assert after.published_at == before.published_at
    assert await kinds(ORGANISER) == ["hidden", "listed-again"]
    assert await kinds(REPORTER) == ["report-dismissed"]
    assert [line.act for line in await trail(night)] == [Act.HIDE, Act.DISMISS_REPORT, Act.DISMISS_REPORT]


@pytest.mark.parametrize("right_first", [True, False])
async def test_a_hidden_night_of_which_one_report_was_right_stays_hidden(right_first: bool) -> None:
    night, sam = await stored(), await moderator()
    await report(night)
    await report(night, ReportReason.HATE)
    for number, one in enumerate(await said(night)):
        await decide(one, sam, is_right=(number == 0) == right_first)
    hidden = await look(night)
    assert hidden.hidden_at is not None
    assert hidden.queued_at is not None
    await approve(night, sam)
    listed = await look(night)
    assert (listed.status, listed.hidden_at, listed.sequence) == (Status.PUBLISHED, None, 2)


async def test_a_hidden_night_is_not_approved_before_its_reports_are_decided() -> None:
    night, sam = await stored(), await moderator()
    await report(night)
    with pytest.raises(Reported):
        await approve(night, sam)


async def test_a_hidden_night_that_was_changed_waits_for_approval_of_its_new_words() -> None:
    key, sam = await kept(), await moderator()
    [event] = await events()
    await report(event.id)
    await change(key, title="Other words")
    [one] = await said(event.id)
    await decide(one, sam, is_right=False)
    after = await look(event.id)
    assert (after.status, after.hidden_at, after.title) == (Status.PENDING, None, "Other words")
    assert after.queued_at is not None
    assert "listed-again" not in await kinds(ORGANISER)
    await approve(event.id, sam, seen=after.revision)
    assert (await look(event.id)).status == Status.PUBLISHED


async def test_what_was_dismissed_about_these_words_hides_them_no_more() -> None:
    key, sam = await kept(), await moderator()
    [event] = await events()
    await report(event.id)
    [one] = await said(event.id)
    await decide(one, sam, is_right=False)
    await report(event.id)
    again = await look(event.id)
    assert (again.status, again.queued_at is not None) == (Status.PUBLISHED, True)
    await report(event.id, ReportReason.HATE)  # nobody has looked at that
    assert (await look(event.id)).hidden_at is not None
    for one in await said(event.id):
        if one.state == ReportState.OPEN:
            await decide(one, sam, is_right=False)
    await change(key, title="Other words")
    await approve(event.id, sam, seen=2)
    await report(event.id)
    assert (await look(event.id)).hidden_at is not None


async def test_the_same_visitor_saying_the_same_again_adds_nothing() -> None:
    night = await stored()
    await report(night, ReportReason.WRONG)
    before = await fingerprint()
    await report(night, ReportReason.WRONG, words="Again")
    assert await fingerprint() == before
    await report(night, ReportReason.OTHER)
    await report(night, ReportReason.WRONG, ip="203.0.113.9")
    home = {"ip": "2001:db8:1:2::1", "visitor": "2001:db8:1:2::/64"}
    await report(night, ReportReason.WRONG, **home)
    await report(night, ReportReason.WRONG, **home | {"ip": "2001:db8:1:2::2"})
    assert len(await said(night)) == 4
    for one in await said(night):
        await decide(one, await moderator(f"m-{one.id}@example.org"), is_right=True)
    await report(night, ReportReason.WRONG)
    assert len(await said(night)) == 5


async def test_twenty_reports_at_once_hide_a_night_once() -> None:
    night = await stored()
    await asyncio.gather(*(report(night, ip=f"203.0.113.{number}") for number in range(20)))
    assert len(await said(night)) == 20
    assert [one.hid_listing for one in await said(night)].count(True) == 1
    assert await kinds(ORGANISER) == ["hidden"]
    assert (await look(night)).sequence == 1


async def test_two_moderators_at_once_decide_a_report_once() -> None:
    night, sam, kim = await stored(), await moderator(), await moderator("kim@example.org")
    await report(night)
    [one] = await said(night)
    done = await asyncio.gather(
        decide(one, sam, is_right=True), decide(one, kim, is_right=False), return_exceptions=True
    )
    assert [type(outcome) for outcome in done].count(Decided) == 1
    assert len(await mails(REPORTER)) == 1


@pytest.mark.parametrize("turn_down", [reject, unpublish])
async def test_who_reported_hears_of_a_night_that_was_taken_off_unless_that_is_undone(turn_down) -> None:
    night, sam = await stored(), await moderator()
    await report(night, ReportReason.WRONG)
    made = await turn_down(night, sam)
    [mail] = await mails(REPORTER)
    assert mail.kind == "report-right"
    assert mail.next_at - mail.created_at > UNDO_FOR
    assert "organiser@" not in mail.text + mail.html
    await undo(made)
    assert await mails() == []
    assert [one.state for one in await said(night)] == [ReportState.OPEN]
    await turn_down(night, sam)
    assert await kinds(REPORTER) == ["report-right"]


async def test_a_rejected_hidden_night_settles_its_reports_and_undoing_that_hides_it_again() -> None:
    night, sam = await stored(), await moderator()
    await report(night)
    made = await reject(night, sam)
    assert [one.state for one in await said(night)] == [ReportState.REVIEWED]
    await undo(made)
    again = await look(night)
    assert (again.status, again.hidden_at is not None) == (Status.PENDING, True)
    [one] = await said(night)
    await decide(one, sam, is_right=False)
    assert (await look(night)).status == Status.PUBLISHED


async def test_a_decision_about_a_report_cannot_be_undone() -> None:
    night, sam = await stored(), await moderator()
    await report(night)
    [one] = await said(night)
    made = await decide(one, sam, is_right=False)
    with pytest.raises(TooLate):
        await undo(made)


async def test_a_withdrawn_night_has_no_open_reports() -> None:
    key = await kept()
    [event] = await events()
    await report(event.id)
    async with db.transaction() as session:
        await managing.withdraw(session, key)
    [one] = await said(event.id)
    assert one.state == ReportState.REVIEWED
    assert (await look(event.id)).queued_at is None
    assert await kinds(REPORTER) == ["report-right"]
    with pytest.raises(errors.NotFound):
        await decide(one, await moderator(), is_right=False)


async def test_a_night_nobody_can_see_is_not_reported() -> None:
    never = await waiting()
    gone = await stored(status=Status.REJECTED, published_at=clock.now())
    before = await fingerprint()
    for night, refusal in ((never, errors.NotFound), (gone, errors.Gone)):
        with pytest.raises(refusal):
            await report(night)
    assert await fingerprint() == before


async def test_a_past_night_is_hidden_and_listed_as_well() -> None:
    night, sam = await stored(start_at=clock.now() - timedelta(days=2)), await moderator()
    await report(night)
    assert (await look(night)).hidden_at is not None
    [one] = await said(night)
    await decide(one, sam, is_right=False)
    assert (await look(night)).status == Status.PUBLISHED


async def test_a_trusted_organisers_night_is_hidden_as_any_other() -> None:
    night = await stored(is_unreviewed=True, queued_at=clock.now())
    await report(night)
    hidden = await look(night)
    assert (hidden.status, hidden.is_unreviewed) == (Status.PENDING, False)


@pytest.mark.parametrize("nobody_had_looked", [True, False])
async def test_a_night_nobody_had_looked_over_still_waits_for_that(nobody_had_looked: bool) -> None:
    night, sam = await stored(is_unreviewed=nobody_had_looked), await moderator()
    await report(night)
    [one] = await said(night)
    await decide(one, sam, is_right=False)
    listed = await look(night)
    assert (listed.status, listed.is_unreviewed) == (Status.PUBLISHED, nobody_had_looked)
    assert (listed.queued_at is not None) == nobody_had_looked
