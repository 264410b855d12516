"""Moderators find every night by its words, or by its names mistyped."""

from alembic import op

revision = "0019"
down_revision = "0018"


def upgrade() -> None:
    # a few thousand rows: each index is made in a moment
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_words ON event USING gin (search_vector)
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_names ON event
            USING gin ((title || ' ' || venue_name || ' ' || organiser_name) gin_trgm_ops)
    """)


def downgrade() -> None:
    op.execute("DROP INDEX ix_event_names")
    op.execute("DROP INDEX ix_event_words")
