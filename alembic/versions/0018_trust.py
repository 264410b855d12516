"""Moderators have names, some organisers are trusted, and submissions can be closed."""

from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE account
            ADD COLUMN name VARCHAR(60) DEFAULT '' NOT NULL,
            ADD COLUMN trusted_at TIMESTAMP WITH TIME ZONE
    """)
    op.execute("""
        CREATE TABLE switch (
            name VARCHAR(16) NOT NULL,
            value VARCHAR(16) NOT NULL,
            set_at TIMESTAMP WITH TIME ZONE NOT NULL,
            set_by UUID NOT NULL,
            CONSTRAINT pk_switch PRIMARY KEY (name),
            CONSTRAINT ck_switch_switchname CHECK (name IN ('submissions'))
        )
    """)


def downgrade() -> None:
    op.execute("DROP TABLE switch")
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE account DROP COLUMN name, DROP COLUMN trusted_at
    """)
