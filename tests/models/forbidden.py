"""One forbidden write for each constraint, by the name of the constraint that must refuse it.

Each is tried after `test_constraints.prepared` has put one town, venue and published night into the tables.
"""

from tests.models import forbidden_upkeep

EVENT = {
    "ck_event_title_given": "title = '  '",
    "ck_event_venue_name_given": "venue_name = ''",
    "ck_event_organiser_name_given": "organiser_name = ' '",
    "ck_event_description_length": "description = repeat('x', 5001)",
    "ck_event_organiser_email_form": "organiser_email = 'two@at@example.org'",
    "ck_event_ends_after_start": "end_at = start_at",
    "ck_event_lasts_a_day_at_most": "end_at = start_at + interval '24 hours 1 second'",
    "ck_event_image_has_alt_text": "image_key = 'poster', image_alt = ' '",
    "ck_event_ticket_url_https": "ticket_url = 'http://tickets.example/'",
    "ck_event_published_is_verified": "email_verified = false",
    "ck_event_counters": "revision = 0",
    "ck_event_updated_after_created": "updated_at = created_at - interval '1 second'",
    "ck_event_category": "category = 'opera'",
    "ck_event_status": "status = 'lost'",
    "fk_event_venue_id": "venue_id = gen_random_uuid()",
    "fk_event_town": "town_name = 'Atlantis'",
    "fk_event_town (half of it)": "town_id = NULL",
    "ck_event_organiser_email_form (no host)": "organiser_email = 'organiser@'",
    "ck_event_organiser_email_form (a line break)": "organiser_email = E'a@example.org\\nBcc:b'",
    "ck_event_published_is_verified (when)": "published_at = NULL",
    "ck_event_published_is_approved": "approved_revision = 2",
    "ck_event_published_is_approved (never)": "approved_revision = NULL",
    "ck_event_published_is_approved (changed since)": "revision = 2",
    "ck_event_hidden_is_pending": "hidden_at = now()",
    "ck_event_unreviewed_is_published": "is_unreviewed = true, status = 'rejected'",
    "ck_event_queued_is_proved": "queued_at = now(), status = 'pending', email_verified = false",
    "ck_event_queued_is_proved (put away)": "queued_at = now(), status = 'archived'",
    "ck_event_featured_has_an_end": "featured = true",
    "ck_event_featured_has_an_end (not featured)": "featured_until = now()",
    "ck_event_appeal_length": "appeal = repeat('x', 1001)",
    "ck_event_ticket_url_https (script)": "ticket_url = 'javascript:alert(1)'",
    "ck_event_counters (sequence)": "sequence = -1",
    "ck_event_erased_is_anonymous": "erased_at = now()",
    "ck_event_withdrawn_is_archived": "withdrawn_at = now()",
    "fk_event_account_id": "account_id = gen_random_uuid()",
    "fk_event_image_key": "image_key = 'poster', image_alt = 'A poster'",
}
MAIL = (
    "INSERT INTO outbox (id, kind, recipient, subject, text, html, reply_to, state, attempts, last_error,"
    " dedupe_key, sent_at)"
)
PERSON = "INSERT INTO account (id, email, role)"
BROWSER = (
    f"{PERSON} SELECT gen_random_uuid(), 'robin@example.org', 'organiser';"
    " INSERT INTO sign_in (secret_hash, account_id, expires_at)"
)
TOKEN = "INSERT INTO token (secret_hash, purpose, email, event_id, expires_at)"
PICTURE = "INSERT INTO image (key, width, height) SELECT"
CHANGE = "INSERT INTO revision (id, event_id, number, content, state)"
DONE = "INSERT INTO audit_entry (id, at, act, by, person_id, reason) SELECT gen_random_uuid(), now()"
REPORT = "INSERT INTO report (id, event_id, reason, words, email, state, hid_listing, decided_at) SELECT"
MESSAGE = "INSERT INTO message (id, event_id, sender_name, sender_email, words, state, decided_at) SELECT"
TURNED = "INSERT INTO switch (name, value, set_at, set_by) SELECT"
USED = "INSERT INTO allowance (key, window_at, used, expires_at) SELECT"


def mail(**changes: str) -> str:
    """A mail that is right but for these SQL values."""
    usual = {
        "recipient": "'robin@example.org'",
        "subject": "'Hello'",
        "state": "'queued'",
        "attempts": "0",
        "dedupe_key": "NULL",
        "sent_at": "NULL",
    } | changes
    return (
        f"{MAIL} SELECT gen_random_uuid(), 'verify', {usual['recipient']}, {usual['subject']}, '', '', '',"
        f" {usual['state']}, {usual['attempts']}, '', {usual['dedupe_key']}, {usual['sent_at']}"
    )


