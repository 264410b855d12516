"""Where moderators work: each address asks first who is there."""

from starlette.routing import Route

from openmic.views import queue_form
from openmic.web import (
    complaint,
    digest,
    held_messages,
    holds,
    moderation_desk,
    moderation_pages,
    moderation_words,
    plain,
    queue,
    reports,
    upkeep,
    venue_desk,
)

FORM = ["GET", "HEAD", "POST"]
QUEUE = [
    Route("/moderation/", queue.show),
    Route("/moderation/partial-queue/", queue.show_part),
    *(Route(f"/moderation/events/{{event}}/{act}", queue.decide, methods=["POST"]) for act in queue_form.ONE),
    Route("/moderation/bulk", queue.decide_several, methods=["POST"]),
    Route("/moderation/undo", queue.undo, methods=["POST"]),
]
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
REPORTS_AND_MESSAGES = [
    Route("/moderation/reports/{report}/review", reports.decide, methods=["POST"]),
    Route("/moderation/reports/{report}/dismiss", reports.decide, methods=["POST"]),
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
UPKEEP = [
    Route("/moderation/jobs/", upkeep.show_jobs),
    Route("/moderation/mail/", upkeep.show_mail),
    Route("/moderation/mail/{mail}/resend", upkeep.resend, methods=["POST"]),
    Route("/moderation/mail/{mail}/drop", upkeep.drop, methods=["POST"]),
    Route("/moderation/digest/", digest.show_preview),
    Route("/moderation/digest/html", digest.show_preview_html),
    Route("/moderation/complaints/", complaint.show_all),
    Route("/moderation/complaints/{complaint}/answer", complaint.answer, methods=["POST"]),
]
DIRECTORY = [
    Route("/moderation/venues/", venue_desk.show),
    Route(
        "/moderation/venues/{place}/",
        plain.either(show=venue_desk.open_form, act=venue_desk.edit),
        methods=FORM,
    ),
    Route(
        "/moderation/venues/{place}/merge/",
        plain.either(show=venue_desk.ask_venue, act=venue_desk.join_venue),
        methods=FORM,
    ),
    Route("/moderation/towns/", venue_desk.show_towns),
    Route(
        "/moderation/towns/{place}/merge/",
        plain.either(show=venue_desk.ask_town, act=venue_desk.join_town),
        methods=FORM,
    ),
]
ROUTES = [*QUEUE, *DESK, *REPORTS_AND_MESSAGES, *HOLDS, *UPKEEP, *DIRECTORY]
