"""The words of the page. Asked anew each time, so that they follow the language."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QCoreApplication

from app.changes.steps import Step
from app.functions.catalogue import functions
from ui import i18n

translate = QCoreApplication.translate


def kind_title(code: str, label: str = "") -> str:
    """A kind of change, as its function is called; ``label`` is the service's own name for one that has no code."""
    known = next((one for one in functions() if (one.page, one.act) == ("changes", code)), None)
    return known.name(i18n.language()) if known is not None else label or code


def kind_note(code: str) -> str:
    """What a kind of change is for."""
    return {
        "client-data": translate("ChangeWords", "Name, telephone, address, occupation; in all fund accounts at once"),
        "paper-renewed": translate("ChangeWords", "New term, new number or another kind of paper"),
        "password-reset": translate("ChangeWords", "The client sets a new one on the display"),
        "marketer": translate("ChangeWords", "Another member of staff, or nobody any longer"),
        "account-added": translate("ChangeWords", "One the client has already; at most three of a market"),
        "permission": translate("ChangeWords", "Opened with its own disclosure and suitability, or closed"),
        "fund-account-added": translate("ChangeWords", "The second to fifth, with a bank of its own"),
        "main-account": translate("ChangeWords", "An auxiliary account takes over the trading"),
        "custody-bank": translate("ChangeWords", "Another bank or card for one account"),
        "custody-end": translate("ChangeWords", "An auxiliary account is closed with its bank tie"),
        "tax-statement": translate("ChangeWords", "A new signed statement with places and numbers"),
        "licence-renewed": translate("ChangeWords", "New term, name or address; the code stays"),
        "institution-contact": translate("ChangeWords", "Numbers, address, calls or messages later"),
        "institution-agent": translate("ChangeWords", "A new agent with letter, none, or another representative"),
        "institution-owners": translate("ChangeWords", "The tree of holders, who controls, who manages"),
        "institution-seals": translate("ChangeWords", "A new card is stamped; the old one stays as replaced"),
        "institution-tax": translate("ChangeWords", "A new signed statement, with who controls"),
    }.get(code, "")


def step_title(step: StrEnum) -> str:
    """The step as the list names it."""
    return {
        Step.IDENTITY: translate("ChangeWords", "Identity"),
        Step.CHANGE: translate("ChangeWords", "What changes"),
        Step.READING: translate("ChangeWords", "Disclosure"),
        Step.PASSWORD: translate("ChangeWords", "Password"),
        Step.SIGNING: translate("ChangeWords", "Check and sign"),
    }[Step(step)]


def _people() -> dict[str, str]:
    return {
        "people_act": translate("ChangeWords", "What is wanted"),
        "agent_name": translate("ChangeWords", "Agent"),
        "agent_paper_kind": translate("ChangeWords", "Kind of paper"),
        "agent_paper_number": translate("ChangeWords", "Paper number"),
        "agent_paper_from": translate("ChangeWords", "Paper valid from"),
        "agent_paper_until": translate("ChangeWords", "Paper valid until"),
        "agent_post": translate("ChangeWords", "Post"),
        "agent_not_staff": translate("ChangeWords", "Same name as marketing staff"),
        "letter_number": translate("ChangeWords", "Number of the letter"),
        "letter_from": translate("ChangeWords", "Letter valid from"),
        "letter_until": translate("ChangeWords", "Letter valid until"),
        "letter_scope": translate("ChangeWords", "What the letter covers"),
        "rep_name": translate("ChangeWords", "Legal representative"),
        "rep_paper_kind": translate("ChangeWords", "Kind of paper"),
        "rep_paper_number": translate("ChangeWords", "Paper number"),
        "rep_paper_from": translate("ChangeWords", "Paper valid from"),
        "rep_paper_until": translate("ChangeWords", "Paper valid until"),
    }


