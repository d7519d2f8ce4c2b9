"""How an institution is reached, and whether it wants to be called, amended by a signed form (CU-3, FU-2)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.amending import read_typed, tell_banks_of
from app.changes.kind import INSTITUTIONS, Asking, ChangeKind, Editor, Field, Told, Work
from app.clients import storage as clients

_REACHED = ("mobile", "telephone", "email", "address", "postcode")


class InstitutionContact(ChangeKind):
    """Numbers, addresses, and calls or messages later. What is left empty stays as it is."""

    code = "institution-contact"
    label = "机构联系方式变更"
    form_id = "client-change"
    for_clients = INSTITUTIONS
    fields = (
        *(Field(name, now=name) for name in _REACHED),
        Field("contact_way", Editor.CHOICE, "contact_ways", now="contact_way"),
    )

    def read(self, asking: Asking) -> Told:
        """Each datum typed, by the rules of an opening. Notes ``changes.nothing``, ``changes.same_as_now``."""
        told = Told(what=self.label)
        read_typed(asking, told, self.names(), nothing_at="mobile")
        tell_banks_of(asking, told, told.values)
        return told

    def finish(self, work: Work) -> Mapping[str, object]:
        """Amend the client's one record: whoever is to be called next is asked for by it."""
        clients.amend(work.tx.conn, work.client, work.told.values)
        return {"fields": sorted(work.told.values)}
