"""What was done is written down, and stays."""

from alembic import op

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE audit_entry (
            id UUID NOT NULL,
            at TIMESTAMP WITH TIME ZONE NOT NULL,
            act VARCHAR(16) NOT NULL,
            by VARCHAR(16) NOT NULL,
            person_id UUID,
            event_id UUID,
            revision BIGINT,
            batch_id UUID,
            reason TEXT NOT NULL,
            before JSONB DEFAULT '{}' NOT NULL,
            after JSONB DEFAULT '{}' NOT NULL,
            CONSTRAINT pk_audit_entry PRIMARY KEY (id),
            CONSTRAINT ck_audit_entry_moderator_is_known CHECK ((by = 'moderator') = (person_id IS NOT NULL)),
            CONSTRAINT ck_audit_entry_reason_length CHECK (char_length(reason) <= 2000),
            CONSTRAINT ck_audit_entry_act CHECK (act IN (
                'submit', 'verify', 'change', 'cancel', 'withdraw', 'appeal', 'approve', 'reject', 'hold', 'release',
                'undo', 'edit', 'unpublish', 'look_over', 'auto_publish', 'hide', 'review_report', 'dismiss_report',
                'release_message', 'drop_message', 'feature', 'unfeature', 'trust', 'distrust', 'switch')),
            CONSTRAINT ck_audit_entry_actor CHECK (by IN ('moderator', 'organiser', 'visitor', 'site'))
        )
    """)
    op.execute("CREATE INDEX ix_audit_entry_event_id ON audit_entry (event_id, id)")
    op.execute("CREATE INDEX ix_audit_entry_batch_id ON audit_entry (batch_id)")
    op.execute("CREATE INDEX ix_audit_entry_at ON audit_entry (at, id)")
    op.execute(
        "CREATE FUNCTION openmic_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN"
        " IF TG_OP = 'DELETE' AND current_setting('openmic.retention', true) = 'on' THEN RETURN OLD; END IF;"
        " RAISE EXCEPTION 'the audit trail is only ever added to' USING ERRCODE = 'restrict_violation';"
        " END $$"
    )
    op.execute("""
        CREATE TRIGGER audit_entry_is_kept BEFORE UPDATE OR DELETE ON audit_entry
        FOR EACH ROW EXECUTE FUNCTION openmic_append_only()
    """)
    op.execute("""
        CREATE TRIGGER audit_entry_is_not_emptied BEFORE TRUNCATE ON audit_entry
        FOR EACH STATEMENT EXECUTE FUNCTION openmic_append_only()
    """)


def downgrade() -> None:
    op.execute("DROP TABLE audit_entry")
    op.execute("DROP FUNCTION openmic_append_only()")
