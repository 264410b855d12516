"""A venue's nights are found in order of start, and venues of a like name, by an index."""

from alembic import op

revision = "0030"
down_revision = "0029"


def upgrade() -> None:
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_venue_start ON event (venue_id, start_at)
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_event_venue_id
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_venue_name ON venue USING gin (name gin_trgm_ops)
    """)


def downgrade() -> None:
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_venue_name
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_venue_id ON event (venue_id)
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_event_venue_start
    """)
