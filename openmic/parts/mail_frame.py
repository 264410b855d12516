"""What every mail as a page has: the sign above, the sheet, who wrote it, and what turns in the dark.

Mail programs know no stylesheets of ours, so a mail carries its looks in attributes. The only parts that may: pages
have classes. No images, no web fonts, nothing fetched.
"""

from openmic.parts.vocabulary import Node, Vocabulary

SANS_FONTS = "system-ui,Segoe UI,Roboto,Helvetica,Arial,sans-serif"
SERIF_FONTS = "Georgia,serif"
SANS, SERIF = f"font-family:{SANS_FONTS};", f"font-family:{SERIF_FONTS};"
PLAIN_TABLE = {"role": "presentation", "cellpadding": "0", "cellspacing": "0", "border": "0"}
TEXT = f"margin:0 0 16px;{SANS}font-size:16px;line-height:1.5;color:#26170f;"
SMALL = f"margin:0 0 12px;{SANS}font-size:14px;line-height:1.5;color:#534132;"
HEADING = f"margin:0 0 16px;{SERIF}font-size:24px;line-height:1.25;font-weight:bold;color:#26170f;"
LINE = "border-bottom:1px solid #dfcdae;"
CLOSING = f"margin:0;{SANS}font-size:13px;line-height:1.6;color:#534132;text-align:center;"
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
    ".pill{background-color:#3b2812 !important}"
    ".press{background-color:#f2b143 !important}.pressed{color:#26170f !important}}"
)


def mail_page(h: Vocabulary, *, subject: Node, home: str, content: Node, closing: Node) -> Node:
    """The whole document of a mail's HTML part: `content` on the sheet, `closing` below it. `home` is the site."""
    return h.html(
        h.head(
            h.meta(charset="utf-8"),
            h.meta(name="viewport", content="width=device-width, initial-scale=1"),
            h.meta(name="color-scheme", content="light dark"),
            h.meta(name="supported-color-schemes", content="light dark"),
            h.title(subject),
            h.style(DARK),
        ),
        h.body(
            h.main(
                h.table(
                    h.tr(
                        h.td(
                            sheet(h, home=home, content=content, closing=closing),
                            align="center",
                            style="padding:24px 12px;",
                        )
                    ),
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


def sheet(h: Vocabulary, *, home: str, content: Node, closing: Node) -> Node:
    """The column everything stands in."""
    return h.table(
        h.tr(h.td(h.once(sign, home), bgcolor="#26170f", style=HEADER)),
        h.tr(h.td(content, bgcolor="#fffaf0", class_="sheet", style=SHEET)),
        h.tr(h.td(closing, style="padding:20px 28px 8px;")),
        **PLAIN_TABLE,
        width="100%",
        style="max-width:600px;",
    )


def sign(h: Vocabulary, home: str) -> Node:
    """The site's name, in words: pictures are often off."""
    small = f"{SANS}font-size:12px;font-weight:600;letter-spacing:3px;color:#f2b143;"
    return h.a(
        h.span("OpenMic", style=f"{SERIF}font-size:26px;font-weight:bold;line-height:30px;color:#f8efdd;"),
        h.br(),
        h.span("OXFORDSHIRE", style=small),
        href=f"{home}/",
        aria_label="OpenMic Oxfordshire",
        style="text-decoration:none;color:#f8efdd;",
    )


def closing(h: Vocabulary, home: str) -> Node:
    """Who wrote, and where they are."""
    return h.p(
        "OpenMicOxfordshire · open mics across Oxfordshire, each checked by a person",
        h.br(),
        h.a(f"{home}/", href=f"{home}/", class_="link", style="color:#8a2015;"),
        class_="faint",
        style=CLOSING,
    )
