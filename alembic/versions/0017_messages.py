"""Visitors write to organisers through the site."""

from alembic import op

revision = "0017"
down_revision = "0016"

PURPOSES = "'verify', 'manage', 'receipt', 'sign_in'"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE message (
            id UUID NOT NULL,
            event_id UUID NOT NULL,
            sender_name VARCHAR(120) NOT NULL,
            sender_email VARCHAR(254) NOT NULL,
            words TEXT NOT NULL,
            flags VARCHAR(200)[] DEFAULT '{}' NOT NULL,
            state VARCHAR(16) NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            decided_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_message PRIMARY KEY (id),
            CONSTRAINT ck_message_words_length CHECK (char_length(words) BETWEEN 1 AND 2000),
            CONSTRAINT ck_message_sender_email_form CHECK (
                sender_email ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'),
            CONSTRAINT ck_message_decided_is_dated CHECK (
                (state IN ('sent', 'dropped')) = (decided_at IS NOT NULL)),
            CONSTRAINT fk_message_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
            CONSTRAINT ck_message_messagestate CHECK (state IN ('unproved', 'held', 'sent', 'dropped'))
        )
    """)
    op.execute("CREATE INDEX ix_message_event_id ON message (event_id, id)")
    op.execute("CREATE INDEX ix_message_held ON message (created_at, id) WHERE state = 'held'")
    _purposes(f"{PURPOSES}, 'message'")


def downgrade() -> None:
    op.execute("DELETE FROM token WHERE purpose = 'message'")
    _purposes(PURPOSES)
    op.execute("DROP TABLE message")


def _purposes(known: str) -> None:
    op.execute("""
        -- squawk-ignore ban-drop-constraint
        ALTER TABLE token DROP CONSTRAINT ck_token_purpose
    """)
    op.execute(f"""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE token ADD CONSTRAINT ck_token_purpose CHECK (purpose IN ({known}))
    """)
