"""A moderator edits a night's words, or takes it off the site."""

from uuid import UUID

from starlette.requests import Request
from starlette.responses import Response

from openmic import clock, db, errors
from openmic.adapters.html import PLAIN
from openmic.domain import desk, editing, forms, moderation, suspicion
from openmic.domain.decision import Changed, Decided, Decision
from openmic.parts.desk import unpublish_page
from openmic.parts.desk_edit import edit_page
from openmic.parts.moderation_frame import EVENTS
from openmic.parts.notices import problem_notice
from openmic.views import night_form, night_times, reasons
from openmic.views.fields import EMPTY, Field, Problem
from openmic.views.night_form import NightForm
from openmic.web import fields, picture_field, site, uploads
from openmic.web import moderation_frame as frame
from openmic.web.moderation_desk import done


async def open_edit(request: Request) -> Response:
    """The form with the night's present words, or those of the change that waits."""
    await frame.moderator(request)
    night = frame.night_id(request)
    async with db.reading() as session:
        opened = await editing.open_form(session, night)
    times = night_times.read(opened.typed, now=clock.now())
    form = night_form.filled(opened.typed, {}, asks_start=times.asks_start, asks_end=times.asks_end)
    return await _form(request, night, opened, form, seen=opened.seen)


async def edit(request: Request) -> Response:
    """Keeps an edit, or says what is wrong with it beside each box, with all that was typed."""
    by, night = await frame.moderator(request), frame.night_id(request)
    sent = await uploads.form(request)
    seen = frame.number(sent.fields.get("seen", ""))
    async with db.reading() as session:
        opened = await editing.open_form(session, night)
    checked = night_form.check(
        night_form.typed(sent.fields), now=clock.now(), mailbox=opened.mailbox, is_new=False
    )
    shown = None if "drop_picture" in sent.fields else opened.picture
    try:
        picture = await picture_field.taken(request, sent, shown=shown)
    except errors.TooMany as refusal:
        return await _form(
            request, night, opened, checked.form(), seen=seen, trouble=refusal.in_form, status=refusal.status
        )
    checked = checked.with_problems(picture.problems)
    if not checked.night:
        return await _form(request, night, opened, checked.form(), seen=seen, kept=picture.kept, status=422)
    extras = picture.extras(suspicion.flags_of_words(checked.night))
    try:
        async with db.transaction() as session:
            event = await moderation.found(session, night)
            made = Decision(by, site.of(request).origin)
            is_other = await editing.edit(session, event, made, checked.night, seen=seen, extras=extras)
    except Changed as refusal:
        return await _form(
            request,
            night,
            opened,
            checked.form(),
            seen=opened.seen,
            kept=picture.kept,
            trouble=f"{refusal.advice} What you typed is still here.",
            status=refusal.status,
        )
    return done(request, "edited" if is_other else "kept")


async def ask_unpublish(request: Request) -> Response:
    """The question why a listed night is to be taken off."""
    await frame.moderator(request)
    return await _question(request)


async def unpublish(request: Request) -> Response:
    """Takes a listed night off the site and mails why."""
    by, night = await frame.moderator(request), frame.night_id(request)
    given = await fields.read(request)
    key, words = given.get("reason", ""), given.get("words", "")
    why = reasons.why(key, words)
    if isinstance(why, str):
        name = "words" if key in reasons.BY_KEY else "reason"
        return await _question(
            request,
            reason=Field(key, why if name == "reason" else ""),
            words=Field(words, why if name == "words" else ""),
            problems=(Problem(f"#{name}", why),),
            status=422,
        )
    try:
        async with db.transaction() as session:
            made = Decision(by, site.of(request).origin)
            await moderation.unpublish(
                session, night, made, seen=frame.number(given.get("seen", "")), why=why
            )
    except Changed as refusal:
        return await _question(
            request, reason=Field(key), words=Field(words), trouble=refusal.advice, status=refusal.status
        )
    return done(request, "unpublished")


async def _question(
    request: Request,
    *,
    reason: Field = EMPTY,
    words: Field = EMPTY,
    problems: tuple[Problem, ...] = (),
    trouble: str = "",
    status: int = 200,
) -> Response:
    by = await frame.moderator(request)
    async with db.reading() as session:
        page = await desk.look(session, frame.night_id(request), by, origin=site.of(request).origin)
    if not page.can_unpublish:
        raise Decided
    content = unpublish_page(
        PLAIN, page, reason=reason, words=words, problems=problems, trouble=problem_notice(PLAIN, trouble)
    )
    return await frame.page(request, "Take this night off the site?", EVENTS, content, status=status)


async def _form(
    request: Request,
    night: UUID,
    opened: editing.Opened,
    form: NightForm,
    *,
    seen: int,
    kept: str = "",
    trouble: str = "",
    status: int = 200,
) -> Response:
    async with db.reading() as session:
        venues = (await forms.blank(session)).venues
    content = edit_page(
        PLAIN,
        str(night),
        form,
        seen=seen,
        is_change=opened.is_change,
        venues=venues,
        kept=kept,
        has_picture=opened.picture is not None,
        trouble=trouble,
    )
    return await frame.page(request, "Edit this night", EVENTS, content, status=status)
