"""How many nights are on, by town and kind, is counted from an index, without reading the nights."""

from alembic import op

revision = "0032"
down_revision = "0031"


def upgrade() -> None:
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_event_live_start
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_live_start ON event (start_at, id) INCLUDE (end_at, town_name, category)
        WHERE status = 'published'
    """)


def downgrade() -> None:
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_event_live_start
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_live_start ON event (start_at, id) WHERE status = 'published'
    """)
