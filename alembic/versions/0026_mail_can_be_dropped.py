"""A person can drop mail that was not sent, and what waits for a person is counted at once."""

from alembic import op

revision = "0026"
down_revision = "0025"


def upgrade() -> None:
    _states("'queued', 'sent', 'dead', 'uncertain', 'dropped'")
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_outbox_trouble ON outbox (created_at) WHERE state IN ('dead', 'uncertain')
    """)


def downgrade() -> None:
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_outbox_trouble
    """)
    op.execute("UPDATE outbox SET state = 'dead' WHERE state = 'dropped'")
    _states("'queued', 'sent', 'dead', 'uncertain'")


def _states(known: str) -> None:
    op.execute("""
        -- squawk-ignore ban-drop-constraint
        ALTER TABLE outbox DROP CONSTRAINT ck_outbox_mailstate
    """)
    op.execute(f"""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE outbox ADD CONSTRAINT ck_outbox_mailstate CHECK (state IN ({known}))
    """)
