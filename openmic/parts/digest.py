"""The weekly mail as a page: the nights under their days, what is new, and the ways out of it."""

from openmic.parts.mail_frame import (
    CLOSING,
    HEADING,
    LINE,
    PLAIN_TABLE,
    SANS,
    SANS_FONTS,
    SERIF,
    SERIF_FONTS,
    SMALL,
    closing,
    mail_page,
)
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.digest import BECAUSE, CHANGE, LEAVE, NEW, Day, Digest, Line, Sender

SPAN = f"margin:-12px 0 8px;{SANS}font-size:16px;line-height:1.5;color:#534132;"
# a string of lights, as above the site's days
DAY = (
    f"margin:28px 0 0;padding:0 0 8px;{SERIF}font-size:20px;line-height:1.3;font-weight:bold;color:#26170f;"
    "border-bottom:3px dotted #f2b143;"
)
NIGHTS = f"border-collapse:collapse;font:14px/21px {SANS_FONTS};color:#534132;word-break:break-word;"
# These are said for each of sixty nights, so they are short
WHEN = f"padding:14px 12px 12px 0;font-size:16px;font-weight:bold;color:#8a2015;white-space:nowrap;{LINE}"
WHAT = f"padding:12px 0;{LINE}"
TITLE = f"font:bold 18px/25px {SERIF_FONTS};color:#26170f;text-decoration-color:#b98a2f"
PILL = "padding:2px 8px;border-radius:10px;background-color:#f5dfc4;color:#8a2015;font-size:12px"
WISHES = f"margin:0 0 16px;padding:0 0 0 20px;{SANS}font-size:14px;line-height:1.5;color:#534132;"
WAY = f"display:inline-block;padding:6px 10px;{SANS}font-size:14px;line-height:20px;color:#8a2015;"


def digest(h: Vocabulary, mail: Digest) -> Node:
    """The whole document of the mail's HTML part."""
    return mail_page(
        h, subject=mail.subject, home=mail.sender.home, content=message(h, mail), closing=ending(h, mail)
    )


def message(h: Vocabulary, mail: Digest) -> Node:
    """The week, day by day, and what is new."""
    return [
        h.h1(mail.subject, class_="ink", style=f"{HEADING}font-size:28px;"),
        h.p(mail.span, class_="faint", style=SPAN),
        h.each(mail.days, lambda one: day(h, one)),
        h.when(mail.more, more(h, mail)),
        h.when(mail.new, day(h, Day(NEW, mail.new))),
        h.when(mail.note, h.p(mail.note, class_="faint", style=f"{SMALL}padding:20px 0 0;")),
    ]


def day(h: Vocabulary, one: Day) -> Node:
    """Nights under their heading."""
    return [
        h.h2(one.heading, class_="ink", style=DAY),
        h.table(
            h.each(one.nights, lambda line: h.once(night, line)),
            **PLAIN_TABLE,
            width="100%",
            style=NIGHTS,
        ),
    ]


def night(h: Vocabulary, line: Line) -> Node:
    """One night: when, what and where. One that is cancelled is struck out, and leads nowhere."""
    return h.tr(
        h.td(
            h.when(line.is_cancelled, h.s(line.when), line.when),
            width="76",
            valign="top",
            class_=h.when(line.is_cancelled, "line faint", "line link"),
            style=WHEN,
        ),
        h.td(
            h.when(
                line.is_cancelled,
                ["Cancelled: ", h.s(h.bdi(line.title), ", ", h.bdi(line.about))],
                [
                    h.a(h.bdi(line.title), href=line.href, class_="ink", style=TITLE),
                    h.br(),
                    line.about,
                    h.br(),
                    h.span(line.kind, class_="pill link", style=PILL),
                    h.when(line.is_sample, " Sample"),
                ],
            ),
            valign="top",
            class_="line faint",
            style=WHAT,
        ),
    )


def more(h: Vocabulary, mail: Digest) -> Node:
    """How many nights did not fit, and where they are."""
    link = f"{WAY}padding:12px 0;font-size:16px;font-weight:bold;"
    return h.p(h.a(mail.more, href=mail.more_href, class_="link", style=link), style="margin:0;")


def ending(h: Vocabulary, mail: Digest) -> Node:
    """Why one gets it, how to get another or none, and who sends it."""
    return [
        h.p(BECAUSE, class_="faint", style=f"{SMALL}margin:0 0 4px;"),
        h.ul(h.each(mail.wishes, h.li), class_="faint", style=WISHES),
        h.p(
            h.a(CHANGE, href=mail.change, class_="link", style=WAY),
            " ",
            h.a(LEAVE, href=mail.leave, class_="link", style=WAY),
            style="margin:0 0 16px;text-align:center;",
        ),
        h.once(signature, mail.sender),
    ]


def signature(h: Vocabulary, sender: Sender) -> Node:
    """Who sends it, and where they are."""
    return [
        closing(h, sender.home),
        h.p(
            h.each(sender.lines, lambda line: [line, h.br()]),
            class_="faint",
            style=f"{CLOSING}padding:8px 0 0;",
        ),
    ]
