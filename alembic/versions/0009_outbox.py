"""Mail is written with the change that causes it, and delivered later."""

from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE outbox (
            id UUID NOT NULL,
            kind VARCHAR(32) NOT NULL,
            recipient VARCHAR(254) NOT NULL,
            subject VARCHAR(200) NOT NULL,
            text TEXT NOT NULL,
            html TEXT NOT NULL,
            reply_to VARCHAR(254) NOT NULL,
            state VARCHAR(16) NOT NULL,
            attempts BIGINT NOT NULL,
            next_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            leased_until TIMESTAMP WITH TIME ZONE,
            last_error VARCHAR(300) NOT NULL,
            dedupe_key VARCHAR(120),
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            sent_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_outbox PRIMARY KEY (id),
            CONSTRAINT ck_outbox_one_recipient CHECK (recipient ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'),
            CONSTRAINT ck_outbox_subject_is_one_line CHECK (subject !~ '[[:cntrl:]]'),
            CONSTRAINT ck_outbox_attempts CHECK (attempts >= 0),
            CONSTRAINT ck_outbox_sent_is_dated CHECK ((state = 'sent') = (sent_at IS NOT NULL)),
            CONSTRAINT ck_outbox_mailstate CHECK (state IN ('queued', 'sent', 'dead')),
            CONSTRAINT uq_outbox_dedupe_key UNIQUE (dedupe_key)
        )
    """)
    op.execute("CREATE INDEX ix_outbox_queue ON outbox (next_at, id) WHERE state = 'queued'")


def downgrade() -> None:
    op.execute("DROP TABLE outbox")
