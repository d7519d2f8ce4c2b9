"""A statement of tax residence that says too little or too much cannot be made (KY-3)."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.common.errors import Refused
from app.due_diligence.tax import (
    MOST_PLACES,
    ControllingPerson,
    InstitutionKind,
    NoNumber,
    TaxNumber,
    TaxResidence,
    TaxStatement,
    read,
    told,
)

USA = TaxNumber("USA", "123-45-6789")
ABROAD: dict[str, Any] = {
    "residence": TaxResidence.BOTH, "latin_name": "LIN Yang", "birth_place": "Beijing", "address": "1 Main St",
    "numbers": (USA,),
}  # fmt: skip


def code_of(**changes: Any) -> str:
    with pytest.raises(Refused) as refused:
        TaxStatement(**{**ABROAD, **changes})
    return refused.value.code


@pytest.mark.rule("KY-3")
def test_who_pays_tax_in_china_only_states_that_and_nothing_else() -> None:
    assert not TaxStatement(TaxResidence.CHINA).abroad
    assert code_of(residence=TaxResidence.CHINA) == "tax.numbers_not_needed"


@pytest.mark.rule("KY-3")
def test_who_pays_tax_elsewhere_gives_name_birth_place_address_and_numbers() -> None:
    assert TaxStatement(**ABROAD).abroad
    assert code_of(numbers=()) == "tax.numbers_missing"
    for field in ("latin_name", "birth_place", "address"):
        assert code_of(**{field: ""}) == "text.required", field
    assert code_of(latin_name="林样") == "tax.latin"
    assert code_of(address="样张路1号") == "tax.latin"


@pytest.mark.rule("KY-3")
def test_a_missing_number_needs_its_reason_and_some_reasons_words() -> None:
    for wrong, code in (
        ({"place": "USA"}, "tax.number_or_reason"),
        ({"place": "USA", "number": "1", "reason": NoNumber.NOT_ISSUED}, "tax.number_or_reason"),
        ({"place": "USA", "reason": NoNumber.NOT_OBTAINED}, "tax.remark_missing"),
        ({"place": "other", "number": "1"}, "tax.remark_missing"),
        ({"place": "CHN", "number": "1"}, "tax.place_china"),
    ):
        with pytest.raises(Refused) as refused:
            TaxNumber(**wrong)  # type: ignore[arg-type]  # each is a row as typed
        assert refused.value.code == code
    assert TaxNumber("USA", reason=NoNumber.NOT_ISSUED).number == ""


@pytest.mark.rule("KY-3")
def test_ten_places_fit_and_each_stands_once() -> None:
    ten = tuple(TaxNumber("other", str(n), remark=f"某地{n}") for n in range(MOST_PLACES))
    assert len(TaxStatement(**{**ABROAD, "numbers": ten}).numbers) == MOST_PLACES
    assert code_of(numbers=(*ten, USA)) == "tax.too_many_places"
    assert code_of(numbers=(USA, TaxNumber("USA", "9"))) == "tax.place_twice"


@pytest.mark.rule("KY-3")
def test_a_passive_institution_names_who_controls_it_and_no_other_does() -> None:
    person = ControllingPerson("林样", date(1985, 3, 12), TaxStatement(**ABROAD))
    passive = TaxStatement(TaxResidence.CHINA, institution=InstitutionKind.PASSIVE, controllers=(person,))
    assert read(told(passive)) == passive
    institution = {"institution": InstitutionKind.PASSIVE}
    assert code_of(**institution) == "tax.controllers_missing"
    active = {"institution": InstitutionKind.ACTIVE, "controllers": (person,)}
    assert code_of(**active) == "tax.controllers_not_needed"
    with pytest.raises(Refused) as refused:
        ControllingPerson("林样", date(1985, 3, 12), passive)
    assert refused.value.code == "tax.controller_is_person"


@given(
    st.recursive(
        st.none() | st.text() | st.integers(), lambda inner: st.dictionaries(st.text(), inner) | st.lists(inner)
    )
)
@settings(max_examples=50, deadline=None)
def test_what_is_no_statement_is_refused_and_never_breaks_anything(junk: Any) -> None:
    with pytest.raises(Refused) as refused:
        read({"residence": "both", "latin_name": "A B", "address": "x", "birth_place": "y", "numbers": junk})
    assert refused.value.code.startswith(("tax.", "text."))
