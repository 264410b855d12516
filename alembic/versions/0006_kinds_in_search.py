"""The kind of night and the postcode among the words that find it: "jam" finds every jam session."""

from alembic import op

revision = "0006"
down_revision = "0005"

NAMES = "title || ' ' || venue_name || ' ' || coalesce(town_name, '')"
KIND = (
    "CASE category WHEN 'spoken' THEN 'spoken word' WHEN 'jam' THEN 'jam session'"
    " WHEN 'other' THEN '' ELSE category END"
)


def upgrade() -> None:
    make_vector(f"{NAMES} || ' ' || {KIND}", "address || ' ' || postcode")


def downgrade() -> None:
    make_vector(NAMES, "address")


def make_vector(names: str, place: str) -> None:
    # The column is made of others, so nothing is lost with it; and it can only be made anew, for PostgreSQL
    # before 17 cannot change what a generated column is made of. A few thousand rows take less than a second.
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE event DROP COLUMN search_vector
    """)
    op.execute(f"""
        -- squawk-ignore adding-field-with-default, constraint-missing-not-valid
        ALTER TABLE event ADD COLUMN search_vector TSVECTOR GENERATED ALWAYS AS (
            setweight(to_tsvector('openmic_english'::regconfig, translate(title, '/.@', '   ')), 'A')
            || setweight(to_tsvector('openmic_simple'::regconfig, translate({names}, '/.@', '   ')), 'A')
            || setweight(to_tsvector('openmic_english'::regconfig, translate(description, '/.@', '   ')), 'C')
            || setweight(to_tsvector('openmic_simple'::regconfig, translate({place}, '/.@', '   ')), 'D')
        ) STORED
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_live_search ON event USING gin (search_vector) WHERE status = 'published'
    """)
