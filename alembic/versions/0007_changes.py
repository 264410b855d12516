"""Every commit that touches what the public sees is made known to whoever listens."""

from alembic import op

revision = "0007"
down_revision = "0006"

TABLES = ("event", "town", "venue")


def upgrade() -> None:
    op.execute("""
        CREATE FUNCTION openmic_changed() RETURNS trigger LANGUAGE plpgsql
        AS $$ BEGIN PERFORM pg_notify('openmic_changed', ''); RETURN NULL; END $$
    """)
    for table in TABLES:
        op.execute(f"""
            CREATE TRIGGER {table}_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON {table}
            FOR EACH STATEMENT EXECUTE FUNCTION openmic_changed()
        """)


def downgrade() -> None:
    for table in TABLES:
        op.execute(f"DROP TRIGGER {table}_changed ON {table}")
    op.execute("DROP FUNCTION openmic_changed()")
