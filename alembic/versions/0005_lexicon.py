"""The words that live listings hold, to mend a mistyped search with."""

from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS pg_trgm")
    op.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    op.execute("""
        CREATE TABLE lexicon (
            word VARCHAR(60) NOT NULL,
            CONSTRAINT pk_lexicon PRIMARY KEY (word)
        )
    """)
    op.execute("CREATE INDEX ix_lexicon_near ON lexicon USING gin (word gin_trgm_ops)")


def downgrade() -> None:
    op.execute("DROP TABLE lexicon")
    op.execute("DROP EXTENSION fuzzystrmatch")
    op.execute("DROP EXTENSION pg_trgm")
