"""Forbidden writes to the tables of the weekly mail, the clock, and what is kept and forgotten."""

TWICE = " FROM generate_series(1, 2)"
WISHED = (
    "INSERT INTO subscription (id, request_id, email, consent_wording, consented_at, category, confirmed_at,"
    " paused_at) SELECT gen_random_uuid(), gen_random_uuid()"
)
WEEK = "INSERT INTO digest (week, mails) SELECT"
OPENED = f"{WEEK} '2026-W48', 1; INSERT INTO digest_click (week, event_id, clicks) SELECT"
RUN = (
    "INSERT INTO job_run (job, period, due_at, attempts, rows, error, state, finished_at, leased_until)"
    " SELECT 'digest', '2026-W48', now()"
)
HOLD = (
    "INSERT INTO legal_hold (id, event_id, reason, owner, review_on, placed_by, lifted_at, lifted_by)"
    " SELECT gen_random_uuid()"
)
ERASED = "INSERT INTO erasure (mailbox_hash, scope, erased_at) SELECT 'x'"
COMPLAINT = (
    "INSERT INTO complaint (id, name, email, words, answered_at, outcome) SELECT gen_random_uuid(), ''"
)
COUNTED = "INSERT INTO night_count (event_id, counted_on, kind, times) SELECT id, current_date"
SALT = "INSERT INTO visit_salt (day, salt) SELECT current_date, 'x'::bytea"
CAME = "INSERT INTO visitor (day, mark, pages) SELECT current_date, 'x'::bytea"
DAY = "INSERT INTO daily_visits (day, visitors, pages) SELECT current_date"
ALIAS = "INSERT INTO venue_alias (slug, name, venue_id) SELECT"


def same_id(write: str) -> str:
    """The same write with an id that does not change from row to row."""
    return write.replace("gen_random_uuid()", f"'{'0' * 32}'::uuid", 1)


WRITES = {
    "ck_subscription_email_form": f"{WISHED}, 'a@example.org, b@example.org', '1', now(), NULL, NULL, NULL",
    "ck_subscription_paused_is_confirmed": f"{WISHED}, 'a@example.org', '1', now(), NULL, NULL, now()",
    "ck_subscription_category": f"{WISHED}, 'a@example.org', '1', now(), 'opera', NULL, NULL",
    "fk_subscription_town_id": (
        "INSERT INTO subscription (id, request_id, email, consent_wording, consented_at, town_id)"
        " SELECT gen_random_uuid(), gen_random_uuid(), 'a@example.org', '1', now(), -1"
    ),
    "uq_subscription_wish": f"{WISHED}, 'a@example.org', '1', now(), NULL, now(), NULL{TWICE}",
    "pk_subscription": same_id(f"{WISHED}, 'a@example.org', '1', now(), NULL, NULL, NULL{TWICE}"),
    "ck_digest_week_form": f"{WEEK} '2026-48', 1",
    "ck_digest_mails": f"{WEEK} '2026-W48', -1",
    "pk_digest": f"{WEEK} '2026-W48', 1{TWICE}",
    "ck_digest_click_clicks": f"{OPENED} '2026-W48', id, 0 FROM event",
    "fk_digest_click_week": f"{OPENED} '2026-W47', id, 1 FROM event",
    "fk_digest_click_event_id": f"{OPENED} '2026-W48', gen_random_uuid(), 1",
    "pk_digest_click": f"{OPENED} '2026-W48', id, 1 FROM event, generate_series(1, 2)",
    "ck_job_run_counters": f"{RUN}, 0, -1, '', 'done', now(), NULL",
    "ck_job_run_finished_is_dated": f"{RUN}, 0, 0, '', 'done', NULL, NULL",
    "ck_job_run_running_is_leased": f"{RUN}, 0, 0, '', 'running', NULL, NULL",
    "ck_job_run_runstate": f"{RUN}, 0, 0, '', 'lost', NULL, NULL",
    "pk_job_run": f"{RUN}, 0, 0, '', 'done', now(), NULL{TWICE}",
    "ck_legal_hold_reason_given": f"{HOLD}, id, ' ', 'Kim', now(), id, NULL, NULL FROM event",
    "ck_legal_hold_owner_given": f"{HOLD}, id, 'A claim', '', now(), id, NULL, NULL FROM event",
    "ck_legal_hold_lifted_by_somebody": f"{HOLD}, id, 'A claim', 'Kim', now(), id, now(), NULL FROM event",
    "fk_legal_hold_event_id": f"{HOLD}, gen_random_uuid(), 'A claim', 'Kim', now(), gen_random_uuid(), NULL, NULL",
    "fk_legal_hold_event_id (while it stands, the night stays)": (
        f"{HOLD}, id, 'A claim', 'Kim', now(), id, NULL, NULL FROM event; DELETE FROM event"
    ),
    "uq_legal_hold_standing": (
        f"{HOLD}, id, 'A claim', 'Kim', now(), id, NULL, NULL FROM event, generate_series(1, 2)"
    ),
    "pk_legal_hold": same_id(
        f"{HOLD}, id, 'A claim', 'Kim', now(), id, now(), id FROM event, generate_series(1, 2)"
    ),
    "ck_erasure_erasurescope": f"{ERASED}, 'some', now()",
    "pk_erasure": f"{ERASED}, 'all', now(){TWICE}",
    "ck_complaint_words_length": f"{COMPLAINT}, 'a@example.org', '', NULL, ''",
    "ck_complaint_email_form": f"{COMPLAINT}, 'nobody', 'Words', NULL, ''",
    "ck_complaint_answered_has_outcome": f"{COMPLAINT}, 'a@example.org', 'Words', now(), ''",
    "pk_complaint": same_id(f"{COMPLAINT}, 'a@example.org', 'Words', NULL, ''{TWICE}"),
    "ck_night_count_counted": f"{COUNTED}, 'wink', 1 FROM event",
    "ck_night_count_times": f"{COUNTED}, 'view', 0 FROM event",
    "fk_night_count_event_id": f"{COUNTED.replace('SELECT id', 'SELECT gen_random_uuid()')}, 'view', 1",
    "pk_night_count": f"{COUNTED}, 'view', 1 FROM event, generate_series(1, 2)",
    "pk_visit_salt": f"{SALT}{TWICE}",
    "ck_visitor_pages": f"{SALT}; {CAME}, 0",
    "fk_visitor_day": f"{CAME}, 1",
    "pk_visitor": f"{SALT}; {CAME}, 1{TWICE}",
    "ck_daily_visits_counters": f"{DAY}, 2, 1",
    "pk_daily_visits": f"{DAY}, 1, 2{TWICE}",
    "ck_venue_alias_slug_form": f"{ALIAS} 'The Lantern', 'x', id FROM venue",
    "ck_venue_alias_name_given": f"{ALIAS} 'lantern', ' ', id FROM venue",
    "fk_venue_alias_venue_id": f"{ALIAS} 'lantern', 'x', gen_random_uuid()",
    "pk_venue_alias": f"{ALIAS} 'lantern', 'x', id FROM venue, generate_series(1, 2)",
    "ck_town_merged_into_another": "UPDATE town SET merged_into = id",
    "fk_town_merged_into": "UPDATE town SET merged_into = -1",
}
