"""People sign in by a link, and links in mails prove who reads them."""

from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE account (
            id UUID NOT NULL,
            email VARCHAR(254) NOT NULL,
            role VARCHAR(16) NOT NULL,
            disabled_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_account PRIMARY KEY (id),
            CONSTRAINT ck_account_email_form CHECK (email = lower(email) AND email ~ '^[^@[:space:]]+@[^@[:space:]]+$'),
            CONSTRAINT uq_account_email UNIQUE (email),
            CONSTRAINT ck_account_role CHECK (role IN ('organiser', 'moderator', 'admin'))
        )
    """)
    op.execute("""
        CREATE TABLE sign_in (
            secret_hash VARCHAR(64) NOT NULL,
            account_id UUID NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            seen_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            CONSTRAINT pk_sign_in PRIMARY KEY (secret_hash),
            CONSTRAINT ck_sign_in_expires_later CHECK (expires_at > created_at),
            CONSTRAINT fk_sign_in_account_id FOREIGN KEY(account_id) REFERENCES account (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_sign_in_account_id ON sign_in (account_id)")
    op.execute("""
        CREATE TABLE token (
            secret_hash VARCHAR(64) NOT NULL,
            purpose VARCHAR(16) NOT NULL,
            email VARCHAR(254) NOT NULL,
            event_id UUID,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            expires_at TIMESTAMP WITH TIME ZONE NOT NULL,
            used_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_token PRIMARY KEY (secret_hash),
            CONSTRAINT ck_token_is_about_a_night CHECK ((purpose = 'sign_in') = (event_id IS NULL)),
            CONSTRAINT ck_token_expires_later CHECK (expires_at > created_at),
            CONSTRAINT ck_token_purpose CHECK (purpose IN ('verify', 'manage', 'receipt', 'sign_in')),
            CONSTRAINT fk_token_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_token_event_id ON token (event_id)")
    op.execute("CREATE INDEX ix_token_expires_at ON token (expires_at)")


def downgrade() -> None:
    op.execute("DROP TABLE token")
    op.execute("DROP TABLE sign_in")
    op.execute("DROP TABLE account")
