"""An organiser at a browser: fills the form in as a person does, and reads their mail."""

from datetime import timedelta

from playwright.sync_api import Page, expect

from openmic import clock
from tests.browser.conftest import live
from tests.mail_sink import Sink
from tests.sending import LINK

MAILBOX = "organiser@example.org"
STEPS = ("what", "when", "where", "who")


def fill(page: Page, *steps: str, mailbox: str = MAILBOX, title: str = "Open mic at the Lantern") -> None:
    """Fills in the boxes of these steps."""
    day = (clock.today() + timedelta(days=10)).isoformat()
    if "what" in steps:
        page.get_by_label("Name of the night").fill(title)
        page.get_by_label("Kind of night").select_option("music")
        page.get_by_label("About it").fill("Bring a song or a poem.")
    if "when" in steps:
        page.get_by_label("Day").fill(day)
        page.get_by_label("Starts").fill("19:30")
        page.get_by_label("Ends").focus()
    if "where" in steps:
        page.get_by_label("Venue").fill("The Paper Lantern")
        page.get_by_label("Town").select_option("oxford")
        page.get_by_label("Postcode").fill("OX1 1AA")
        page.get_by_label("Address", exact=True).fill("1 Invented Street")
    if "who" in steps:
        page.get_by_label("Who runs the night").fill("Robin Example")
        if mailbox:
            page.get_by_label("Your email address").fill(mailbox)
        page.get_by_label("I run this night").check()


def onwards(page: Page) -> None:
    """Presses the one button that leads on."""
    page.locator("form button[type=submit]").click()


def step_shown(page: Page, name: str) -> None:
    """Returns when a step is there to be filled in."""
    expect(page.locator(f"#step-{name}")).to_be_visible()
    expect(page.locator("fieldset:visible")).to_have_count(1)


def through(page: Page, *, mailbox: str = MAILBOX, upto: str = "") -> None:
    """Goes live from the empty form to the end, or to the step `upto`."""
    for name in STEPS:
        step_shown(page, name)
        if name == upto:
            return
        fill(page, name, mailbox=mailbox)
        onwards(page)
    page.wait_for_url("**/submit/sent/**")


def all_at_once(page: Page, *, mailbox: str = MAILBOX) -> None:
    """The same without scripts: one page, one button."""
    fill(page, *STEPS, mailbox=mailbox)
    onwards(page)
    page.wait_for_url("**/submit/sent/**")


def link_in(sink: Sink, number: int, *, to: str = MAILBOX) -> str:
    """The link of that mail to somebody, once it has come; the first is 1."""
    sink.wait_for(1)
    for _ in range(100):
        theirs = [one for one in list(sink.mails) if one.recipients == [to]]
        if len(theirs) >= number:
            return next(link for link in LINK.findall(theirs[number - 1].part("plain")) if "token=" in link)
        sink.wait_for(len(sink.mails) + 1)
    raise AssertionError(f"no mail {number} to {to}")


def confirm(page: Page, link: str) -> None:
    """Opens the link of a mail and presses its button."""
    page.goto(link)
    page.get_by_role("button", name="Yes, confirm my address").click()
    page.wait_for_url("**/manage/**")


def reload_live(page: Page) -> None:
    page.reload()
    live(page)
