"""A venue, as its finder says it."""

from dataclasses import dataclass
from typing import Protocol

from openmic import urls


class Row(Protocol):
    """What a query must bring for a venue."""

    name: str
    address: str
    postcode: str
    town_name: str | None


@dataclass(frozen=True)
class VenueFacts:
    """A venue's name, where it is in words, and where to see that on a map; all empty for no venue."""

    name: str = ""
    address: str = ""
    map_href: str = ""


def facts(row: Row) -> VenueFacts:
    """A row as facts."""
    known = [row.address, row.town_name or "", row.postcode]
    address = ", ".join(dict.fromkeys(part for part in known if part))
    return VenueFacts(row.name, address, urls.map_search(", ".join(filter(None, [row.name, address]))))
