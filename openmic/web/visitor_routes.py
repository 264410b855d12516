"""What visitors, organisers and readers of the weekly mail can do: forms, and the pages that their links open."""

from starlette.routing import Route

from openmic.web import (
    appeals,
    cards,
    complaint,
    contact,
    copying,
    digest,
    embeds,
    managing,
    mine,
    personal_data,
    plain,
    poster,
    reports,
    sign_in,
    submission,
    subscribe,
    subscriptions,
    verification,
)
from openmic.web.subscribe import led_on

FORM = ["GET", "HEAD", "POST"]
PEOPLE = [
    Route("/sign-in/", plain.either(show=sign_in.show, act=sign_in.send), methods=FORM),
    Route("/sign-in/sent/", sign_in.sent),
    Route("/sign-in/confirm/", plain.either(show=sign_in.look, act=sign_in.confirm), methods=FORM),
    Route("/my/", mine.show),
    Route("/sign-out/", plain.either(show=sign_in.offer_sign_out, act=sign_in.sign_out), methods=FORM),
]
NIGHTS = [
    Route("/submit/", plain.either(show=submission.show, act=submission.send), methods=FORM),
    Route("/submit/sent/", plain.either(show=submission.sent, act=submission.again), methods=FORM),
    Route("/verify-email/", plain.either(show=verification.show, act=verification.confirm), methods=FORM),
    Route("/manage/", plain.either(show=managing.show, act=managing.send_links), methods=FORM),
    Route("/manage/change/", plain.either(show=managing.open_form, act=managing.change), methods=FORM),
    Route("/manage/cancel/", plain.either(show=managing.ask, act=managing.cancel), methods=FORM),
    Route("/manage/confirm/", plain.either(show=managing.ask, act=managing.confirm), methods=FORM),
    Route("/manage/appeal/", appeals.send, methods=["POST"]),
    Route("/manage/withdraw/", plain.either(show=managing.ask, act=managing.withdraw), methods=FORM),
]
OWN_NIGHTS = [
    Route("/my/nights.csv", mine.sheet),
    Route("/manage/nights.csv", mine.sheet_of_one),
    Route("/manage/copy/", plain.either(show=copying.show, act=copying.send), methods=FORM),
]
REPORTS = [
    Route("/e/{event}/report", plain.either(show=reports.show, act=reports.send), methods=FORM),
    Route("/e/{event}/report/", plain.either(show=reports.show, act=reports.send), methods=FORM),
    Route("/e/{event}/report/sent/", reports.sent),
]
MESSAGES = [
    Route("/e/{event}/contact/", plain.either(show=contact.show, act=contact.send), methods=FORM),
    Route("/e/{event}/contact", plain.either(show=contact.go_to_form, act=contact.send), methods=FORM),
    Route("/e/{event}/contact/sent/", contact.sent),
    Route("/messages/confirm/", plain.either(show=contact.look, act=contact.confirm), methods=FORM),
    Route(
        "/manage/messages/",
        plain.either(show=managing.show_messages, act=managing.switch_messages),
        methods=FORM,
    ),
]
SUBSCRIBERS = [
    Route("/subscribe/", plain.either(show=subscribe.show, act=subscribe.send), methods=FORM),
    Route("/subscribe/sent/", subscribe.sent),
    Route(
        "/subscribe/confirm/",
        led_on(plain.either(show=subscribe.look, act=subscribe.confirm)),
        methods=FORM,
    ),
    Route("/subscriptions/", led_on(subscriptions.show)),
    Route("/subscriptions/{act}/", led_on(subscriptions.act), methods=["POST"]),
    Route(
        "/unsubscribe/",
        led_on(plain.either(show=subscriptions.ask, act=subscriptions.leave)),
        methods=FORM,
    ),
    Route("/digest/{week}/{event}/", digest.follow),
]
# The same for everybody: kept ready with the public pages (web/app.py).
EMBEDS = [
    Route("/embed/", embeds.show),
    Route("/embed/code/", embeds.code),
    Route("/events/partial-list/", embeds.piece),
]
RIGHTS = [
    Route("/privacy/request/", plain.either(show=personal_data.show, act=personal_data.send), methods=FORM),
    Route("/privacy/request/sent/", personal_data.sent),
    Route("/privacy/data/", personal_data.look),
    *(Route(f"/privacy/data/{file}", personal_data.download) for file in personal_data.FILES),
    Route(
        "/privacy/data/erase/", plain.either(show=personal_data.ask, act=personal_data.erase), methods=FORM
    ),
    Route("/privacy/erased/", personal_data.done),
    Route("/complaint/", plain.either(show=complaint.show, act=complaint.send), methods=FORM),
    Route("/complaint/sent/", complaint.sent),
]
SHARED = [
    Route("/e/{event}/card.png", cards.of_night),
    Route("/e/{event}/poster/", poster.show),
    Route("/e/{event}/qr.svg", poster.code),
    Route("/towns/{town}/card.png", cards.of_place),
    Route("/venues/{venue}/card.png", cards.of_place),
]
ROUTES = [*PEOPLE, *NIGHTS, *OWN_NIGHTS, *REPORTS, *MESSAGES, *SUBSCRIBERS, *RIGHTS, *SHARED]
