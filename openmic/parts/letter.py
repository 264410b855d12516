"""A mail as a page. Mail programs know no stylesheets of ours, so it carries its looks in attributes.

The only part that may: pages have classes. No images, no web fonts, nothing fetched.
"""

from openmic.parts.vocabulary import Node, Vocabulary
from openmic.views.letter import FALLBACK, Fact, Letter

SANS = "font-family:system-ui,-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;"
SERIF = "font-family:Georgia,'Times New Roman',serif;"
PLAIN_TABLE = {"role": "presentation", "cellpadding": "0", "cellspacing": "0", "border": "0"}
TEXT = f"margin:0 0 16px;{SANS}font-size:16px;line-height:1.5;color:#26170f;"
SMALL = f"margin:0 0 12px;{SANS}font-size:14px;line-height:1.5;color:#534132;"
LABEL = f"padding:10px 16px 10px 0;{SANS}font-size:14px;line-height:24px;color:#534132;font-weight:600;"
VALUE = f"padding:10px 0;{SANS}font-size:16px;line-height:24px;color:#26170f;word-break:break-word;"
LINE = "border-bottom:1px solid #dfcdae;"
BUTTON = (
    f"display:inline-block;padding:14px 28px;{SANS}font-size:17px;line-height:20px;font-weight:600;"
    "color:#fffaf0;text-decoration:none;border-radius:8px;"
)
HEADER = (
    "padding:18px 28px;background-color:#26170f;border-radius:12px 12px 0 0;border-bottom:4px solid #f2b143;"
)
SHEET = "padding:28px 28px 16px;background-color:#fffaf0;border-radius:0 0 12px 12px;"
# What turns in the dark. Programs that know no such rule keep the attributes above, and are as readable.
DARK = (
    ":root{color-scheme:light dark}"
    "@media (prefers-color-scheme:dark){"
    ".paper{background-color:#1a110b !important}.sheet{background-color:#251910 !important}"
    ".ink{color:#f3e6cf !important}.faint{color:#d8c4a3 !important}"
    ".link{color:#f2b143 !important}.line{border-color:#4a3526 !important}"
    ".press{background-color:#f2b143 !important}.pressed{color:#26170f !important}}"
)


def letter(h: Vocabulary, mail: Letter) -> Node:
    """The whole document of a mail's HTML part."""
    return h.html(
        h.head(
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="color-scheme", content="light dark"),
            h.meta(name="supported-color-schemes", content="light dark"),
            h.title(mail.subject),
            h.style(DARK),
        ),
        h.body(
            h.main(
                h.table(
                    h.tr(h.td(sheet(h, mail), align="center", style="padding:24px 12px;")),
                    **PLAIN_TABLE,
                    width="100%",
                    bgcolor="#f8efdd",
                    class_="paper",
                    style="background-color:#f8efdd;",
                )
            ),
            class_="paper",
            style="margin:0;padding:0;background-color:#f8efdd;",
        ),
        lang="en-GB",
    )


def sheet(h: Vocabulary, mail: Letter) -> Node:
    """The column everything stands in."""
    return h.table(
        h.tr(h.td(sign(h, mail), bgcolor="#26170f", style=HEADER)),
        h.tr(h.td(message(h, mail), bgcolor="#fffaf0", class_="sheet", style=SHEET)),
        h.tr(h.td(closing(h, mail), style="padding:20px 28px 8px;")),
        **PLAIN_TABLE,
        width="100%",
        style="max-width:600px;",
    )


def sign(h: Vocabulary, mail: Letter) -> Node:
    """The site's name, in words: pictures are often off."""
    small = f"{SANS}font-size:12px;font-weight:600;letter-spacing:3px;color:#f2b143;"
    return h.a(
        h.span("OpenMic", style=f"{SERIF}font-size:26px;font-weight:bold;line-height:30px;color:#f8efdd;"),
        h.br(),
        h.span("OXFORDSHIRE", style=small),
        href=f"{mail.home}/",
        aria_label="OpenMic Oxfordshire",
        style="text-decoration:none;color:#f8efdd;",
    )


def message(h: Vocabulary, mail: Letter) -> Node:
    """What the mail says, and the one thing to do."""
    heading = f"margin:0 0 16px;{SERIF}font-size:24px;line-height:1.25;font-weight:bold;color:#26170f;"
    return [
        h.h1(mail.subject, class_="ink", style=heading),
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


def closing(h: Vocabulary, mail: Letter) -> Node:
    """Who wrote, and where they are."""
    return h.p(
        "OpenMicOxfordshire · open mics across Oxfordshire, each checked by a person",
        h.br(),
        h.a(f"{mail.home}/", href=f"{mail.home}/", class_="link", style="color:#8a2015;"),
        class_="faint",
        style=f"margin:0;{SANS}font-size:13px;line-height:1.6;color:#534132;text-align:center;",
    )