TWICE = " FROM generate_series(1, 2)"
BESIDE = {
    "ck_outbox_one_recipient": mail(recipient="'a@example.org, b@example.org'"),
    "ck_outbox_one_recipient (a line break)": mail(recipient="E'a@example.org\\nBcc:b'"),
    "ck_outbox_subject_is_one_line": mail(subject="E'Hello\\nBcc: b@example.org'"),
    "ck_outbox_attempts": mail(attempts="-1"),
    "ck_outbox_sent_is_dated": mail(state="'sent'"),
    "ck_outbox_mailstate": mail(state="'lost'"),
    "uq_outbox_dedupe_key": mail(dedupe_key="'once'") + TWICE,
    "pk_outbox": mail().replace("gen_random_uuid()", f"'{'0' * 32}'::uuid") + TWICE,
    "ck_account_email_form": f"{PERSON} SELECT gen_random_uuid(), 'Robin@example.org', 'organiser'",
    "ck_account_role": f"{PERSON} SELECT gen_random_uuid(), 'robin@example.org', 'king'",
    "uq_account_email": f"{PERSON} SELECT gen_random_uuid(), 'robin@example.org', 'organiser'{TWICE}",
    "pk_account": (
        f"{PERSON} SELECT '{'0' * 32}'::uuid, n || '@example.org', 'organiser'"
        " FROM generate_series(1, 2) AS n"
    ),
    "ck_sign_in_expires_later": f"{BROWSER} SELECT 'x', id, now() - interval '1 second' FROM account",
    "fk_sign_in_account_id": f"{BROWSER} SELECT 'x', gen_random_uuid(), now() + interval '1 day'",
    "pk_sign_in": f"{BROWSER} SELECT 'x', id, now() + interval '1 day' FROM account, generate_series(1, 2)",
    "ck_token_purpose": f"{TOKEN} SELECT 'x', 'rob', 'a@example.org', id, now() + interval '1 day' FROM event",
    "ck_token_is_about_a_night": f"{TOKEN} SELECT 'x', 'verify', 'a@example.org', NULL, now() + interval '1 day'",
    "ck_token_is_about_a_night (signing in)": (
        f"{TOKEN} SELECT 'x', 'sign_in', 'a@example.org', id, now() + interval '1 day' FROM event"
    ),
    "ck_token_expires_later": f"{TOKEN} SELECT 'x', 'verify', 'a@example.org', id, now() - interval '1 day' FROM event",
    "fk_token_event_id": (
        f"{TOKEN} SELECT 'x', 'verify', 'a@example.org', gen_random_uuid(), now() + interval '1 day'"
    ),
    "pk_token": f"{TOKEN} SELECT 'x', 'sign_in', 'a@example.org', NULL, now() + interval '1 day'{TWICE}",
    "ck_image_size": f"{PICTURE} repeat('a', 32), 0, 100",
    "ck_image_key_form": f"{PICTURE} '../../etc/passwd', 100, 100",
    "pk_image": f"{PICTURE} repeat('a', 32), 100, 100{TWICE}",
    "ck_revision_number": f"{CHANGE} SELECT gen_random_uuid(), id, 1, '{{}}', 'waiting' FROM event",
    "ck_revision_revisionstate": f"{CHANGE} SELECT gen_random_uuid(), id, 2, '{{}}', 'lost' FROM event",
    "fk_revision_event_id": f"{CHANGE} SELECT gen_random_uuid(), gen_random_uuid(), 2, '{{}}', 'waiting'",
    "uq_revision_event_id_number": (
        f"{CHANGE} SELECT gen_random_uuid(), id, 2, '{{}}', 'rejected' FROM event, generate_series(1, 2)"
    ),
    "pk_revision": (
        f"{CHANGE} SELECT '{'0' * 32}'::uuid, id, n, '{{}}', 'rejected' FROM event, generate_series(2, 3) AS n"
    ),
    "uq_revision_waiting": (
        f"{CHANGE} SELECT gen_random_uuid(), id, n, '{{}}', 'waiting' FROM event, generate_series(2, 3) AS n"
    ),
    "ck_audit_entry_moderator_is_known": f"{DONE}, 'approve', 'moderator', NULL, ''",
    "ck_audit_entry_moderator_is_known (nobody)": f"{DONE}, 'submit', 'organiser', gen_random_uuid(), ''",
    "ck_audit_entry_reason_length": f"{DONE}, 'submit', 'organiser', NULL, repeat('x', 2001)",
    "ck_audit_entry_act": f"{DONE}, 'forget', 'organiser', NULL, ''",
    "ck_audit_entry_actor": f"{DONE}, 'submit', 'ghost', NULL, ''",
    "pk_audit_entry": f"{DONE}, 'submit', 'site', NULL, ''{TWICE}".replace(
        "gen_random_uuid()", f"'{'0' * 32}'::uuid"
    ),
    "ck_report_words_length": (
        f"{REPORT} gen_random_uuid(), id, 'hate', repeat('x', 1001), '', 'open', false, NULL FROM event"
    ),
    "ck_report_email_form": (
        f"{REPORT} gen_random_uuid(), id, 'hate', '', 'nobody', 'open', false, NULL FROM event"
    ),
    "ck_report_decided_is_dated": (
        f"{REPORT} gen_random_uuid(), id, 'hate', '', '', 'dismissed', false, NULL FROM event"
    ),
    "ck_report_reportreason": (
        f"{REPORT} gen_random_uuid(), id, 'dull', '', '', 'open', false, NULL FROM event"
    ),
    "ck_report_reportstate": (
        f"{REPORT} gen_random_uuid(), id, 'hate', '', '', 'lost', false, now() FROM event"
    ),
    "fk_report_event_id": (
        f"{REPORT} gen_random_uuid(), gen_random_uuid(), 'hate', '', '', 'open', false, NULL"
    ),
    "pk_report": f"{REPORT} '{'0' * 32}'::uuid, event.id, 'hate', '', '', 'open', false, NULL FROM event, town",
    "ck_message_words_length": (
        f"{MESSAGE} gen_random_uuid(), id, 'Robin', 'a@example.org', '', 'held', NULL FROM event"
    ),
    "ck_message_sender_email_form": (
        f"{MESSAGE} gen_random_uuid(), id, 'Robin', 'a@example.org, b@example.org', 'Hi', 'held', NULL FROM event"
    ),
    "ck_message_decided_is_dated": (
        f"{MESSAGE} gen_random_uuid(), id, 'Robin', 'a@example.org', 'Hi', 'sent', NULL FROM event"
    ),
    "ck_message_messagestate": (
        f"{MESSAGE} gen_random_uuid(), id, 'Robin', 'a@example.org', 'Hi', 'lost', NULL FROM event"
    ),
    "fk_message_event_id": (
        f"{MESSAGE} gen_random_uuid(), gen_random_uuid(), 'Robin', 'a@example.org', 'Hi', 'held', NULL"
    ),
    "pk_message": (
        f"{MESSAGE} '{'0' * 32}'::uuid, event.id, 'Robin', 'a@example.org', 'Hi', 'held', NULL FROM event, town"
    ),
    "ck_switch_switchname": f"{TURNED} 'lights', 'off', now(), gen_random_uuid()",
    "pk_switch": f"{TURNED} 'submissions', 'closed', now(), gen_random_uuid(){TWICE}",
    "ck_allowance_used": f"{USED} 'x', now(), 0, now()",
    "pk_allowance": f"{USED} 'x', now(), 1, now(){TWICE}",
}
VENUE = {
    "ck_venue_slug_form": "slug = 'Not A Slug'",
    "ck_venue_name_given": "name = ' '",
    "fk_venue_town_id": "town_id = -1",
}
TOWN = {
    "ck_town_slug_form": "slug = '-paper-town'",
    "ck_town_slug_form (a slash)": "slug = 'paper/town'",
    "ck_town_name_given": "name = ''",
    "uq_town_name": "name = 'Witney'",
    "uq_town_slug": "slug = 'witney'",
}
COLUMNS = (
    "title, description, category, venue_name, address, postcode, start_at, end_at, organiser_name,"
    " organiser_email, image_alt, ticket_url, status, email_verified, featured, is_sample, revision, sequence,"
    " published_at, approved_revision"
)
OTHERS = {
    "pk_event": f"INSERT INTO event (id, {COLUMNS}) SELECT id, {COLUMNS} FROM event",
    "uq_event_import_key": (
        "UPDATE event SET import_key = 'k';"
        f" INSERT INTO event (id, import_key, {COLUMNS}) SELECT gen_random_uuid(), 'k', {COLUMNS} FROM event"
    ),
    "uq_event_submission_key": (
        "UPDATE event SET submission_key = id;"
        f" INSERT INTO event (id, submission_key, {COLUMNS}) SELECT gen_random_uuid(), id, {COLUMNS} FROM event"
    ),
    "pk_venue": "INSERT INTO venue SELECT id, name, slug || '-2', address, postcode FROM venue",
    "uq_venue_slug": "INSERT INTO venue SELECT gen_random_uuid(), name, slug, address, postcode FROM venue",
    "pk_town": "INSERT INTO town (id, name, slug) SELECT id, 'Other', 'other' FROM town",
    # the primary key would refuse first: this one only stands for the key that events refer to
    "uq_town_id_name": (
        "ALTER TABLE town DROP CONSTRAINT pk_town CASCADE, DROP CONSTRAINT uq_town_name;"
        " INSERT INTO town (id, name, slug) SELECT id, name, 'other' FROM town WHERE slug = 'witney'"
    ),
    "fk_event_town (a town in use)": (
        "UPDATE venue SET town_id = NULL; DELETE FROM town WHERE slug = 'paper-town'"
    ),
    "fk_venue_town_id (a town in use)": "DELETE FROM event; DELETE FROM town WHERE slug = 'paper-town'",
    "fk_event_venue_id (a venue in use)": "DELETE FROM venue",
}
WRITES = {
    **{name: f"UPDATE event SET {change}" for name, change in EVENT.items()},
    **{name: f"UPDATE venue SET {change}" for name, change in VENUE.items()},
    **{name: f"UPDATE town SET {change} WHERE slug = 'paper-town'" for name, change in TOWN.items()},
    **OTHERS,
    **BESIDE,
    **forbidden_upkeep.WRITES,
}
