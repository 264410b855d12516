"""It is known when somebody last signed in, so that accounts nobody uses can go."""

from alembic import op

revision = "0027"
down_revision = "0026"


def upgrade() -> None:
    op.execute("ALTER TABLE account ADD COLUMN signed_in_at TIMESTAMP WITH TIME ZONE")


def downgrade() -> None:
    op.execute("ALTER TABLE account DROP COLUMN signed_in_at")
