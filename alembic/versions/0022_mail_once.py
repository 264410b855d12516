"""Some mail must not come twice, and says how to get no more of it."""

from alembic import op

revision = "0022"
down_revision = "0021"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE outbox
            ADD COLUMN at_most_once BOOLEAN DEFAULT false NOT NULL,
            ADD COLUMN unsubscribe_url VARCHAR(500) DEFAULT '' NOT NULL
    """)
    _states("'queued', 'sent', 'dead', 'uncertain'")


def downgrade() -> None:
    op.execute("UPDATE outbox SET state = 'dead' WHERE state = 'uncertain'")
    _states("'queued', 'sent', 'dead'")
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE outbox DROP COLUMN at_most_once, DROP COLUMN unsubscribe_url
    """)


def _states(known: str) -> None:
    op.execute("""
        -- squawk-ignore ban-drop-constraint
        ALTER TABLE outbox DROP CONSTRAINT ck_outbox_mailstate
    """)
    op.execute(f"""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE outbox ADD CONSTRAINT ck_outbox_mailstate CHECK (state IN ({known}))
    """)
