"""Who is signed in, as far as anything outside the domain needs to know."""

from dataclasses import dataclass
from uuid import UUID

from openmic.models.choices import Role
from openmic.views.fields import EMPTY, Field

RANKS = tuple(Role)  # each may do what those before it may


@dataclass(frozen=True)
class Person:
    """Somebody who is signed in. `is_due` says that it is time to note that they are still here."""

    id: UUID
    role: str
    is_moderator: bool
    is_due: bool = False

    def may_act_as(self, role: str) -> bool:
        """Whether they may do what a role may."""
        return RANKS.index(Role(self.role)) >= RANKS.index(Role(role))


@dataclass(frozen=True)
class SignInForm:
    """The form that asks for a link. `then` is a path of ours to go to afterwards; empty for none."""

    address: Field = EMPTY
    then: str = ""


@dataclass(frozen=True)
class Moderator:
    """One line for the operator, at the terminal only: who looks after the site."""

    mailbox: str
    role: str
    is_disabled: bool
    name: str = ""
