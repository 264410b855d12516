"""Organisers send nights in, change published ones and withdraw them."""

from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE revision (
            id UUID NOT NULL,
            event_id UUID NOT NULL,
            number BIGINT NOT NULL,
            content JSONB NOT NULL,
            flags VARCHAR(200)[] DEFAULT '{}' NOT NULL,
            state VARCHAR(16) NOT NULL,
            created_at TIMESTAMP WITH TIME ZONE DEFAULT now() NOT NULL,
            decided_at TIMESTAMP WITH TIME ZONE,
            CONSTRAINT pk_revision PRIMARY KEY (id),
            CONSTRAINT uq_revision_event_id_number UNIQUE (event_id, number),
            CONSTRAINT ck_revision_number CHECK (number >= 2),
            CONSTRAINT fk_revision_event_id FOREIGN KEY(event_id) REFERENCES event (id) ON DELETE CASCADE,
            CONSTRAINT ck_revision_revisionstate CHECK (
                state IN ('waiting', 'approved', 'rejected', 'superseded', 'withdrawn'))
        )
    """)
    op.execute("CREATE UNIQUE INDEX uq_revision_waiting ON revision (event_id) WHERE state = 'waiting'")
    op.execute("""
        ALTER TABLE event
            ADD COLUMN account_id UUID,
            ADD COLUMN verified_at TIMESTAMP WITH TIME ZONE,
            ADD COLUMN flags VARCHAR(200)[] DEFAULT '{}' NOT NULL,
            ADD COLUMN submission_key UUID,
            ADD COLUMN consent_wording VARCHAR(20),
            ADD COLUMN consented_at TIMESTAMP WITH TIME ZONE,
            ADD COLUMN withdrawn_at TIMESTAMP WITH TIME ZONE
    """)
    # a few thousand rows, all of them empty here: there is nothing to check
    op.execute("""
        -- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
        ALTER TABLE event ADD CONSTRAINT fk_event_account_id
            FOREIGN KEY (account_id) REFERENCES account (id) ON DELETE SET NULL
    """)
    op.execute("""
        -- squawk-ignore constraint-missing-not-valid, disallowed-unique-constraint
        ALTER TABLE event ADD CONSTRAINT uq_event_submission_key UNIQUE (submission_key)
    """)
    op.execute("""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE event ADD CONSTRAINT ck_event_withdrawn_is_archived
            CHECK (withdrawn_at IS NULL OR status = 'archived')
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_account_id ON event (account_id)
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_organiser_email ON event (organiser_email)
    """)


def downgrade() -> None:
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE event
            DROP COLUMN account_id, DROP COLUMN verified_at, DROP COLUMN flags, DROP COLUMN submission_key,
            DROP COLUMN consent_wording, DROP COLUMN consented_at, DROP COLUMN withdrawn_at
    """)
    op.execute("DROP INDEX ix_event_organiser_email")
    op.execute("DROP TABLE revision")
