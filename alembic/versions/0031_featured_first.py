"""The few nights that are featured are found at once, among however many."""

from alembic import op

revision = "0031"
down_revision = "0030"


def upgrade() -> None:
    # it holds the featured nights and nothing else: made in a moment
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_featured ON event (featured_until) WHERE featured
    """)


def downgrade() -> None:
    op.execute("DROP INDEX ix_event_featured")
