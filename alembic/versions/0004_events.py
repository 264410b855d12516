"""Events, with the rules that make a wrong state impossible and the indexes of what is live."""

from alembic import op

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE event (
            id UUID NOT NULL,
            title VARCHAR(140) NOT NULL,
            description TEXT NOT NULL,
            category VARCHAR(16) NOT NULL,
            venue_id UUID,
            venue_name VARCHAR(140) NOT NULL,
            address VARCHAR(240) NOT NULL,
            town_id BIGINT,
            town_name VARCHAR(60),
            postcode VARCHAR(10) NOT NULL,
            start_at TIMESTAMP WITH TIME ZONE NOT NULL,
            end_at TIMESTAMP WITH TIME ZONE NOT NULL,
            organiser_name VARCHAR(120) NOT NULL,
            organiser_email VARCHAR(254) NOT NULL,
            image_key VARCHAR(200),
            image_alt VARCHAR(300) NOT NULL,
            ticket_url VARCHAR(500) NOT NULL,
            status VARCHAR(16) NOT NULL,
            email_verified BOOLEAN NOT NULL,
            featured BOOLEAN NOT NULL,
            is_sample BOOLEAN NOT NULL,
            series_id UUID,
            import_key VARCHAR(64),
            revision BIGINT NOT NULL,
            sequence BIGINT NOT NULL,
            cancelled_at TIMESTAMP WITH TIME ZONE,
            published_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            updated_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            search_vector TSVECTOR GENERATED ALWAYS AS (
                setweight(to_tsvector('openmic_english'::regconfig, translate(title, '/.@', '   ')), 'A')
                || setweight(to_tsvector('openmic_simple'::regconfig, translate(
                    title || ' ' || venue_name || ' ' || coalesce(town_name, ''), '/.@', '   ')), 'A')
                || setweight(to_tsvector('openmic_english'::regconfig,
                    translate(description, '/.@', '   ')), 'C')
                || setweight(to_tsvector('openmic_simple'::regconfig, translate(address, '/.@', '   ')), 'D')
            ) STORED,
            CONSTRAINT pk_event PRIMARY KEY (id),
            CONSTRAINT fk_event_town FOREIGN KEY (town_id, town_name) REFERENCES town (id, name)
                MATCH FULL ON UPDATE CASCADE,
            CONSTRAINT fk_event_venue_id FOREIGN KEY (venue_id) REFERENCES venue (id),
            CONSTRAINT uq_event_import_key UNIQUE (import_key),
            CONSTRAINT ck_event_title_given CHECK (char_length(btrim(title)) > 0),
            CONSTRAINT ck_event_venue_name_given CHECK (char_length(btrim(venue_name)) > 0),
            CONSTRAINT ck_event_organiser_name_given CHECK (char_length(btrim(organiser_name)) > 0),
            CONSTRAINT ck_event_description_length CHECK (char_length(description) <= 5000),
            CONSTRAINT ck_event_organiser_email_form
                CHECK (organiser_email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
            CONSTRAINT ck_event_ends_after_start CHECK (end_at > start_at),
            CONSTRAINT ck_event_lasts_a_day_at_most CHECK (end_at <= start_at + interval '24 hours'),
            CONSTRAINT ck_event_image_has_alt_text
                CHECK (image_key IS NULL OR char_length(btrim(image_alt)) > 0),
            CONSTRAINT ck_event_ticket_url_https CHECK (ticket_url = '' OR ticket_url ~ '^https://'),
            CONSTRAINT ck_event_published_is_verified
                CHECK (status <> 'published' OR (email_verified AND published_at IS NOT NULL)),
            CONSTRAINT ck_event_counters CHECK (revision >= 1 AND sequence >= 0),
            CONSTRAINT ck_event_updated_after_created CHECK (updated_at >= created_at),
            CONSTRAINT ck_event_category CHECK (category IN ('music', 'comedy', 'spoken', 'jam', 'other')),
            CONSTRAINT ck_event_status CHECK (status IN ('pending', 'published', 'rejected', 'archived'))
        )
    """)
    for index in (
        "ix_event_live_start ON event (start_at, id) WHERE status = 'published'",
        "ix_event_live_town ON event (town_id, start_at, id) WHERE status = 'published'",
        "ix_event_live_category ON event (category, start_at, id) WHERE status = 'published'",
        "ix_event_live_search ON event USING gin (search_vector) WHERE status = 'published'",
        "ix_event_queue ON event (created_at, id) WHERE status = 'pending'",
        "ix_event_series_id ON event (series_id)",
        "ix_event_venue_id ON event (venue_id)",
    ):
        op.execute(f"CREATE INDEX {index}")


def downgrade() -> None:
    op.execute("DROP TABLE event")
