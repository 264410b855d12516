"""Tables only: columns, constraints, indexes. What they mean is in docs/data-model.md."""

from openmic.models import changes  # noqa: F401  (adds triggers to the tables)
from openmic.models.choices import Category, Status
from openmic.models.event import Event
from openmic.models.lexicon import Lexicon
from openmic.models.town import Town
from openmic.models.venue import Venue

__all__ = ["Category", "Event", "Lexicon", "Status", "Town", "Venue"]
