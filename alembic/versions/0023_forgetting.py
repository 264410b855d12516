"""Nights are forgotten when their time is over, unless somebody answers for keeping them."""

from alembic import op

revision = "0023"
down_revision = "0022"

GIVEN = "char_length(btrim(organiser_name)) > 0"
FORM = "organiser_email ~ '^[^@[:space:]]+@[^@[:space:]]+$'"
ACTS = (
    "'submit', 'verify', 'change', 'cancel', 'withdraw', 'appeal', 'approve', 'reject', 'hold', 'release', "
    "'undo', 'edit', 'unpublish', 'look_over', 'auto_publish', 'hide', 'review_report', 'dismiss_report', "
    "'release_message', 'drop_message', 'feature', 'unfeature', 'trust', 'distrust', 'switch'"
)
NEW_ACTS = "'archive', 'keep', 'let_go', 'erase', 'answer', 'resend_mail', 'drop_mail'"
ADDED_TO = (
    "CREATE OR REPLACE FUNCTION openmic_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF TG_OP = 'DELETE' AND current_setting('openmic.retention', true) = 'on' THEN RETURN OLD; END IF;"
    " RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'restrict_violation';"
    " END $$"
)
FORGETFUL = (
    "CREATE OR REPLACE FUNCTION openmic_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
    " IF current_setting('openmic.retention', true) = 'on' THEN"
    " IF TG_OP = 'DELETE' THEN RETURN OLD; END IF;"
    " IF TG_OP = 'UPDATE' AND (NEW.id, NEW.at, NEW.act, NEW.\"by\", NEW.person_id, NEW.event_id)"
    ' IS NOT DISTINCT FROM (OLD.id, OLD.at, OLD.act, OLD."by", OLD.person_id, OLD.event_id) THEN RETURN NEW; END IF;'
    " END IF;"
    " RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'restrict_violation';"
    " END $$"
)


def upgrade() -> None:
    op.execute("ALTER TABLE event ADD COLUMN erased_at TIMESTAMP WITH TIME ZONE")
    _organiser(f"{GIVEN} OR erased_at IS NOT NULL", f"{FORM} OR erased_at IS NOT NULL")
    op.execute("""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE event ADD CONSTRAINT ck_event_erased_is_anonymous CHECK (
            erased_at IS NULL OR (organiser_name = '' AND organiser_email = '' AND description = ''
            AND ticket_url = '' AND appeal = '' AND flags = '{}' AND image_key IS NULL AND image_alt = ''
            AND account_id IS NULL AND import_key IS NULL AND submission_key IS NULL AND NOT takes_messages))
    """)
    op.execute("""
        CREATE TABLE legal_hold (
            id UUID NOT NULL,
            event_id UUID NOT NULL,
            reason TEXT NOT NULL,
            owner VARCHAR(120) NOT NULL,
            review_on DATE NOT NULL,
            placed_by UUID NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            lifted_at TIMESTAMP WITH TIME ZONE,
            lifted_by UUID,
            CONSTRAINT pk_legal_hold PRIMARY KEY (id),
            CONSTRAINT ck_legal_hold_reason_given CHECK (char_length(btrim(reason)) BETWEEN 1 AND 1000),
            CONSTRAINT ck_legal_hold_owner_given CHECK (char_length(btrim(owner)) > 0),
            CONSTRAINT ck_legal_hold_lifted_by_somebody CHECK ((lifted_at IS NULL) = (lifted_by IS NULL)),
            CONSTRAINT fk_legal_hold_event_id FOREIGN KEY(event_id) REFERENCES event (id)
        )
    """)
    op.execute("CREATE INDEX ix_legal_hold_event_id ON legal_hold (event_id)")
    op.execute("CREATE UNIQUE INDEX uq_legal_hold_standing ON legal_hold (event_id) WHERE lifted_at IS NULL")
    op.execute(FORGETFUL)
    _acts(f"{ACTS}, {NEW_ACTS}")


def downgrade() -> None:
    op.execute("SET LOCAL openmic.retention = 'on'")
    op.execute("""
        DELETE FROM audit_entry
        WHERE act IN ('archive', 'keep', 'let_go', 'erase', 'answer', 'resend_mail', 'drop_mail')
    """)
    _acts(ACTS)
    op.execute(ADDED_TO)
    op.execute("DROP TABLE legal_hold")
    op.execute("""
        UPDATE event SET organiser_name = 'Erased', organiser_email = 'erased@invalid' WHERE erased_at IS NOT NULL
    """)
    op.execute("""
        -- squawk-ignore ban-drop-constraint
        ALTER TABLE event DROP CONSTRAINT ck_event_erased_is_anonymous
    """)
    _organiser(GIVEN, FORM)
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE event DROP COLUMN erased_at
    """)


def _organiser(name: str, mailbox: str) -> None:
    for constraint, rule in {"organiser_name_given": name, "organiser_email_form": mailbox}.items():
        op.execute(f"""
            -- squawk-ignore ban-drop-constraint
            ALTER TABLE event DROP CONSTRAINT ck_event_{constraint}
        """)
        op.execute(f"""
            -- squawk-ignore constraint-missing-not-valid
            ALTER TABLE event ADD CONSTRAINT ck_event_{constraint} CHECK ({rule})
        """)


def _acts(known: str) -> None:
    op.execute("""
        -- squawk-ignore ban-drop-constraint
        ALTER TABLE audit_entry DROP CONSTRAINT ck_audit_entry_act
    """)
    op.execute(f"""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE audit_entry ADD CONSTRAINT ck_audit_entry_act CHECK (act IN ({known}))
    """)
