"""What each column of each table is to the person it is about. A new column is put into one of these on purpose."""


def of(table: str, columns: str) -> set[str]:
    """Columns by their whole names."""
    return {f"{table}.{column}" for column in columns.split()}


# What somebody typed, or what is said of them: exported, and gone once they are erased.
OWN = {
    *of("account", "email name"),
    *of("audit_entry", "reason before after"),
    *of("complaint", "name email words outcome"),
    *of("event", "description organiser_name organiser_email image_key image_alt ticket_url flags appeal"),
    *of("image", "key"),
    *of("message", "sender_name sender_email words flags"),
    *of("outbox", "recipient subject text"),
    *of("report", "words email ip"),
    *of("revision", "content flags"),
    *of("subscription", "email"),
    *of("token", "email"),
}
# Exported; of a night that was listed they stay, for they tell of an evening at a place and of nobody.
FACTS = of("event", "title venue_name address town_name postcode")
# Exported: dates, states and words of ours.
OURS = {
    *of("account", "role trusted_at disabled_at signed_in_at created_at"),
    *of("audit_entry", "at act by event_id revision"),
    *of("complaint", "created_at acknowledged_at answered_at"),
    *of("erasure", "scope erased_at"),
    *of(
        "event",
        "id category start_at end_at status email_verified verified_at featured featured_until takes_messages"
        " is_sample consent_wording consented_at revision held_at hidden_at cancelled_at withdrawn_at published_at"
        " created_at updated_at",
    ),
    *of("legal_hold", "event_id created_at review_on lifted_at"),
    *of("message", "event_id state created_at decided_at"),
    *of("outbox", "kind state attempts created_at sent_at"),
    *of("report", "event_id reason state hid_listing created_at decided_at"),
    *of("revision", "event_id number state created_at decided_at"),
    *of("sign_in", "created_at seen_at expires_at"),
    *of("subscription", "town_id category consent_wording consented_at confirmed_at paused_at created_at"),
    *of("token", "purpose event_id created_at expires_at used_at"),
}
EXPORTED = OWN | FACTS | OURS

SECRET = "it opens something, or is the hash of what does; it goes with its row"
TWICE = "it says the same as a column that is exported; it goes with its row"
LINK = "the number of another row, which is exported itself"
INNER = "how the site does its own work; nobody is in it"
HASH = "a keyed hash: nobody can be read from it"
PLACE = "about a place"
HOLD = (
    "why a night is kept can be somebody else’s secret; that it is kept is exported (docs/keeping-going.md)"
)
# Not exported, because.
NOT_EXPORTED = {
    **dict.fromkeys(of("token", "secret_hash") | of("sign_in", "secret_hash"), SECRET),
    **dict.fromkeys(of("outbox", "unsubscribe_url"), SECRET),
    **dict.fromkeys(of("outbox", "html reply_to") | of("event", "search_vector"), TWICE),
    **dict.fromkeys(
        of("account", "id")
        | of("audit_entry", "id person_id batch_id")
        | of("complaint", "id")
        | of("digest_click", "event_id")
        | of("event", "venue_id town_id account_id series_id")
        | of("legal_hold", "id placed_by lifted_by")
        | of("message", "id")
        | of("outbox", "id")
        | of("report", "id")
        | of("revision", "id")
        | of("sign_in", "account_id")
        | of("subscription", "id request_id")
        | of("switch", "set_by"),
        LINK,
    ),
    **dict.fromkeys(
        of("event", "import_key submission_key sequence approved_revision queued_at is_unreviewed erased_at")
        | of("outbox", "next_at leased_until last_error at_most_once dedupe_key")
        | of("image", "width height created_at")
        | of("switch", "name value set_at")
        | of("digest", "week mails reached created_at")
        | of("digest_click", "week clicks")
        | of("job_run", "job period state due_at started_at finished_at leased_until attempts rows error")
        | of("lexicon", "word")
        | of("night_count", "event_id counted_on kind times")
        | of("visit_salt", "day salt")
        | of("daily_visits", "day visitors pages"),
        INNER,
    ),
    **dict.fromkeys(
        of("allowance", "key window_at used expires_at")
        | of("erasure", "mailbox_hash")
        | of("visitor", "day mark pages"),
        HASH,
    ),
    **dict.fromkeys(
        of("town", "id name slug merged_into")
        | of(
            "venue",
            "id name slug address postcode town_id step_free_room step_free_stage step_free_toilet access_note",
        )
        | of("venue_alias", "slug name venue_id"),
        PLACE,
    ),
    **dict.fromkeys(of("legal_hold", "reason owner"), HOLD),
}
