"""Every commit that touches what the public sees is made known to whoever listens (PostgreSQL's NOTIFY)."""

from sqlalchemy import DDL, event
from sqlmodel import SQLModel

from openmic.models.event import Event
from openmic.models.town import Town
from openmic.models.venue import Venue, VenueAlias

FUNCTION = (
    "CREATE FUNCTION openmic_changed() RETURNS trigger LANGUAGE plpgsql"
    " AS $$ BEGIN PERFORM pg_notify('openmic_changed', ''); RETURN NULL; END $$"
)
TRIGGER = (
    "CREATE TRIGGER %(table)s_changed AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %(table)s"
    " FOR EACH STATEMENT EXECUTE FUNCTION openmic_changed()"
)

event.listen(SQLModel.metadata, "before_create", DDL(FUNCTION))
for model in (Event, Town, Venue, VenueAlias):
    table = model.__table__  # pyright: ignore[reportAttributeAccessIssue]
    event.listen(table, "after_create", DDL(TRIGGER))
