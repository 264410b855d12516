"""People get a mail each week with the nights they want to hear of."""

from alembic import op

revision = "0020"
down_revision = "0019"

PURPOSES = "'verify', 'manage', 'receipt', 'sign_in', 'message'"
ABOUT_NO_NIGHT = "'subscribe', 'subscriptions', 'privacy'"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE subscription (
            id UUID NOT NULL,
            request_id UUID NOT NULL,
            email VARCHAR(254) NOT NULL,
            town_id BIGINT,
            category VARCHAR(16),
            consent_wording VARCHAR(20) NOT NULL,
            consented_at TIMESTAMP WITH TIME ZONE NOT NULL,
            confirmed_at TIMESTAMP WITH TIME ZONE,
            paused_at TIMESTAMP WITH TIME ZONE,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_subscription PRIMARY KEY (id),
            CONSTRAINT ck_subscription_email_form CHECK (
                email ~ '^[^@[:space:],;<>]+@[^@[:space:],;<>]+$'),
            CONSTRAINT ck_subscription_paused_is_confirmed CHECK (
                paused_at IS NULL OR confirmed_at IS NOT NULL),
            CONSTRAINT ck_subscription_category CHECK (
                category IN ('music', 'comedy', 'spoken', 'jam', 'other')),
            CONSTRAINT fk_subscription_town_id FOREIGN KEY(town_id) REFERENCES town (id) ON DELETE CASCADE
        )
    """)
    op.execute("""
        CREATE UNIQUE INDEX uq_subscription_wish ON subscription (email, town_id, category)
        NULLS NOT DISTINCT WHERE confirmed_at IS NOT NULL
    """)
    op.execute("""
        CREATE INDEX ix_subscription_unconfirmed ON subscription (created_at, id) WHERE confirmed_at IS NULL
    """)
    op.execute("CREATE INDEX ix_subscription_email ON subscription (email)")
    op.execute("""
        CREATE TABLE digest (
            week VARCHAR(8) NOT NULL,
            mails BIGINT NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            CONSTRAINT pk_digest PRIMARY KEY (week),
            CONSTRAINT ck_digest_week_form CHECK (week ~ '^[0-9]{4}-W[0-9]{2}$'),
            CONSTRAINT ck_digest_mails CHECK (mails >= 0)
        )
    """)
    op.execute("""
        CREATE TABLE digest_click (
            week VARCHAR(8) NOT NULL,
            event_id UUID NOT NULL,
            clicks BIGINT NOT NULL,
            CONSTRAINT pk_digest_click PRIMARY KEY (week, event_id),
            CONSTRAINT ck_digest_click_clicks CHECK (clicks >= 1),
            CONSTRAINT fk_digest_click_week FOREIGN KEY(week) REFERENCES digest (week) ON DELETE CASCADE,
            CONSTRAINT fk_digest_click_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE
        )
    """)
    _purposes(f"{PURPOSES}, {ABOUT_NO_NIGHT}", f"purpose IN ('sign_in', {ABOUT_NO_NIGHT})")


def downgrade() -> None:
    op.execute("DELETE FROM token WHERE purpose IN ('subscribe', 'subscriptions', 'privacy')")
    _purposes(PURPOSES, "purpose = 'sign_in'")
    op.execute("DROP TABLE digest_click")
    op.execute("DROP TABLE digest")
    op.execute("DROP TABLE subscription")


def _purposes(known: str, about_none: str) -> None:
    rules = {"purpose": f"purpose IN ({known})", "is_about_a_night": f"({about_none}) = (event_id IS NULL)"}
    for name, rule in rules.items():
        op.execute(f"""
            -- squawk-ignore ban-drop-constraint
            ALTER TABLE token DROP CONSTRAINT ck_token_{name}
        """)
        op.execute(f"""
            -- squawk-ignore constraint-missing-not-valid
            ALTER TABLE token ADD CONSTRAINT ck_token_{name} CHECK ({rule})
        """)
