"""Who writes a week's mails knows where to go on when somebody else was killed at it."""

from alembic import op

revision = "0025"
down_revision = "0024"


def upgrade() -> None:
    op.execute("ALTER TABLE digest ADD COLUMN reached UUID")


def downgrade() -> None:
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE digest DROP COLUMN reached
    """)