def _institution() -> dict[str, str]:
    return {
        "licence_code": translate("ChangeWords", "Unified social credit code"),
        "licence_name": translate("ChangeWords", "Name on the licence"),
        "institution_type": translate("ChangeWords", "Type of institution"),
        "business_scope": translate("ChangeWords", "Scope of business"),
        "owners": translate("ChangeWords", "Holders"),
        "controller_name": translate("ChangeWords", "Controls by other means"),
        "controller_how": translate("ChangeWords", "How it is controlled"),
        "controller_paper_kind": translate("ChangeWords", "Kind of paper"),
        "controller_paper_number": translate("ChangeWords", "Paper number"),
        "manager_name": translate("ChangeWords", "Senior manager"),
        "manager_post": translate("ChangeWords", "Post"),
        "manager_paper_kind": translate("ChangeWords", "Kind of paper"),
        "manager_paper_number": translate("ChangeWords", "Paper number"),
        "seals": translate("ChangeWords", "Seals that are kept"),
        "old_seals": translate("ChangeWords", "The old seals"),
        "tax_kind": translate("ChangeWords", "Kind of institution"),
        "tax_controllers": translate("ChangeWords", "Controlling persons and their tax residence"),
    }


def field_label(name: str) -> str:
    """The label of a field; the field's own name for one without (a slip that a test catches)."""
    return {
        **_people(),
        **_institution(),
        "paper_shown": translate("ChangeWords", "Number of the paper shown"),
        "original_seen": translate("ChangeWords", "Original"),
        "sign_way": translate("ChangeWords", "How the client signs"),
        "name": translate("ChangeWords", "Name"),
        "mobile": translate("ChangeWords", "Mobile"),
        "telephone": translate("ChangeWords", "Telephone"),
        "email": translate("ChangeWords", "E-mail"),
        "address": translate("ChangeWords", "Address"),
        "postcode": translate("ChangeWords", "Postcode"),
        "employer": translate("ChangeWords", "Employer"),
        "controller": translate("ChangeWords", "Who controls"),
        "beneficiary": translate("ChangeWords", "Who benefits"),
        "occupation": translate("ChangeWords", "Occupation"),
        "education": translate("ChangeWords", "Education"),
        "income": translate("ChangeWords", "Income a year"),
        "experience": translate("ChangeWords", "Experience"),
        "objective": translate("ChangeWords", "Objective"),
        "source_of_funds": translate("ChangeWords", "Source of funds"),
        "tax_residence": translate("ChangeWords", "Tax residence"),
        "contact_way": translate("ChangeWords", "Contact later"),
        "second_by": translate("ChangeWords", "Explained again by (staff number)"),
        "tax_name": translate("ChangeWords", "Name in Latin letters"),
        "tax_birth_place": translate("ChangeWords", "Place of birth"),
        "tax_address": translate("ChangeWords", "Present address in Latin letters"),
        "tax_numbers": translate("ChangeWords", "Places of tax residence with taxpayer numbers"),
        "proof": translate("ChangeWords", "Proof shown"),
        "paper_kind": translate("ChangeWords", "Kind of paper"),
        "paper_number": translate("ChangeWords", "New number"),
        "paper_issuer": translate("ChangeWords", "Issued by"),
        "paper_from": translate("ChangeWords", "Valid from"),
        "paper_until": translate("ChangeWords", "Valid until"),
        "paper_address": translate("ChangeWords", "Address on the paper"),
        "reason": translate("ChangeWords", "Reason"),
        "relationship_act": translate("ChangeWords", "What is wanted"),
        "marketer": translate("ChangeWords", "New member of staff"),
        "market": translate("ChangeWords", "Market"),
        "account_number": translate("ChangeWords", "Account number"),
        "permission_act": translate("ChangeWords", "What is wanted"),
        "permission": translate("ChangeWords", "Permission"),
        "assets_proof": translate("ChangeWords", "What the client shows of the assets"),
        "assets_confirmed": translate("ChangeWords", "Confirmed by a supervisor"),
        "fund_account": translate("ChangeWords", "Fund account"),
        "bank": translate("ChangeWords", "Custody bank"),
        "bank_account": translate("ChangeWords", "Bank account"),
        "own_card": translate("ChangeWords", "The client's own card"),
        "nothing_moving": translate("ChangeWords", "Nothing on the way"),
        "balance_zero": translate("ChangeWords", "Balance and interest"),
        "settled": translate("ChangeWords", "Everything settled"),
    }.get(name, name)


def not_for_client() -> str:
    """Why a kind cannot be chosen for this client."""
    return translate("ChangeWords", "Not for this kind of client")


def join(parts: list[str]) -> str:
    """A list in one line."""
    return translate("ChangeWords", ", ").join(parts)
