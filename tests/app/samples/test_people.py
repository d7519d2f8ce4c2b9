"""The people of the sample branch in any year: who may practise does, whose paper ran out has another."""

from __future__ import annotations

from datetime import date

import pytest

from app.clients.paper_numbers import PaperKind
from app.clients.paper_terms import check_validity
from app.samples.people import CLIENTS, NO_END, STAFF, as_certified, with_running_paper

DAYS = [date(2026, 11, 23), date(2027, 12, 31), date(2028, 2, 29), date(2031, 6, 2), date(2060, 3, 31)]


def held(today: date) -> set[str]:
    """Whose certificate holds."""
    staff = (as_certified(member, today) for member in STAFF)
    return {
        one.number
        for one in staff
        if one.certificate_from and one.certificate_until and one.certificate_from <= today <= one.certificate_until
    }


@pytest.mark.parametrize("today", DAYS)
def test_the_same_members_hold_a_certificate_in_every_year(today: date) -> None:
    assert held(today) == held(DAYS[0])


@pytest.mark.parametrize("today", DAYS)
def test_the_papers_of_the_clients_are_good_in_any_year(today: date) -> None:
    for client in CLIENTS:
        fields = with_running_paper(client, today).fields
        issued, born = date.fromisoformat(fields["paper_from"]), date.fromisoformat(fields["paper_number"][6:14])
        until = None if fields["paper_until"] == NO_END else date.fromisoformat(fields["paper_until"])
        assert check_validity(PaperKind.RESIDENT_ID, issued, until, born, today, 0) == ()
        assert {**fields, "paper_from": "", "paper_until": ""} == {**client.fields, "paper_from": "", "paper_until": ""}
