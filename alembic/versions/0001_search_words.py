"""Text search without accents: a stemming configuration and a plain one."""

from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS unaccent")
    for name, base, stem in (("english", "english", "english_stem"), ("simple", "simple", "simple")):
        op.execute(f"CREATE TEXT SEARCH CONFIGURATION openmic_{name} (COPY = {base})")
        op.execute(
            f"ALTER TEXT SEARCH CONFIGURATION openmic_{name}"
            f" ALTER MAPPING FOR hword, hword_part, word WITH unaccent, {stem}"
        )


def downgrade() -> None:
    op.execute("DROP TEXT SEARCH CONFIGURATION openmic_english")
    op.execute("DROP TEXT SEARCH CONFIGURATION openmic_simple")
    op.execute("DROP EXTENSION unaccent")
