"""A search is as quick just after a great import as before it."""

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    # new words would wait in an unsorted list that every search reads to its end, until a vacuum files them
    op.execute("ALTER INDEX ix_event_live_search SET (fastupdate = off)")
    op.execute("SELECT gin_clean_pending_list('ix_event_live_search')")


def downgrade() -> None:
    op.execute("ALTER INDEX ix_event_live_search RESET (fastupdate)")
