"""`/submit/`: the form for a night, as the server sends it and takes it; and what happens next."""

from starlette.requests import Request
from starlette.responses import Response

from openmic import clock, db, errors, settings, urls
from openmic.adapters import bot_check
from openmic.adapters.html import PLAIN
from openmic.domain import forms, gate, submissions, suspicion, verification
from openmic.parts.verifying import sent_page
from openmic.parts.wizard import wizard
from openmic.views import email_address, night_form
from openmic.views.fields import Field
from openmic.views.night_form import Checked
from openmic.web import allowance, fields, picture_field, plain, signed_in, site, uploads
from openmic.web.head import Head

HEADING = "List your open mic · OpenMicOxfordshire"
DESCRIPTION = "Tell Oxfordshire about your open mic: free, in three minutes, without an account."
FORGET_DRAFT = 'localStorage.removeItem("openmic-draft")'
WIDGET = "https://challenges.cloudflare.com/turnstile/v0/api.js"
ANSWER = "cf-turnstile-response"  # what the widget calls the field it adds


async def show(request: Request) -> Response:
    """An empty form."""
    sender = await signed_in.who(request)
    async with db.reading() as session:
        page = await forms.blank(session, is_signed_in=sender is not None)
    here = site.of(request)
    head = Head(HEADING, DESCRIPTION, here.absolute(urls.submit()), widget=WIDGET if page.bot_check else "")
    response = here.live(here.client.shells[urls.submit()], head, wizard(PLAIN, page))
    response.headers.update(plain.PERSONAL)
    return response


async def send(request: Request) -> Response:
    """Keeps a night, or says what is wrong with it beside each box, with all that was typed."""
    sent = await uploads.form(request)
    given = sent.fields
    sender = await signed_in.who(request)
    async with db.reading() as session:
        mailbox = await submissions.mailbox_of(session, sender.id) if sender else ""
    checked = night_form.check(night_form.typed(given), now=clock.now(), mailbox=mailbox)
    try:
        picture = await picture_field.taken(request, sent)
    except errors.TooMany as refusal:
        return await _again(request, given, checked, refusal=refusal)
    checked = checked.with_problems(picture.problems)
    if not checked.night:
        return await _again(request, given, checked, kept=picture.kept)
    key = fields.key(given)
    try:
        async with db.reading() as session:
            await gate.admit(session, key, is_signed_in=sender is not None)
        await allowance.spend(request, "submit", mailbox=checked.night.organiser_email)
        async with db.reading() as session:
            causes_mail = not sender and not await submissions.has_come(
                session, key, mailbox=checked.night.organiser_email
            )
        if causes_mail:
            await allowance.spend(request, "verify", mailbox=checked.night.organiser_email)
    except (errors.TooMany, gate.Shut) as refusal:
        return await _again(request, given, checked, kept=picture.kept, refusal=refusal)
    verdict = await bot_check.check(
        given.get(ANSWER, ""), settings=settings.current(), ip=allowance.visitor_of(request), action="submit"
    )
    extras = picture.extras((*suspicion.flags(checked.night, given), *suspicion.flags_of_check(verdict)))
    async with db.transaction() as session:
        receipt = await submissions.submit(
            session,
            checked.night,
            key=key,
            sender_id=sender.id if sender else None,
            extras=extras,
            home=site.of(request).origin,
        )
    return plain.go(urls.submitted(receipt))


async def sent(request: Request) -> Response:
    """What happens next; the form's draft on the device is forgotten here, where it is known to have arrived."""
    secret = request.query_params.get("receipt", "")
    async with db.reading() as session:
        receipt = await verification.receipt(session, secret)
    content = sent_page(PLAIN, receipt, has_written_again="again" in request.query_params)
    return plain.private(request, "Nearly there", content, script=FORGET_DRAFT)


async def again(request: Request) -> Response:
    """Writes once more, to the address typed if there is one."""
    secret = request.query_params.get("receipt", "")
    typed = (await fields.read(request)).get("mailbox", "")
    mailbox = email_address.normalise(typed)
    async with db.reading() as session:
        receipt = await verification.receipt(session, secret)
    if typed and not mailbox:
        content = sent_page(PLAIN, receipt, other=Field(typed, email_address.NOT_ONE))
        return plain.private(request, "Error: Nearly there", content, status=422)
    await allowance.spend(request, "verify", mailbox=mailbox or receipt.where_to)
    async with db.transaction() as session:
        await verification.send_again(session, secret, to=mailbox or "", home=site.of(request).origin)
    return plain.go(urls.submitted(secret, is_again=True))


async def _again(
    request: Request,
    given: dict[str, str],
    checked: Checked,
    *,
    kept: str = "",
    refusal: errors.Refusal | None = None,
) -> Response:
    sender = await signed_in.who(request)
    async with db.reading() as session:
        blank = await forms.blank(session, is_signed_in=sender is not None)
    page = forms.typed_again(
        blank,
        checked,
        key=str(fields.key(given)),
        opened=given.get("opened", ""),
        kept_picture=kept,
    )
    content = wizard(PLAIN, page, trouble=refusal.in_form if refusal else "")
    response = plain.private(
        request,
        f"Error: {HEADING}",
        content,
        status=refusal.status if refusal else 422,
        widget=WIDGET if page.bot_check else "",
    )
    return plain.asking_to_wait(response, refusal)
