"""The words that live listings hold: making them anew, and finding the one nearest to a mistyped word."""

from sqlalchemy import delete, func, insert, literal, or_, select
from sqlmodel import col

from openmic.db import Session
from openmic.models import Lexicon
from openmic.models.search import NAMES

SHORTEST, LONGEST = 3, 60
ONE_AT_A_TIME = 0x6C657869636F6E  # "lexicon" as the key of an advisory lock: two starts may meet here
# made of constants alone; ts_stat wants its query as text
WORDS = f"""
    SELECT to_tsvector('openmic_simple', translate({NAMES}, '/.@', '   ')) FROM event WHERE status = 'published'
"""  # noqa: S608


async def rebuild(session: Session) -> None:
    """Makes the lexicon anew from the published events; readers see the old one until this commits."""
    statistics = func.ts_stat(literal(WORDS)).table_valued("word")
    found = select(statistics.c.word).where(
        func.char_length(statistics.c.word).between(SHORTEST, LONGEST), statistics.c.word.op("!~")("[0-9]")
    )
    # a hundred thousand nights take longer than a visitor would wait: the time limits of `db` do not suit it
    patient = [func.set_config(limit, "120s", True) for limit in ("lock_timeout", "statement_timeout")]
    await session.exec(select(*patient))  # pyright: ignore
    await session.exec(select(func.pg_advisory_xact_lock(ONE_AT_A_TIME)))  # pyright: ignore
    await session.exec(delete(Lexicon))
    await session.exec(insert(Lexicon).from_select(["word"], found))


async def nearest(session: Session, token: str) -> str | None:
    """The lexicon's word most like this one; the token itself if a word begins with it; None if none is near.

    Near is by shared trigrams, then by the letters that differ (Levenshtein).
    """
    if len(token) > LONGEST:
        return None  # and levenshtein() refuses what is longer than 255
    word = col(Lexicon.word)
    differing = func.levenshtein(word, token)
    allowed = 1 if len(token) < 6 else 2
    is_begun = word.startswith(token, autoescape=True)
    statement = (
        select(word, is_begun)
        .where(or_(is_begun, word.op("%")(token)))
        .where(or_(is_begun, differing <= allowed))
        .order_by(is_begun.desc(), differing, func.similarity(word, token).desc(), word)
        .limit(1)
    )
    found = (await session.exec(statement)).first()  # pyright: ignore
    if found is None:
        return None
    return token if found[1] else found[0]


async def nearest_beginning(session: Session, token: str) -> str | None:
    """The lexicon's word that begins most like this unfinished one; from four letters on two may differ.

    The first letter counts as right: of few letters it is the one people hardly ever mistype.
    """
    word = col(Lexicon.word)
    many = len(token)
    differing = func.least(
        *(func.levenshtein(func.left(word, length), token) for length in (many - 1, many, many + 1))
    )
    statement = (
        select(word)
        .where(word.startswith(token[0], autoescape=True), func.char_length(word) >= many)
        .where(differing <= (1 if many < 4 else 2))
        .order_by(differing, func.similarity(word, token).desc(), word)
        .limit(1)
    )
    return (await session.exec(statement)).scalar()  # pyright: ignore
