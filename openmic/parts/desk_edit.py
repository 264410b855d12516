"""A moderator mends a slip in a night's words: the organiser's own form, without anybody's address."""

from openmic import urls
from openmic.parts.fields import summary
from openmic.parts.managing import drop_picture
from openmic.parts.night_form import group, organiser, what, when, where
from openmic.parts.notices import problem_notice
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.night_form import NightForm
from openmic.views.wizard import Known

OF_CHANGE = "These are the words of the change that waits. Edited, it goes on waiting."
OF_NIGHT = (
    "For slips of the pen. What waits goes on waiting; what is listed is changed at once."
    " It can be undone for a minute."
)


def edit_page(
    h: Vocabulary,
    event_id: str,
    form: NightForm,
    *,
    seen: int,
    is_change: bool,
    venues: tuple[Known, ...],
    kept: str = "",
    has_picture: bool = False,
    trouble: str = "",
) -> Node:
    """The night's words in the boxes, to be mended."""
    return h.div(
        h.h1("Edit this night", class_="h2"),
        h.p(OF_CHANGE if is_change else OF_NIGHT, class_="text-body-secondary"),
        problem_notice(h, trouble),
        h.form(
            summary(h, form.summary),
            group(h, "what", "What is it?", what(h, form)),
            group(h, "when", "When is it?", when(h, form)),
            group(h, "where", "Where is it?", where(h, form, venues)),
            group(h, "who", "Who runs it?", [organiser(h, form)]),
            h.when(has_picture, drop_picture(h)),
            h.input(type="hidden", name="seen", value=str(seen)),
            h.when(kept, h.input(type="hidden", name="kept_picture", value=kept)),
            h.button("Keep the edit", type="submit", class_="btn btn-primary btn-lg"),
            h.a("Leave it as it was", href=urls.moderated(event_id), class_="btn btn-link btn-lg"),
            method="post",
            action=urls.moderated(event_id, "edit/"),
            enctype="multipart/form-data",
            novalidate=True,
        ),
        class_="reading",
    )
