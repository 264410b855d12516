"""What is done by the clock is done once, and written down."""

from alembic import op

revision = "0021"
down_revision = "0020"


def upgrade() -> None:
    op.execute("""
        CREATE TABLE job_run (
            job VARCHAR(32) NOT NULL,
            period VARCHAR(32) NOT NULL,
            state VARCHAR(16) NOT NULL,
            due_at TIMESTAMP WITH TIME ZONE NOT NULL,
            started_at TIMESTAMP WITH TIME ZONE,
            finished_at TIMESTAMP WITH TIME ZONE,
            leased_until TIMESTAMP WITH TIME ZONE,
            attempts BIGINT NOT NULL,
            rows BIGINT NOT NULL,
            error VARCHAR(300) NOT NULL,
            CONSTRAINT pk_job_run PRIMARY KEY (job, period),
            CONSTRAINT ck_job_run_counters CHECK (attempts >= 0 AND rows >= 0),
            CONSTRAINT ck_job_run_finished_is_dated CHECK (
                (state IN ('done', 'failed', 'skipped')) = (finished_at IS NOT NULL)),
            CONSTRAINT ck_job_run_running_is_leased CHECK (state <> 'running' OR leased_until IS NOT NULL),
            CONSTRAINT ck_job_run_runstate CHECK (state IN ('running', 'done', 'failed', 'skipped'))
        )
    """)
    op.execute("CREATE INDEX ix_job_run_due ON job_run (job, due_at)")


def downgrade() -> None:
    op.execute("DROP TABLE job_run")
