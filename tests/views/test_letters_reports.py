"""Mails about a report: nothing a stranger typed leads anywhere, and nobody learns who the other is."""

from collections.abc import Callable
from functools import partial

import pytest

from openmic.models.choices import ReportReason
from openmic.views.letter import Letter
from openmic.views.letters import reports
from openmic.views.report_reasons import LABELS
from tests.builders import row
from tests.views.test_letters_nights import HOME, LURES, said

Say = Callable[..., Letter]
TO_ORGANISER: list[Say] = [
    *(partial(reports.hidden, secret="SECRET", reason=reason) for reason in ReportReason),
    partial(reports.listed_again, secret="SECRET", page="/e/x/"),
]
TO_REPORTER: list[Say] = [reports.right, reports.dismissed]


@pytest.mark.parametrize("say", [*TO_ORGANISER[-2:], *TO_REPORTER])
@pytest.mark.parametrize("text", LURES)
def test_what_leads_elsewhere_is_left_out(say: Say, text: str):
    assert text not in said(say(row(title=text), home=HOME))
    assert text not in said(say(row(venue_name=text), home=HOME))


@pytest.mark.parametrize("say", [*TO_ORGANISER, *TO_REPORTER])
def test_nothing_typed_is_in_a_subject_or_a_sentence(say: Say):
    typed = dict.fromkeys(("title", "venue_name", "organiser_name", "description", "address"), "CANARY")
    mail = say(row(**typed), home=HOME)
    assert "CANARY" not in mail.subject + mail.address + mail.button + "".join(mail.paragraphs)


@pytest.mark.parametrize("say", TO_REPORTER)
def test_who_reported_gets_no_link_to_look_after_the_night(say: Say):
    mail = say(row(), home=HOME)
    assert (mail.button, mail.address) == ("", "")
    assert "/manage/" not in said(mail)


def test_each_reason_is_said_in_words_of_its_own():
    assert set(reports.SAID) == set(ReportReason) == set(LABELS)
    assert len(set(reports.SAID.values())) == len(ReportReason)
