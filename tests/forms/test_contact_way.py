"""How the client is reached later stands on the application, where anything was said of it (FU-2)."""

from __future__ import annotations

from dataclasses import replace

import pytest

from app.onboarding.facts import ContactFacts
from forms.application import form as person
from forms.engine.document import Document, Fields
from forms.institution_application import form as institution

SMS = "不接受电话，改发短信提示"


def fields(document: Document) -> dict[str, str]:
    """What the document's fields hold, by label."""
    blocks = [block for block in document.blocks if isinstance(block, Fields)]
    return {field.label: field.value for block in blocks for field in block.fields}


def said(contact: ContactFacts) -> ContactFacts:
    """The same client, who wants no calls."""
    return replace(contact, contact_way=SMS)


@pytest.mark.rule("FU-2")
def test_the_wish_is_printed_and_nothing_where_none_was_said() -> None:
    one, other = person.sample(), institution.sample()
    assert "回访方式" not in fields(person.build(one)).keys() | fields(institution.build(other)).keys()
    assert fields(person.build(replace(one, contact=said(one.contact))))["回访方式"] == SMS
    assert fields(institution.build(replace(other, contact=said(other.contact))))["回访方式"] == SMS
