"""How often a night is looked at is counted, and how many come, without knowing who."""

from alembic import op

revision = "0029"
down_revision = "0028"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE night_count (
            event_id UUID NOT NULL,
            counted_on DATE NOT NULL,
            kind VARCHAR(16) NOT NULL,
            times BIGINT NOT NULL,
            CONSTRAINT pk_night_count PRIMARY KEY (event_id, counted_on, kind),
            CONSTRAINT ck_night_count_counted CHECK (kind IN ('view', 'calendar', 'message')),
            CONSTRAINT ck_night_count_times CHECK (times >= 1),
            CONSTRAINT fk_night_count_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE visit_salt (
            day DATE NOT NULL,
            salt BYTEA NOT NULL,
            CONSTRAINT pk_visit_salt PRIMARY KEY (day)
        )
    """)
    op.execute("""
        CREATE TABLE visitor (
            day DATE NOT NULL,
            mark BYTEA NOT NULL,
            pages BIGINT NOT NULL,
            CONSTRAINT pk_visitor PRIMARY KEY (day, mark),
            CONSTRAINT ck_visitor_pages CHECK (pages >= 1),
            CONSTRAINT fk_visitor_day FOREIGN KEY(day) REFERENCES visit_salt (day) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE TABLE daily_visits (
            day DATE NOT NULL,
            visitors BIGINT NOT NULL,
            pages BIGINT NOT NULL,
            CONSTRAINT pk_daily_visits PRIMARY KEY (day),
            CONSTRAINT ck_daily_visits_counters CHECK (visitors >= 0 AND pages >= visitors)
        )
    """)


def downgrade() -> None:
    for table in ("daily_visits", "visitor", "visit_salt", "night_count"):
        op.execute(f"DROP TABLE {table}")
