"""One forbidden write for each constraint, by the name of the constraint that must refuse it.

Each is tried after `test_constraints.prepared` has put one town, venue and published night into the tables.
"""

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
    "ck_event_ticket_url_https (script)": "ticket_url = 'javascript:alert(1)'",
    "ck_event_counters (sequence)": "sequence = -1",
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
    " published_at"
)
OTHERS = {
    "pk_event": f"INSERT INTO event (id, {COLUMNS}) SELECT id, {COLUMNS} FROM event",
    "uq_event_import_key": (
        "UPDATE event SET import_key = 'k';"
        f" INSERT INTO event (id, import_key, {COLUMNS}) SELECT gen_random_uuid(), 'k', {COLUMNS} FROM event"
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
}
