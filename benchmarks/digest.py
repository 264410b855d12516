"""The weekly mail for ten thousand mailboxes: how long it takes to write them all into the outbox."""

import random
import resource
import time
from datetime import timedelta
from uuid import uuid4

import psycopg
from sqlalchemy import make_url

from benchmarks import filling
from benchmarks.figures import table
from openmic import clock, db
from openmic.jobs.write_digest import write_digest
from openmic.models import Category
from openmic.models.columns import uuid7
from openmic.views import dates, weeks
from tests.builders import night

MAILBOXES = 10_000
NIGHTS = 150  # in the week


def subscribe(url: str) -> None:
    """Mailboxes with one to three wishes each, over all towns and kinds, and a week full of nights."""
