"""A mail to one person as a page: what it says, what it is about, and the one thing to do."""

from openmic.parts.mail_frame import HEADING, LINE, PLAIN_TABLE, SANS, SMALL, TEXT, closing, mail_page
from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.letter import FALLBACK, Fact, Letter

LABEL = f"padding:10px 16px 10px 0;{SANS}font-size:14px;line-height:24px;color:#534132;font-weight:600;"
VALUE = f"padding:10px 0;{SANS}font-size:16px;line-height:24px;color:#26170f;word-break:break-word;"
BUTTON = (
    f"display:inline-block;padding:14px 28px;{SANS}font-size:17px;line-height:20px;font-weight:600;"
    "color:#fffaf0;text-decoration:none;border-radius:8px;"
)


def letter(h: Vocabulary, mail: Letter) -> Node:
    """The whole document of a mail's HTML part."""
    return mail_page(
        h, subject=mail.subject, home=mail.home, content=message(h, mail), closing=closing(h, mail.home)
    )


def message(h: Vocabulary, mail: Letter) -> Node:
    """What the mail says, and the one thing to do."""
    return [
        h.h1(mail.subject, class_="ink", style=HEADING),
        h.each(mail.paragraphs, lambda text: h.p(text, class_="ink", style=TEXT)),
        h.when(mail.quoted, quotation(h, mail.quoted)),
        h.when(mail.facts, facts(h, mail.facts)),
        h.when(mail.button, action(h, mail)),
        h.each(mail.afterwards, lambda text: h.p(text, class_="faint", style=SMALL)),
    ]


def quotation(h: Vocabulary, lines: tuple[str, ...]) -> Node:
    """Somebody else's words, set apart from ours."""
    bar = "margin:0 0 24px;padding:4px 0 1px 16px;border-left:4px solid #b98a2f;word-break:break-word;"
    return h.blockquote(h.each(lines, lambda text: h.p(text, class_="ink", style=TEXT)), style=bar)


def facts(h: Vocabulary, lines: tuple[Fact, ...]) -> Node:
    """What it is about, as a small table."""
    return h.table(
        h.each(
            lines,
            lambda fact: h.tr(
                h.th(
                    fact.label,
                    scope="row",
                    align="left",
                    valign="top",
                    class_="faint line",
                    style=LABEL + LINE,
                ),
                h.td(value(h, fact), valign="top", class_="ink line", style=VALUE + LINE),
            ),
        ),
        width="100%",
        cellpadding="0",
        cellspacing="0",
        border="0",
        style="margin:0 0 24px;border-collapse:collapse;",
    )


def value(h: Vocabulary, fact: Fact) -> Node:
    """What a line says, or where it leads."""
    return h.when(fact.href, h.a(fact.text, href=fact.href, class_="link", style="color:#8a2015;"), fact.text)


def action(h: Vocabulary, mail: Letter) -> Node:
    """A button one cannot miss, and the same address to copy."""
    press = h.a(mail.button, href=mail.address, class_="pressed", style=BUTTON)
    cell = "background-color:#8a2015;border-radius:8px;"
    link = "color:#8a2015;word-break:break-all;"
    return [
        h.table(
            h.tr(h.td(press, align="center", bgcolor="#8a2015", class_="press", style=cell)),
            **PLAIN_TABLE,
            style="margin:8px 0 20px;",
        ),
        h.p(
            FALLBACK,
            h.br(),
            h.a(mail.address, href=mail.address, class_="link", style=link),
            class_="faint",
            style=SMALL,
        ),
    ]
