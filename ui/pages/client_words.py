"""Accounts, cases and their states in the person's language; a code not known here is shown as it is."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.pages.client_view import LONG_TERM, UNWANTED, AccountRow, ClientCaseRow, Detail

translate = QCoreApplication.translate

_COLOURS = {"open": "warn", "completed": "ok", "cancelled": "neutral"}
_ACCOUNT_COLOURS = {"closed": "neutral"}


def account_kind(row: AccountRow) -> str:
    """What sort of account it is, with its bank where it has one."""
    kind = {
        "fund-account": translate("Clients", "Fund account"),
        "fund-main": translate("Clients", "Main fund account"),
        "fund-auxiliary": translate("Clients", "Auxiliary account"),
        "sh_a": translate("Clients", "Shanghai A shares"),
        "sz_a": translate("Clients", "Shenzhen A shares"),
        "fund": translate("Clients", "Open-end funds"),
    }.get(row.kind, row.kind)
    return f"{kind} · {row.bank}" if row.bank else kind


def account_state(row: AccountRow) -> str:
    """Whether the account is in use."""
    return {
        "open": translate("Clients", "In use"),
        "closed": translate("Clients", "Closed"),
        "registered": translate("Clients", "Registered"),
    }.get(row.state, row.state)


def account_colour(row: AccountRow) -> str:
    """The colour of that state."""
    return _ACCOUNT_COLOURS.get(row.state, "ok")


def case_title(row: ClientCaseRow) -> str:
    """What the case is about."""
    return {
        "opening": translate("Clients", "Account opening"),
        "reassessment": translate("Clients", "Risk assessment"),
        "mismatch": translate("Clients", "Acknowledged mismatch"),
        "change": translate("Clients", "Change"),
        "transfer": translate("Clients", "Transfer out"),
    }.get(row.title, row.title)


def case_state(row: ClientCaseRow) -> str:
    """How far the case is."""
    return {
        "open": translate("Clients", "In progress"),
        "completed": translate("Clients", "Completed"),
        "cancelled": translate("Clients", "Cancelled"),
    }.get(row.state, row.state)


def case_colour(row: ClientCaseRow) -> str:
    """The colour of that state."""
    return _COLOURS.get(row.state, "neutral")


def detail_text(detail: Detail) -> str:
    """What is shown of a detail."""
    if detail.key == "advertising":
        unwanted = detail.value == UNWANTED
        return translate("Clients", "None wanted; duties are sent") if unwanted else translate("Clients", "Allowed")
    return translate("Clients", "Long term") if detail.value == LONG_TERM else detail.value


def detail_names() -> dict[str, str]:
    """What each detail of a client is called, by its key."""
    return {
        "number": translate("Clients", "Client number"),
        "paper_kind": translate("Clients", "Identity paper"),
        "paper_number": translate("Clients", "Paper number"),
        "paper_until": translate("Clients", "Valid until"),
        "sex": translate("Clients", "Sex"),
        "birth_date": translate("Clients", "Birth date"),
        "founded": translate("Clients", "Established on"),
        "institution_type": translate("Clients", "Type of institution"),
        "representative": translate("Clients", "Legal representative"),
        "agent": translate("Clients", "Agent"),
        "letter": translate("Clients", "Letter of authorisation"),
        "owners": translate("Clients", "Beneficial owners"),
        "seals": translate("Clients", "Seals kept"),
        "mobile": translate("Clients", "Mobile"),
        "telephone": translate("Clients", "Telephone"),
        "email": translate("Clients", "E-mail"),
        "address": translate("Clients", "Address"),
        "occupation": translate("Clients", "Occupation"),
        "bank": translate("Clients", "Custody bank"),
        "bank_account": translate("Clients", "Bank account"),
        "staff": translate("Clients", "Served by"),
        "contact_way": translate("Clients", "Contact later"),
        "advertising": translate("Clients", "Advertising messages"),
        "opened_on": translate("Clients", "Client since"),
    }
