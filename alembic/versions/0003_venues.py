"""The venues that nights are held at."""

from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE venue (
            id UUID NOT NULL,
            name VARCHAR(140) NOT NULL,
            slug VARCHAR(160) NOT NULL,
            address VARCHAR(240) NOT NULL,
            postcode VARCHAR(10) NOT NULL,
            town_id BIGINT,
            CONSTRAINT pk_venue PRIMARY KEY (id),
            CONSTRAINT ck_venue_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
            CONSTRAINT ck_venue_name_given CHECK (char_length(btrim(name)) > 0),
            CONSTRAINT uq_venue_slug UNIQUE (slug),
            CONSTRAINT fk_venue_town_id FOREIGN KEY (town_id) REFERENCES town (id)
        )
    """)
    op.execute("CREATE INDEX ix_venue_town_id ON venue (town_id)")


def downgrade() -> None:
    op.execute("DROP TABLE venue")
