"""The kinds of change. A new one is a module beside these and a line in ``KINDS``: see docs/adding-a-change.md."""

from __future__ import annotations

from app.changes.kind import ChangeKind
from app.changes.kinds.account import AccountAdded
from app.changes.kinds.bank import BankChanged, CustodyEnded
from app.changes.kinds.client_data import ClientData
from app.changes.kinds.fund_account import AccountOpened, MainChanged
from app.changes.kinds.institution_agent import InstitutionAgent
from app.changes.kinds.institution_contact import InstitutionContact
from app.changes.kinds.institution_owners import InstitutionOwners
from app.changes.kinds.institution_seals import InstitutionSeals
from app.changes.kinds.licence import LicenceRenewed
from app.changes.kinds.marketer import MarketerChange
from app.changes.kinds.paper import PaperRenewed
from app.changes.kinds.password import PasswordReset
from app.changes.kinds.permission import PermissionChange
from app.changes.kinds.tax import InstitutionTaxRestated, TaxRestated
from app.common.errors import Refused

KINDS: dict[str, ChangeKind] = {
    kind.code: kind
    for kind in (
        ClientData(),
        PaperRenewed(),
        PasswordReset(),
        MarketerChange(),
        AccountAdded(),
        PermissionChange(),
        AccountOpened(),
        MainChanged(),
        BankChanged(),
        CustodyEnded(),
        TaxRestated(),
        LicenceRenewed(),
        InstitutionContact(),
        InstitutionAgent(),
        InstitutionOwners(),
        InstitutionSeals(),
        InstitutionTaxRestated(),
    )
}
"""By code, in the order of the window's list."""


def kind_of(code: str) -> ChangeKind:
    """The kind of this code. Refused: ``changes.unknown_kind``."""
    if code not in KINDS:
        raise Refused("changes.unknown_kind", kind=code)
    return KINDS[code]
