"""The fields in which a statement of tax residence is typed, of a person and of an institution (KY-3)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

from app.common.errors import Refused
from app.due_diligence import tax
from app.due_diligence.tax import InstitutionKind, TaxResidence, TaxStatement
from app.onboarding.reading import Entered, Reader
from app.policy.values import Choice

TAX_FORM = "tax-statement"
INSTITUTION_TAX_FORM = "institution-tax-statement"
TAX = ("tax_kind", "tax_name", "tax_birth_place", "tax_address", "tax_numbers", "tax_controllers")
"""Besides ``tax_residence``: of an institution its kind and controlling persons (JSON), places with numbers (JSON)."""
TAX_LIMITS = {"tax_numbers": 4_000, "tax_controllers": 40_000}
STATED = "tax_statement"
"""Where the whole statement lies among the values read."""
TAX_KINDS = tuple(Choice(kind.value, label) for kind, label in tax.INSTITUTION_LABELS.items())
NO_NUMBER = tuple(Choice(reason.value, label) for reason, label in tax.REASON_LABELS.items())


def read_tax(reader: Reader, *, institution: bool) -> None:
    """Read the statement; what is wrong stands at its field. The answer itself has been read before."""
    entered = reader.entered
    if institution:
        reader.own_choice("tax_kind", TAX_KINDS)
    residence = entered.get("tax_residence")
    if not residence:
        return
    abroad = residence != TaxResidence.CHINA.value
    for name in ("tax_name", "tax_address", *(() if institution else ("tax_birth_place",))):
        limit = tax.LONGEST_ADDRESS if name == "tax_address" else tax.LONGEST_NAME
        # what was typed before another answer was given does not count
        if abroad:
            reader.text(name, limit)
    if any(name in entered.problems for name in TAX):
        return
    try:
        entered.values[STATED] = _statement(reader.raw, entered, abroad=abroad, institution=institution)
    except Refused as refused:
        at = refused.field if refused.field in TAX else "tax_residence"
        entered.problems[at or "tax_residence"] = Refused(refused.code, field=at, **refused.facts)


def _statement(raw: Mapping[str, str], entered: Entered, *, abroad: bool, institution: bool) -> TaxStatement:
    kind = InstitutionKind(entered.get("tax_kind")) if institution else None
    passive = kind is InstitutionKind.PASSIVE
    return tax.read(
        {
            "residence": entered.get("tax_residence"),
            "latin_name": entered.get("tax_name") if abroad else "",
            "birth_place": entered.get("tax_birth_place") if abroad else "",
            "address": entered.get("tax_address") if abroad else "",
            "numbers": rows(raw.get("tax_numbers", "")) if abroad else (),
            "institution": kind.value if kind is not None else "",
            "controllers": rows(raw.get("tax_controllers", "")) if passive else (),
        }
    )


def rows(text: str) -> list[Any]:
    """The rows of a field that holds a JSON list. Refused: ``tax.unreadable``."""
    if not text.strip():
        return []
    try:
        found = json.loads(text)
    except ValueError:
        found = None
    if not isinstance(found, list):
        raise Refused("tax.unreadable", field="tax_numbers")
    return found
