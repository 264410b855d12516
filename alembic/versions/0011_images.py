"""Nights have pictures, in files that their key names."""

from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE image (
            key VARCHAR(32) NOT NULL,
            width BIGINT NOT NULL,
            height BIGINT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_image PRIMARY KEY (key),
            CONSTRAINT ck_image_size CHECK (width BETWEEN 1 AND 4000 AND height BETWEEN 1 AND 4000),
            CONSTRAINT ck_image_key_form CHECK (key ~ '^[a-z0-9]{32}$')
        )
    """)
    op.execute("""
        -- nothing has filled the column yet, so there is nothing to check
        -- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
        ALTER TABLE event ADD CONSTRAINT fk_event_image_key FOREIGN KEY (image_key) REFERENCES image (key)
    """)


def downgrade() -> None:
    op.execute("ALTER TABLE event DROP CONSTRAINT fk_event_image_key")
    op.execute("DROP TABLE image")
