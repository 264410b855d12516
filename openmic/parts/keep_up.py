"""How to have nights in one's own calendar or reader, in plain words."""

from openmic import urls
from openmic.parts.fields import hidden
from openmic.parts.notices import problem_notice
from openmic.parts.subscription import which_kinds, which_nights
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.keep_up import KeepUp

# what people have, and what they do there
CALENDARS = (
    ("iPhone, iPad, Mac", "Press “Open in my calendar”, then “Subscribe”."),
    (
        "Android, Google Calendar",
        "Press “Add to Google Calendar” in a browser, not in the app, and confirm. It then shows on your phone, too. "
        "Google checks for changes about once a day.",
    ),
    (
        "Outlook",
        "Press “Add to Outlook.com”. In another Outlook: Add calendar, Subscribe from web, and paste the address.",
    ),
    ("Thunderbird and others", "New calendar, On the network, and paste the address."),
)


def keep_up_page(h: Vocabulary, page: KeepUp) -> Node:
    """The whole page."""
    return h.div(
        h.h1("Nights that come to you", class_="h2"),
        h.p(
            "New nights turn up in your calendar by themselves, and a cancelled one says so. No account needed."
        ),
        problem_notice(h, page.problems),
        which(h, page),
        in_a_calendar(h, page),
        in_a_reader(h, page),
        for_programs(h, page),
        class_="reading",
    )


def which(h: Vocabulary, page: KeepUp) -> Node:
    """Which nights it is about, and the form that changes that."""
    return h.div(
        h.p(
            "These nights: ",
            h.out(page.title, href=page.page, class_="fw-semibold"),
            class_="fs-5 text-break",
        ),
        h.details(
            h.summary("Choose other nights", class_="fw-semibold py-2"),
            h.form(
                h.div((which_kinds if page.is_venue else which_nights)(h, page.form), class_="row gy-3"),
                h.each(page.carried, lambda one: hidden(h, name=one.name, value=one.value)),
                h.button("Use these", type="submit", class_="btn btn-primary mt-3"),
                h.when(
                    not page.is_all,
                    h.out("Everything in Oxfordshire", href=urls.keep_up(), class_="btn btn-link mt-3"),
                ),
                method="get",
                action=urls.keep_up(),
            ),
        ),
        class_="card card-body bg-body-tertiary my-3",
    )


def in_a_calendar(h: Vocabulary, page: KeepUp) -> Node:
    """The ways into a calendar, nearest first."""
    return h.section(
        h.h2("In your calendar", class_="h4"),
        h.div(
            h.out("Open in my calendar", href=page.webcal, class_="btn btn-primary"),
            elsewhere(h, "Add to Google Calendar", page.google),
            elsewhere(h, "Add to Outlook.com", page.outlook),
            class_="d-flex flex-wrap gap-2 mb-3",
        ),
        address(h, "Or copy this address into any calendar", name="calendar", href=page.calendar),
        h.dl(h.each(CALENDARS, lambda one: calendar(h, *one)), class_="mt-3 mb-0"),
        class_="mt-4",
    )


def in_a_reader(h: Vocabulary, page: KeepUp) -> Node:
    """For who reads feeds, and for who would rather have mail."""
    return h.section(
        h.h2("In a news reader, or by mail", class_="h4"),
        address(h, "Atom", name="atom", href=page.atom),
        address(h, "JSON Feed", name="json-feed", href=page.json_feed),
        h.p("Rather a mail once a week? ", h.out("Ask for the weekly mail", href=page.by_mail), "."),
        class_="mt-4",
    )


def for_programs(h: Vocabulary, page: KeepUp) -> Node:
    """For who writes one."""
    return h.section(
        h.h2("For programs", class_="h4"),
        h.p(
            "Everything we list is open to read from any site, without a key, and ",
            h.out("described as OpenAPI", href=page.openapi),
            ". Please ask with If-None-Match, and at most once a minute.",
        ),
        address(h, "JSON", name="json", href=page.json),
        class_="mt-4",
    )


def address(h: Vocabulary, label: str, *, name: str, href: str) -> Node:
    """An address to copy."""
    return h.div(
        h.label(label, for_=name, class_="form-label fw-semibold mb-1"),
        h.box(value=href, id=name, type="url", readonly=True, class_="form-control"),
        class_="mb-3",
    )


def calendar(h: Vocabulary, name: str, words: str) -> Node:
    """What to do in one of the calendars."""
    return [h.dt(name), h.dd(words)]


def elsewhere(h: Vocabulary, words: str, href: str) -> Node:
    """The way into one of the calendars people have on the web."""
    return h.out(words, href=href, rel="noopener nofollow", class_="btn btn-outline-primary")
