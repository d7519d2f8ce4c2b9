"""The list of forms: those of an opening, those of a transfer-out, the others; each is loaded when first asked for.

A form is a folder ``forms/<name>`` with ``form.py`` (``FORM``, ``build(facts)``, ``sample()``) and ``clauses.toml``.
"""

from __future__ import annotations

from importlib import import_module
from typing import Any, Protocol, cast

from app.archive.press import FormInfo, Section
from app.common.errors import Refused
from forms.engine.clauses import load_clauses
from forms.engine.document import Document

FOLDERS = (
    "booking",
    "application",
    "education",
    "assessment",
    "disclosure",
    "disclosure_chinext",
    "esign_consent",
    "agreement",
    "relationship",
    "custody",
    "contents",
    "transfer_application",
    "transfer_approval",
    "retention_record",
    "transfer_receipt",
    "transfer_memo",
    "returns_list",
    "enclosure",
    "day_sheet",
    "churn_report",
    "staff_public",
    "verification_page",
    "dossier_cover",
    "dossier_index",
    "handover_sheet",
    "mending_sheet",
    "loan_register",
    "destruction_list",
    "confidentiality_pledge",
    "mismatch",
    "client_change",
    "password_reset",
    "relationship_change",
    "account_addition",
    "permission_application",
    "class_table",
    "client_handover",
    "class_changes",
    "fund_account_addition",
    "multi_bank_agreement",
    "main_account_change",
    "custody_change",
    "institution_application",
    "beneficial_owners",
    "authorisation",
    "seal_card",
    "tax_statement",
    "institution_tax_statement",
    "disclosure_margin",
    "disclosure_warrant",
    "disclosure_hk_connect",
    "satisfaction_report",
    "education_sheet",
    "complaint_record",
    "complaint_answer",
    "complaint_statistics",
    "contact_record",
    "visit_record",
    "sampling_plan",
    "report",
    "service_report",
    "figures",
)
"""Folders of the forms, last what belongs to no case; a form's id is its folder with hyphens (``staff-public``)."""


class Form(Protocol):
    """What a form's module offers."""

    FORM: FormInfo

    def build(self, facts: Any) -> Document:
        """The filled form, from its facts alone."""
        ...

    def sample(self) -> Any:
        """Facts of made-up people, for the preview and the sample."""
        ...


def form_ids() -> tuple[str, ...]:
    """The ids of all forms in order, without loading any."""
    return tuple(folder.replace("_", "-") for folder in FOLDERS)


def form(form_id: str) -> Form:
    """One form. Refused: ``forms.unknown``."""
    if form_id not in form_ids():
        raise Refused("forms.unknown")
    return cast(Form, import_module(f"forms.{form_id.replace('-', '_')}.form"))


def info(form_id: str) -> FormInfo:
    """What is known of a form before it is filled. Refused: ``forms.unknown``."""
    return form(form_id).FORM


def infos() -> tuple[FormInfo, ...]:
    """All forms, in order (loads every form's module and text)."""
    return tuple(info(form_id) for form_id in form_ids())


def sections(form_id: str) -> tuple[Section, ...]:
    """The sections a client reads on the display before signing: its own sections, else its clauses, one each.

    Empty for a form with neither. Refused: ``forms.unknown``.
    """
    form(form_id)
    text = load_clauses(f"forms.{form_id.replace('-', '_')}")
    return text.sections or tuple(
        Section(f"clause-{clause.number}", clause.title, (*clause.paragraphs, *clause.items)) for clause in text.clauses
    )
