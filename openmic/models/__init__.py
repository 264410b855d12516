"""Tables only: columns, constraints, indexes. What they mean is in docs/data-model.md."""

from openmic.models import changes  # noqa: F401  (adds triggers to the tables)
from openmic.models.account import Account, SignIn
from openmic.models.allowance import Allowance
from openmic.models.audit import AuditEntry
from openmic.models.choices import (
    Act,
    Actor,
    Category,
    Counted,
    ErasureScope,
    MailState,
    MessageState,
    Purpose,
    ReportReason,
    ReportState,
    RevisionState,
    Role,
    RunState,
    Status,
    SwitchName,
)
from openmic.models.complaint import Complaint
from openmic.models.count import DailyVisits, NightCount, Visitor, VisitSalt
from openmic.models.erasure import Erasure
from openmic.models.event import Event
from openmic.models.image import Image
from openmic.models.job_run import JobRun
from openmic.models.legal_hold import LegalHold
from openmic.models.lexicon import Lexicon
from openmic.models.message import Message
from openmic.models.outbox import Mail
from openmic.models.report import Report
from openmic.models.revision import Revision
from openmic.models.subscription import Digest, DigestClick, Subscription
from openmic.models.switch import Switch
from openmic.models.token import Token
from openmic.models.town import Town
from openmic.models.venue import Venue, VenueAlias

__all__ = [
    "Account",
    "Act",
    "Actor",
    "Allowance",
    "AuditEntry",
    "Category",
    "Complaint",
    "Counted",
    "DailyVisits",
    "Digest",
    "DigestClick",
    "Erasure",
    "ErasureScope",
    "Event",
    "Image",
    "JobRun",
    "LegalHold",
    "Lexicon",
    "Mail",
    "MailState",
    "Message",
    "MessageState",
    "NightCount",
    "Purpose",
    "Report",
    "ReportReason",
    "ReportState",
    "Revision",
    "RevisionState",
    "Role",
    "RunState",
    "SignIn",
    "Status",
    "Subscription",
    "Switch",
    "SwitchName",
    "Token",
    "Town",
    "Venue",
    "VenueAlias",
    "VisitSalt",
    "Visitor",
]
