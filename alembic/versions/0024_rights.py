"""People are forgotten for good when they ask for it, and can complain."""

from alembic import op

revision = "0024"
down_revision = "0023"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE erasure (
            mailbox_hash VARCHAR(64) NOT NULL,
            scope VARCHAR(16) NOT NULL,
            erased_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_erasure PRIMARY KEY (mailbox_hash, scope),
            CONSTRAINT ck_erasure_erasurescope CHECK (scope IN ('all', 'subscriptions'))
        )
    """)
    op.execute("""
        CREATE TABLE complaint (
            id UUID NOT NULL,
            name VARCHAR(120) NOT NULL,
            email VARCHAR(254) NOT NULL,
            words TEXT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            acknowledged_at TIMESTAMP WITH TIME ZONE,
            answered_at TIMESTAMP WITH TIME ZONE,
            outcome TEXT NOT NULL,
            CONSTRAINT pk_complaint PRIMARY KEY (id),
            CONSTRAINT ck_complaint_words_length CHECK (char_length(words) BETWEEN 1 AND 5000),
            CONSTRAINT ck_complaint_email_form CHECK (email ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'),
            CONSTRAINT ck_complaint_answered_has_outcome CHECK ((answered_at IS NULL) = (outcome = ''))
        )
    """)
    op.execute("CREATE INDEX ix_complaint_open ON complaint (created_at, id) WHERE answered_at IS NULL")


def downgrade() -> None:
    op.execute("DROP TABLE complaint")
    op.execute("DROP TABLE erasure")
