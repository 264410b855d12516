"""Telling the kind of night from its words."""

import pytest

from openmic.models import Category
from openmic.views import category_words


@pytest.mark.parametrize(
    ("texts", "category"),
    [
        (["Comedy open mic with music"], Category.COMEDY),
        (["New stand-up night"], Category.COMEDY),
        (["Poetry slam"], Category.SPOKEN),
        (["Storytelling by the fire"], Category.SPOKEN),
        (["Slow session"], Category.JAM),
        (["Village", "Spoken word"], Category.SPOKEN),
        (["History of jamón"], Category.MUSIC),
        ([], Category.MUSIC),
    ],
)
def test_the_first_telling_text_decides(texts: list[str], category: Category):
    assert category_words.guess(texts) is category
