"""`/submit/` as a browser without scripts sees it, and as somebody sees it who means no good."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from openmic import clock
from openmic.adapters import secrets
from openmic.domain import forms, suspicion
from openmic.settings import current
from openmic.views import night_form
from tests.people import browser, fingerprint, mails, sign_in
from tests.sending import MAILBOX, events, sent, soup, typed, values, wrong

pytestmark = pytest.mark.usefixtures("database")
KEPT = [name for name in typed() if name not in ("website",)]
LOSSES = {
    "title": {"title": ""},
    "email": {"organiser_email": "robin@"},
    "times": {"on": "", "starts": "soon", "ends": "later"},
    "places": {"postcode": "OX1", "town": ""},
    "links": {"description": "https://a.example " * 4, "ticket_url": "http://a.example"},
    "double hour": {"on": "2027-10-31", "starts": "01:30", "ends": "04:00"},
}


@pytest.mark.parametrize("changes", LOSSES.values(), ids=LOSSES)
async def test_what_is_wrong_stands_beside_its_box_and_nothing_typed_is_lost(changes: dict[str, str]) -> None:
    form = typed(**changes)
    answer = await browser().post("/submit/", data=form)
    page = soup(answer)
    assert answer.status_code == 422
    assert page.title is not None
    assert page.title.get_text().startswith("Error: ")
    assert answer.headers["cache-control"] == "no-store"
    shown = values(page)
    assert {name: shown.get(name, "") for name in KEPT} == {name: form[name] for name in KEPT} | {
        "opened": shown["opened"]  # a form that had none gets one
    }
    checked = night_form.check(form, now=clock.now())
    assert set(wrong(page)) == set(checked.problems)
    for name, sentence in checked.problems.items():
        assert sentence in wrong(page)[name]
    summary = page.select_one("[data-summary]")
    assert summary is not None
    assert (summary["role"], summary["tabindex"], summary.has_attr("autofocus")) == ("alert", "-1", True)
    links = [link["href"] for link in summary("a")]
    assert links == [f"#{name}" for name in checked.problems]
    assert all(page.select_one(str(link)) for link in links)
    assert (await events(), await mails()) == ([], [])


async def test_every_box_has_its_label_and_its_purpose() -> None:
    page = soup(await browser().get("/submit/"))
    boxes = page.select("form[enctype] :is(input, select, textarea):not([type=hidden])")
    assert [box["id"] for box in boxes if not page.select_one(f"label[for={box['id']}]")] == []
    purposes = {str(box["name"]): box.get("autocomplete") for box in boxes}
    assert (purposes["organiser_name"], purposes["organiser_email"]) == ("name", "email")
    ids = [str(one["id"]) for one in page.select("[id]")]
    assert sorted(ids) == sorted(set(ids))


async def test_a_whole_form_goes_on_to_what_happens_next() -> None:
    visitor = browser()
    where = await sent(visitor)
    page = await visitor.get(where)
    assert page.status_code == 200
    assert page.headers["cache-control"] == "no-store"
    assert MAILBOX in soup(page).main.get_text()  # pyright: ignore[reportOptionalMemberAccess]
    assert [mail.recipient for mail in await mails()] == [MAILBOX]


async def test_the_same_form_twice_is_one_night_and_uses_up_one_mail() -> None:
    visitor, form = browser(), typed()
    for _ in range(5):
        assert (await visitor.post("/submit/", data=form)).status_code == 303
    assert (len(await events()), len(await mails())) == (1, 1)


async def test_too_much_is_said_and_everything_typed_is_kept() -> None:
    visitor = browser()
    for number in range(3):
        await sent(visitor, title=f"Night {number}")
    answer = await visitor.post("/submit/", data=(form := typed(title="Night 4")))
    assert answer.status_code == 429
    assert int(answer.headers["retry-after"]) > 0
    shown = values(soup(answer))
    assert {name: shown.get(name, "") for name in KEPT if name != "opened"} == {
        name: form[name] for name in KEPT if name != "opened"
    }
    assert len(await events()) == 3
    answer = await visitor.post("/submit/", data=typed(organiser_email="another@example.org"))
    assert answer.status_code == 303


async def test_ten_nights_an_hour_come_from_one_place_whatever_address_is_typed() -> None:
    visitor = browser()
    done = [
        (await visitor.post("/submit/", data=typed(organiser_email=f"a{number}@example.org"))).status_code
        for number in range(11)
    ]
    assert done == [303] * 10 + [429]
    assert (await browser(ip="203.0.113.9").post("/submit/", data=typed())).status_code == 303


async def opened() -> str:
    return values(soup(await browser().get("/submit/")))["opened"]


@pytest.mark.parametrize(
    ("seconds", "box", "flags"),
    [
        (60, "", []),
        (2, "", [suspicion.HURRIED]),
        (60, "http://spam.example", [suspicion.TRAPPED]),
    ],
)
async def test_haste_and_the_box_nobody_sees_only_make_a_person_look(
    later: Callable[[timedelta], None], seconds: int, box: str, flags: list[str]
) -> None:
    since = await opened()
    later(timedelta(seconds=seconds))
    await sent(browser(), opened=since, website=box)
    assert (await events())[0].flags == flags


@pytest.mark.parametrize("since", ["", "0", "1.2", "picture", "9" * 5000])
async def test_a_form_that_was_never_opened_here_makes_a_person_look(since: str) -> None:
    await sent(browser(), opened=since)
    assert (await events())[0].flags == [suspicion.HURRIED]
    later_on = secrets.signed("picture:a", key=current().secret_key)
    assert forms.was_hurried(later_on)


@pytest.mark.parametrize("world", [{}, {"sec-fetch-site": "cross-site"}])
async def test_a_form_of_another_site_is_refused(world: dict[str, str]) -> None:
    answer = await browser(**world).post("/submit/", data=typed())
    assert answer.status_code == (403 if world else 303)
    assert len(await events()) == (0 if world else 1)


async def test_signed_in_the_address_is_not_asked_for_and_another_is_not_believed() -> None:
    visitor = browser()
    await sign_in(visitor, "me@example.org")
    assert "organiser_email" not in values(soup(await visitor.get("/submit/")))
    await sent(visitor, organiser_email="victim@example.org")
    (event,) = await events()
    assert (event.organiser_email, event.email_verified) == ("me@example.org", True)
    assert await mails("victim@example.org") == []


async def test_looking_changes_nothing() -> None:
    visitor = browser()
    where = await sent(visitor)
    before = await fingerprint()
    for address in ("/submit/", where, f"{where}&again=", "/submit/sent/?receipt=x", "/submit/sent/"):
        for method in ("GET", "HEAD"):
            answer = await visitor.request(method, address)
            assert answer.status_code in (200, 404)
            assert answer.headers["cache-control"] == "no-store" or answer.status_code == 404
    assert await fingerprint() == before


async def test_invisible_letters_are_taken_out_of_a_title() -> None:
    """TRUST T37."""
    hidden = "".join(map(chr, (0x202E, 0x200B, 0x200D, 0x2066, 0xFEFF, 0xAD, 0)))
    await sent(
        browser(), title=f"Open{hidden} mic", venue_name=f"{hidden}Lantern", organiser_name=f"R{hidden}"
    )
    (event,) = await events()
    assert (event.title, event.venue_name, event.organiser_name) == ("Open mic", "Lantern", "R")


def test_every_name_of_the_form_is_one_that_tests_fill_in() -> None:
    assert set(night_form.NAMES) - {"picture", "starts_which", "ends_which"} <= set(typed())
    assert re.fullmatch(r"[0-9a-f-]{36}", typed()["key"])
