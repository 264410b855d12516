"""The plain world's route table, in one screen."""

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.routing import Route
from starlette_compress import CompressMiddleware

from openmic import urls
from openmic.errors import Refusal
from openmic.views import criteria, queue_form
from openmic.web import (
    appeals,
    contact,
    digest,
    errors,
    event,
    finder,
    health,
    held_messages,
    holds,
    mailbox,
    managing,
    media,
    mine,
    moderation_desk,
    moderation_pages,
    moderation_words,
    plain,
    policies,
    queue,
    reports,
    rights,
    sign_in,
    submission,
    subscribe,
    subscriptions,
    upkeep,
    verification,
)
from openmic.web.cache import PageCache
from openmic.web.site import Site

# The same for everybody, made from the address alone: kept ready to send (web/cache.py).
PAGES = [
    Route("/", finder.show),
    Route("/towns/{town}/", finder.show),
    Route("/venues/{venue}/", finder.show),
    *(Route(f"/{slug}/", finder.show) for slug in urls.NEAR_SLUGS),
    Route("/e/{event}/", event.show),
    Route("/e/{event}/event.ics", event.calendar),
    *(Route(urls.policy(name), policies.show) for name in urls.POLICIES),
]
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
REPORTS = [
    Route("/e/{event}/report", plain.either(show=reports.show, act=reports.send), methods=FORM),
    Route("/e/{event}/report/", plain.either(show=reports.show, act=reports.send), methods=FORM),
    Route("/e/{event}/report/sent/", reports.sent),
    Route("/moderation/reports/{report}/review", reports.decide, methods=["POST"]),
    Route("/moderation/reports/{report}/dismiss", reports.decide, methods=["POST"]),
]
QUEUE = [
    Route("/moderation/", queue.show),
    Route("/moderation/partial-queue/", queue.show_part),
    *(Route(f"/moderation/events/{{event}}/{act}", queue.decide, methods=["POST"]) for act in queue_form.ONE),
    Route("/moderation/bulk", queue.decide_several, methods=["POST"]),
    Route("/moderation/undo", queue.undo, methods=["POST"]),
]
# Moderators only: each asks first who is there.
DESK = [
    Route("/moderation/events/", moderation_desk.search),
    Route("/moderation/events/{event}/", moderation_desk.show),
    Route(
        "/moderation/events/{event}/edit/",
        plain.either(show=moderation_words.open_edit, act=moderation_words.edit),
        methods=FORM,
    ),
    Route(
        "/moderation/events/{event}/unpublish/",
        plain.either(show=moderation_words.ask_unpublish, act=moderation_words.unpublish),
        methods=FORM,
    ),
    Route("/moderation/events/{event}/feature/", moderation_desk.feature, methods=["POST"]),
    Route("/moderation/events/{event}/unfeature/", moderation_desk.unfeature, methods=["POST"]),
    Route("/moderation/events/{event}/trust/", moderation_desk.believe, methods=["POST"]),
    Route("/moderation/events/{event}/distrust/", moderation_desk.doubt, methods=["POST"]),
    Route("/moderation/events/{event}/undo/", moderation_desk.undo, methods=["POST"]),
    Route("/moderation/trail/", moderation_pages.show_trail),
    Route("/moderation/figures/", moderation_pages.show_figures),
    Route(
        "/moderation/switches/",
        plain.either(show=moderation_pages.show_switches, act=moderation_pages.turn),
        methods=FORM,
    ),
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
    Route("/moderation/messages/", held_messages.show),
    Route("/moderation/messages/{message}/release", held_messages.release, methods=["POST"]),
    Route("/moderation/messages/{message}/drop", held_messages.drop, methods=["POST"]),
]
HOLDS = [
    Route("/moderation/holds/", holds.show),
    Route("/moderation/events/{event}/hold/", plain.either(show=holds.ask, act=holds.place), methods=FORM),
    Route(
        "/moderation/events/{event}/hold/lift/",
        plain.either(show=holds.ask_lift, act=holds.lift),
        methods=FORM,
    ),
]
SUBSCRIBERS = [
    Route("/subscribe/", plain.either(show=subscribe.show, act=subscribe.send), methods=FORM),
    Route("/subscribe/sent/", subscribe.sent),
    Route("/subscribe/confirm/", plain.either(show=subscribe.look, act=subscribe.confirm), methods=FORM),
    Route("/subscriptions/", subscriptions.show),
    Route("/subscriptions/{act}/", subscriptions.act, methods=["POST"]),
    Route("/unsubscribe/", plain.either(show=subscriptions.ask, act=subscriptions.leave), methods=FORM),
]
UPKEEP = [
    Route("/moderation/jobs/", upkeep.show_jobs),
    Route("/moderation/mail/", upkeep.show_mail),
    Route("/moderation/mail/{mail}/resend", upkeep.resend, methods=["POST"]),
    Route("/moderation/mail/{mail}/drop", upkeep.drop, methods=["POST"]),
]
WEEKLY_MAIL = [
    Route("/digest/{week}/{event}/", digest.follow),
    Route("/moderation/digest/", digest.show_preview),
    Route("/moderation/digest/html", digest.show_preview_html),
]
ROUTES = [
    *PAGES,
    *PEOPLE,
    *NIGHTS,
    *QUEUE,
    *DESK,
    *REPORTS,
    *MESSAGES,
    *HOLDS,
    *SUBSCRIBERS,
    *UPKEEP,
    *WEEKLY_MAIL,
    *rights.ROUTES,
    Route("/media/{file}", media.show),
    Route("/healthz", health.alive),
    Route("/readiness", health.ready),
]
# A development site's own; elsewhere these addresses do not exist.
DEV_ROUTES = [
    Route("/dev/mailbox/", mailbox.show),
    Route("/dev/mailbox/{mail}/", mailbox.show_one),
    Route("/dev/mailbox/{mail}/html", mailbox.show_html),
]


def build(site: Site, *, debug: bool = False) -> Starlette:
    """The application that answers every address but the websocket's and the files'."""
    app = Starlette(
        routes=[*ROUTES, *(DEV_ROUTES if debug else ())],
        middleware=[Middleware(CompressMiddleware, minimum_size=1000)],
        exception_handlers={
            Refusal: errors.refused,
            HTTPException: errors.not_routed,
            Exception: errors.failed,
        },
    )
    app.router.redirect_slashes = False  # ours keep the address relative, whatever host was sent
    app.state.site = site
    return app


def kept(app: Starlette, *, size: int) -> PageCache:
    """The application with up to `size` bytes of pages kept before it; it must be told of changes."""
    addresses = [route.path_regex for route in PAGES]
    return PageCache(app, addresses=addresses, fields=criteria.FIELDS, size=size)
