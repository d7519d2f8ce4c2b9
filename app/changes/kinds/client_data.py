"""Client data amended by a signed 《客户资料变更申请表》: before and after, in all fund accounts (CU-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.banks import BANK_KEY_DATA, tell_all
from app.changes.facts import ChangeLine
from app.changes.fields import LABELS, amended, in_words
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
        entered, typed = amended(asking, (*_TEXTS, *_CODES, "contact_way"))
        for name in typed:
            if name in entered.problems:
                told.wrong(entered.problems[name], name)
                continue
            value, before = entered.get(name), getattr(asking.client, name)
            told.warnings[name] = tuple(entered.warnings.get(name, ()))
            if value == before:
                told.wrong(Refused("changes.same_as_now"), name)
                continue
            told.values[name] = value
            words = in_words(asking.policy, name, value) or "（删除）"
            told.lines.append(ChangeLine(LABELS[name], in_words(asking.policy, name, before), words))
        if not typed:
            told.wrong(Refused("changes.nothing"), "name")
        told.subjects = self._newcomers(asking, told)
        self._proof(asking, told)
        key = [LABELS[name] for name in told.values if name in BANK_KEY_DATA]
        if key:
            tell_all(asking, told, "、".join(key))
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
