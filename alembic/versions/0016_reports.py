"""Anybody can report a listing."""

from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE report (
            id UUID NOT NULL,
            event_id UUID NOT NULL,
            reason VARCHAR(16) NOT NULL,
            words TEXT NOT NULL,
            email VARCHAR(254) NOT NULL,
            ip INET,
            state VARCHAR(16) NOT NULL,
            hid_listing BOOLEAN NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            decided_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_report PRIMARY KEY (id),
            CONSTRAINT ck_report_words_length CHECK (char_length(words) <= 1000),
            CONSTRAINT ck_report_email_form CHECK (email = '' OR email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
            CONSTRAINT ck_report_decided_is_dated CHECK ((state = 'open') = (decided_at IS NULL)),
            CONSTRAINT fk_report_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
            CONSTRAINT ck_report_reportreason CHECK (reason IN (
                'illegal', 'hate', 'scam', 'explicit', 'impersonation', 'wrong', 'other')),
            CONSTRAINT ck_report_reportstate CHECK (state IN ('open', 'reviewed', 'dismissed'))
        )
    """)
    op.execute("CREATE INDEX ix_report_event_id ON report (event_id, id)")
    op.execute("CREATE INDEX ix_report_open ON report (event_id) WHERE state = 'open'")


def downgrade() -> None:
    op.execute("DROP TABLE report")
