"""`/manage/`: an organiser looks after one night, with a link from a mail or signed in."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from openmic import clock, db, errors, urls
from openmic.adapters.html import PLAIN
from openmic.domain import forms, managing, relay, suspicion
from openmic.domain.managing import Key
from openmic.parts.managing import SURE, change_page, manage_page, sure_page
from openmic.parts.message_switch import messages_page
from openmic.parts.own_links import links_page
from openmic.views import email_address, night_form, night_times
from openmic.views.fields import Field
from openmic.web import allowance, fields, picture_field, plain, signed_in, site, uploads


async def key_of(request: Request) -> Key:
    """What the visitor shows to be let in."""
    if secret := fields.token(request):
        return Key(token=secret)
    person = await signed_in.who(request)
    return Key(night=request.query_params.get("night", ""), person_id=person.id if person else None)


def ours(request: Request) -> str:
    """The part of the address that proves whose page it is, and nothing else of it."""
    if secret := fields.token(request):
        return urlencode({"token": secret})
    return urlencode({"night": request.query_params.get("night", "")})


async def show(request: Request) -> Response:
    """The night; without a link the page that sends one."""
    if not fields.token(request) and not request.query_params.get("night"):
        content = links_page(PLAIN, is_done="sent" in request.query_params)
        return plain.private(request, "Your nights", content)
    async with db.reading() as session:
        page = await managing.look(
            session, await key_of(request), ours=ours(request), news=request.query_params.get("news", "")
        )
    return plain.private(request, page.title, manage_page(PLAIN, page))


async def send_links(request: Request) -> Response:
    """Mails somebody the links to their nights; every address gets the same answer."""
    typed = (await fields.read(request)).get("mailbox", "")
    mailbox = email_address.normalise(typed)
    if not mailbox:
        content = links_page(PLAIN, Field(typed, email_address.NOT_ONE))
        return plain.private(request, "Error: Your nights", content, status=422)
    await allowance.spend(request, "link", mailbox=mailbox)
    async with db.transaction() as session:
        await managing.send_links(session, mailbox, home=site.of(request).origin)
    return plain.go(urls.manage_links(is_sent=True))


async def open_form(request: Request) -> Response:
    """The form with the night's present words."""
    async with db.reading() as session:
        opened = await managing.open_form(session, await key_of(request), ours=ours(request))
    if not opened.page.can_change:
        raise managing.TooLate
    times = night_times.read(opened.typed, now=clock.now())
    form = night_form.filled(opened.typed, {}, asks_start=times.asks_start, asks_end=times.asks_end)
    return await _form(request, opened, form)


async def change(request: Request) -> Response:
    """Keeps a change, or says what is wrong with it beside each box, with all that was typed."""
    sent = await uploads.form(request)
    key = await key_of(request)
    async with db.reading() as session:
        opened = await managing.open_form(session, key, ours=ours(request))
    checked = night_form.check(
        night_form.typed(sent.fields), now=clock.now(), mailbox=opened.mailbox, is_new=False
    )
    try:
        picture = await picture_field.taken(
            request, sent, shown=None if "drop_picture" in sent.fields else opened.picture
        )
    except errors.TooMany as refusal:
        return await _form(request, opened, checked.form(), trouble=refusal.in_form, status=refusal.status)
    checked = checked.with_problems(picture.problems)
    if not checked.night:
        return await _form(request, opened, checked.form(), kept=picture.kept, status=422)
    seen = sent.fields.get("seen", "")
    extras = picture.extras(suspicion.flags_of_words(checked.night))
    try:
        await allowance.spend(request, "submit")
        async with db.transaction() as session:
            await managing.change(
                session,
                key,
                checked.night,
                seen=int(seen) if seen.isdecimal() and len(seen) < 10 else 0,
                extras=extras,
                home=site.of(request).origin,
            )
    except (managing.Stale, errors.TooMany) as refusal:
        return await _form(request, opened, checked.form(), trouble=refusal.in_form, status=refusal.status)
    return plain.go(urls.managed(ours(request), news="changed"))


async def ask(request: Request) -> Response:
    """One more question before something that cannot be undone."""
    act = request.url.path.strip("/").rpartition("/")[2]
    async with db.reading() as session:
        page = await managing.look(session, await key_of(request), ours=ours(request))
    if not {"cancel": page.can_cancel, "withdraw": page.can_withdraw, "confirm": page.needs_proof}[act]:
        raise managing.TooLate
    return plain.private(request, SURE[act].heading, sure_page(PLAIN, page, act))


async def cancel(request: Request) -> Response:
    """Shows the night as cancelled."""
    async with db.transaction() as session:
        await managing.cancel(session, await key_of(request), home=site.of(request).origin)
    return plain.go(urls.managed(ours(request), news="cancelled"))


async def confirm(request: Request) -> Response:
    """Proves the address of whoever is signed in with it."""
    async with db.transaction() as session:
        await managing.confirm(session, await key_of(request), home=site.of(request).origin)
    return plain.go(urls.managed(ours(request), news="confirmed"))


async def withdraw(request: Request) -> Response:
    """Takes the night away."""
    async with db.transaction() as session:
        await managing.withdraw(session, await key_of(request))
    return plain.go(urls.managed(ours(request), news="withdrawn"))


async def show_messages(request: Request) -> Response:
    """Whether the night takes messages, for the link in one."""
    async with db.reading() as session:
        page = await managing.look(session, await key_of(request), ours=ours(request))
    if not page.can_switch_messages:
        raise managing.TooLate
    return plain.private(request, "Messages from visitors", messages_page(PLAIN, page))


async def switch_messages(request: Request) -> Response:
    """Lets visitors write, or no longer: whatever but `on` is off."""
    is_on = (await fields.read(request)).get("messages") == "on"
    async with db.transaction() as session:
        await relay.take_messages(session, await key_of(request), is_on=is_on)
    return plain.go(urls.managed(ours(request), news="messages-on" if is_on else "messages-off"))


async def _form(
    request: Request,
    opened: managing.Opened,
    form: night_form.NightForm,
    *,
    kept: str = "",
    trouble: str = "",
    status: int = 200,
) -> Response:
    async with db.reading() as session:
        venues = (await forms.blank(session)).venues
    content = change_page(
        PLAIN,
        opened.page,
        form,
        seen=opened.seen,
        venues=venues,
        kept=kept,
        has_picture=opened.picture is not None,
        trouble=trouble,
    )
    title = "Change your night" if status == 200 else "Error: Change your night"
    return plain.private(request, title, content, status=status)
