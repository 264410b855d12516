"""Moderators decide about nights: what waits, since when, and which words were approved."""

from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE event
            ADD COLUMN approved_revision BIGINT,
            ADD COLUMN queued_at TIMESTAMP WITH TIME ZONE,
            ADD COLUMN held_at TIMESTAMP WITH TIME ZONE,
            ADD COLUMN hidden_at TIMESTAMP WITH TIME ZONE,
            ADD COLUMN is_unreviewed BOOLEAN DEFAULT false NOT NULL,
            ADD COLUMN appeal TEXT DEFAULT '' NOT NULL,
            ADD COLUMN featured_until TIMESTAMP WITH TIME ZONE,
            ADD COLUMN takes_messages BOOLEAN DEFAULT true NOT NULL
    """)
    op.execute("UPDATE event SET featured = false WHERE featured")  # nobody has chosen an end for it
    op.execute("UPDATE event SET approved_revision = revision WHERE status = 'published'")
    op.execute("""
        UPDATE event SET queued_at = coalesce(verified_at, created_at) WHERE status = 'pending' AND email_verified
    """)
    op.execute("""
        UPDATE event SET queued_at = revision.created_at FROM revision
        WHERE event.status = 'published' AND revision.event_id = event.id AND revision.state = 'waiting'
    """)
    # a few thousand rows: each is looked at in a moment
    for name, rule in (
        (
            "published_is_approved",
            "status <> 'published' OR (approved_revision IS NOT NULL AND approved_revision = revision)",
        ),
        ("hidden_is_pending", "hidden_at IS NULL OR status = 'pending'"),
        ("unreviewed_is_published", "NOT is_unreviewed OR status = 'published'"),
        (
            "queued_is_proved",
            "queued_at IS NULL OR (email_verified AND status IN ('pending', 'published'))",
        ),
        ("featured_has_an_end", "featured = (featured_until IS NOT NULL)"),
        ("appeal_length", "char_length(appeal) <= 1000"),
    ):
        op.execute(f"""
            -- squawk-ignore constraint-missing-not-valid
            ALTER TABLE event ADD CONSTRAINT ck_event_{name} CHECK ({rule})
        """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-deletion
        DROP INDEX ix_event_queue
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_queue ON event (queued_at, id) WHERE queued_at IS NOT NULL
    """)


def downgrade() -> None:
    op.execute("DROP INDEX ix_event_queue")
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE event
            DROP COLUMN approved_revision, DROP COLUMN queued_at, DROP COLUMN held_at, DROP COLUMN hidden_at,
            DROP COLUMN is_unreviewed, DROP COLUMN appeal, DROP COLUMN featured_until, DROP COLUMN takes_messages
    """)
    op.execute("""
        -- squawk-ignore require-concurrent-index-creation
        CREATE INDEX ix_event_queue ON event (created_at, id) WHERE status = 'pending'
    """)
