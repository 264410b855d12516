"""The boxes that describe a night, in four groups: what, when, where, who."""

from openmic.parts.fields import agreement, box, choice, file_box, long_box, mailbox
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.night_form import KINDS, WHICH, NightForm
from openmic.views.wizard import Known

CONSENT = (
    "I run this night, or may list it for whoever does, and you may publish what I wrote here, "
    "except my email address."
)


def what(h: Vocabulary, form: NightForm) -> list[Node]:
    """What kind of night it is, in the organiser's words."""
    return [
        box(h, "Name of the night", name="title", field=form.title, maxlength="140", autocomplete="off"),
        choice(h, "Kind of night", KINDS, name="category", field=form.category, width="col-12 col-sm-6"),
        long_box(
            h,
            "About it",
            name="description",
            field=form.description,
            hint="How to get on, sign-up time, kit, who is welcome. Plain text; web addresses become links.",
            rows="5",
            maxlength="5000",
        ),
        h.details(
            h.summary("Add a picture or a link for tickets", class_="fw-semibold py-2"),
            h.div(
                file_box(
                    h,
                    "Picture",
                    name="picture",
                    field=form.picture,
                    accept="image/jpeg,image/png,image/webp",
                    hint="JPEG, PNG or WebP, up to 5 MB.",
                ),
                box(
                    h,
                    "What the picture shows",
                    name="image_alt",
                    field=form.image_alt,
                    hint="For people who can’t see it, such as “A singer on a small stage”.",
                    maxlength="300",
                    autocomplete="off",
                ),
                box(
                    h,
                    "Where tickets are sold",
                    name="ticket_url",
                    field=form.ticket_url,
                    hint="The official page, beginning with https://. Leave it empty if the night is free.",
                    type="url",
                    inputmode="url",
                    maxlength="500",
                    autocomplete="off",
                ),
                class_="row g-3",
            ),
            open=h.when(opens_extras(form), True),
            class_="col-12",
        ),
    ]


def opens_extras(form: NightForm) -> Node:
    """Whether something in the folded part wants attention."""
    return form.picture.problem + form.image_alt.problem + form.ticket_url.problem + form.ticket_url.value


def when(h: Vocabulary, form: NightForm) -> list[Node]:
    """The day and the hours, by London's clock."""
    return [
        box(h, "Day", name="on", field=form.on, type="date", width="col-12 col-sm-6"),
        h.div(class_="w-100 m-0"),
        box(
            h, "Starts", name="starts", field=form.starts, type="time", width="col-6 col-sm-3", data_tells=""
        ),
        box(h, "Ends", name="ends", field=form.ends, type="time", width="col-6 col-sm-3"),
        h.p("If you leave the end empty we take three hours.", class_="form-text mt-1"),
        h.when(
            form.asks_start,
            choice(h, "Which start?", WHICH, name="starts_which", field=form.starts_which),
        ),
        h.when(form.asks_end, choice(h, "Which end?", WHICH, name="ends_which", field=form.ends_which)),
    ]


def where(h: Vocabulary, form: NightForm, venues: tuple[Known, ...]) -> list[Node]:
    """The venue; one we know brings its address along."""
    return [
        box(
            h,
            "Venue",
            name="venue_name",
            field=form.venue_name,
            maxlength="140",
            autocomplete="off",
            list="venues",
            data_tells="",
        ),
        h.datalist(
            h.each(venues, lambda one: h.option(one.where, value=one.name)),
            id="venues",
        ),
        choice(h, "Town", form.towns, name="town", field=form.town, width="col-12 col-sm-6"),
        box(
            h,
            "Postcode",
            name="postcode",
            field=form.postcode,
            maxlength="10",
            width="col-12 col-sm-6",
            autocomplete="off",
        ),
        box(
            h,
            "Address",
            name="address",
            field=form.address,
            hint="Street and number. Leave it empty for a venue we know; we’ll fill it in.",
            maxlength="240",
            autocomplete="off",
        ),
    ]


def who(h: Vocabulary, form: NightForm, *, is_signed_in: Node) -> list[Node]:
    """Who runs it, and how we reach them."""
    return [
        organiser(h, form),
        h.when(
            is_signed_in,
            h.p("You are signed in: we’ll write to the address you signed in with.", class_="mb-0"),
            mailbox(
                h,
                "Your email address",
                name="organiser_email",
                field=form.contact,
                hint="Only for us: never shown, never passed on, no newsletter.",
            ),
        ),
    ]


def organiser(h: Vocabulary, form: NightForm) -> Node:
    """The name that is shown."""
    return box(
        h,
        "Who runs the night",
        name="organiser_name",
        field=form.organiser_name,
        hint="Shown on the page: your name, or the club’s.",
        maxlength="120",
        autocomplete="name",
    )


def group(h: Vocabulary, name: str, heading: str, boxes: list[Node], *, is_hidden: Node = False) -> Node:
    """Boxes that belong together: one step, where the form has steps."""
    return h.fieldset(
        h.legend(h.h2(heading, id=f"step-{name}", tabindex="-1", class_="h4 mb-0"), class_="mb-2"),
        h.div(*boxes, class_="row g-3"),
        hidden=h.when(is_hidden, True),
        class_="mb-4",
    )


def consent(h: Vocabulary, form: NightForm) -> Node:
    """The organiser's leave to publish; nothing else hangs on it."""
    return agreement(h, CONSENT, name="consent", field=form.consent)
