"""Client data amended by a signed 《客户资料变更申请表》: before and after, in all fund accounts (CU-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.amending import read_typed, tell_banks_of
from app.changes.kind import PERSONS, Asking, ChangeKind, Editor, Field, Told, Work
from app.clients import storage as clients
from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence.domain import Subject
from app.due_diligence.people import people

_TEXTS = ("name", "mobile", "telephone", "email", "address", "postcode", "employer", "controller", "beneficiary")
_CODES = ("occupation", "education", "income", "experience", "objective", "source_of_funds")
KEY_DATA = ("name", "mobile")
"""What the client is known by: shown to be right by a document (a changed name) or by a call (a changed mobile)."""


class ClientData(ChangeKind):
    """Name, contact and background. What is left empty stays as it is."""

    code = "client-data"
    label = "客户资料变更"
    form_id = "client-change"
    for_clients = PERSONS
    fields = (
        *(Field(name, now=name) for name in _TEXTS),
        *(Field(name, Editor.CHOICE, name, now=name) for name in _CODES),
        Field("contact_way", Editor.CHOICE, "contact_ways", now="contact_way"),
        Field("proof"),
    )

    def read(self, asking: Asking) -> Told:
        """Each datum typed, as before and after; a changed name needs its proof."""
        told = Told(what=self.label)
        read_typed(asking, told, (*_TEXTS, *_CODES, "contact_way"), nothing_at="name")
        told.subjects = self._newcomers(asking, told)
        self._proof(asking, told)
        tell_banks_of(asking, told, told.values)
        return told

    def _newcomers(self, asking: Asking, told: Told) -> tuple[Subject, ...]:
        """Another name, and whoever is new as controlling or benefiting, is looked up first (KY-3)."""
        client, new = asking.client, told.values
        found = people(
            str(new.get("name", client.name)), client.paper_number, str(new.get("controller", "")),
            str(new.get("beneficiary", "")),
        )  # fmt: skip
        return found if "name" in new else found[1:]

    def _proof(self, asking: Asking, told: Told) -> None:
        proof = asking.text("proof")
        if "name" in told.values and not proof:
            told.wrong(Refused("changes.proof_missing"), "proof")
        elif proof:
            try:
                told.notes.append(("证明材料", clean_text(proof, field="proof", limit=200)))
            except Refused as refused:
                told.wrong(refused, "proof")

    def finish(self, work: Work) -> Mapping[str, object]:
        """Amend the one record that all accounts of the client stand on."""
        clients.amend(work.tx.conn, work.client, work.told.values)
        return {"fields": sorted(work.told.values)}
