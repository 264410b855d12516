"""What the wizard remembers: which step is shown, what is wrong, what we suggest. What people type stays with them."""

import reflex as rx

from openmic import clock, db
from openmic.domain import forms
from openmic.state.access import public, visitor
from openmic.views import night_form, wizard


class SubmissionState(rx.State):
    """One form that is being filled in."""

    page: wizard.Wizard = wizard.Wizard()
    notice: str = ""

    @rx.event
    @public
    async def look(self):
        """Begins, or begins again after the connection was lost: with the first step, and all that was typed."""
        sender = await visitor(self)
        async with db.reading() as session:
            blank = await forms.blank(session, is_signed_in=sender is not None)
        self.page = wizard.at_step(blank, wizard.ORDER[0])

    @rx.event
    @public
    async def ask(self, typed: dict):
        """Looks at what was typed up to this step, and goes on or says what is wrong."""
        checked = night_form.check(
            night_form.typed(typed), now=clock.now(), mailbox=forms.STAND_IN if self.page.is_signed_in else ""
        )
        self.page = wizard.onwards(self.page, checked)

    @rx.event
    @public
    async def guess(self, typed: dict):
        """Suggests what follows from what was typed."""
        self.page = wizard.guessing(self.page, night_form.typed(typed))

    @rx.event
    @public
    async def back(self):
        """One step back."""
        self.page = wizard.back(self.page)
