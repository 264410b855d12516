"""Moderators join what is listed twice, and say how one gets into a venue."""

from alembic import op

revision = "0028"
down_revision = "0027"

ACTS = (
    "'submit', 'verify', 'change', 'cancel', 'withdraw', 'appeal', 'approve', 'reject', 'hold', 'release', "
    "'undo', 'edit', 'unpublish', 'look_over', 'auto_publish', 'hide', 'review_report', 'dismiss_report', "
    "'release_message', 'drop_message', 'feature', 'unfeature', 'trust', 'distrust', 'switch', "
    "'archive', 'keep', 'let_go', 'erase', 'answer', 'resend_mail', 'drop_mail'"
)
NEW_ACTS = "'edit_venue', 'merge_venues', 'merge_towns'"


def upgrade() -> None:
    op.execute("""
        ALTER TABLE venue
            ADD COLUMN step_free_room BOOLEAN,
            ADD COLUMN step_free_stage BOOLEAN,
            ADD COLUMN step_free_toilet BOOLEAN,
            ADD COLUMN access_note VARCHAR(500) DEFAULT '' NOT NULL
    """)
    op.execute("""
        CREATE TABLE venue_alias (
            slug VARCHAR(160) NOT NULL,
            name VARCHAR(140) NOT NULL,
            venue_id UUID NOT NULL,
            CONSTRAINT pk_venue_alias PRIMARY KEY (slug),
            CONSTRAINT ck_venue_alias_slug_form CHECK (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
            CONSTRAINT ck_venue_alias_name_given CHECK (char_length(btrim(name)) > 0),
            CONSTRAINT fk_venue_alias_venue_id FOREIGN KEY(venue_id) REFERENCES venue (id) ON DELETE CASCADE
        )
    """)
    op.execute("CREATE INDEX ix_venue_alias_venue_id ON venue_alias (venue_id)")
    op.execute("""
        CREATE TRIGGER venue_alias_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON venue_alias
        FOR EACH STATEMENT EXECUTE FUNCTION openmic_changed()
    """)
    op.execute("ALTER TABLE town ADD COLUMN merged_into BIGINT")
    op.execute("""
        -- squawk-ignore constraint-missing-not-valid, adding-foreign-key-constraint
        ALTER TABLE town ADD CONSTRAINT fk_town_merged_into FOREIGN KEY(merged_into) REFERENCES town (id)
    """)
    op.execute("""
        -- squawk-ignore constraint-missing-not-valid
        ALTER TABLE town ADD CONSTRAINT ck_town_merged_into_another CHECK (merged_into <> id)
    """)
    _acts(f"{ACTS}, {NEW_ACTS}")


def downgrade() -> None:
    op.execute("SET LOCAL openmic.retention = 'on'")
    op.execute(f"DELETE FROM audit_entry WHERE act IN ({NEW_ACTS})")  # noqa: S608
    _acts(ACTS)
    op.execute("""
        -- squawk-ignore ban-drop-column
        ALTER TABLE town DROP COLUMN merged_into
    """)
    op.execute("DROP TABLE venue_alias")
    for column in ("access_note", "step_free_toilet", "step_free_stage", "step_free_room"):
        op.execute(f"""
            -- squawk-ignore ban-drop-column
            ALTER TABLE venue DROP COLUMN {column}
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
