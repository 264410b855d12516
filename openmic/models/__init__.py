"""Tables only: columns, constraints, indexes. What they mean is in docs/data-model.md."""

from openmic.models import changes  # noqa: F401  (adds triggers to the tables)
from openmic.models.account import Account, SignIn
from openmic.models.allowance import Allowance
from openmic.models.choices import Category, MailState, Purpose, RevisionState, Role, Status
from openmic.models.event import Event
from openmic.models.image import Image
from openmic.models.lexicon import Lexicon
from openmic.models.outbox import Mail
from openmic.models.revision import Revision
from openmic.models.token import Token
from openmic.models.town import Town
from openmic.models.venue import Venue

__all__ = [
    "Account",
    "Allowance",
    "Category",
    "Event",
    "Image",
    "Lexicon",
    "Mail",
    "MailState",
    "Purpose",
    "Revision",
    "RevisionState",
    "Role",
    "SignIn",
    "Status",
    "Token",
    "Town",
    "Venue",
]
