"""Nobody does the same thing too often, whichever process they ask."""

from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE allowance (
            key VARCHAR(64) NOT NULL,
            window_at TIMESTAMP WITH TIME ZONE NOT NULL,
            used BIGINT NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_allowance PRIMARY KEY (key, window_at),
            CONSTRAINT ck_allowance_used CHECK (used >= 1)
        )
    """)
    op.execute("CREATE INDEX ix_allowance_expires_at ON allowance (expires_at)")


def downgrade() -> None:
    op.execute("DROP TABLE allowance")
