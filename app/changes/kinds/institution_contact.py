"""How an institution is reached, and whether it wants to be called, amended by a signed form (CU-3, FU-2)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.banks import BANK_KEY_DATA, tell_all
from app.changes.facts import ChangeLine
from app.changes.fields import LABELS, amended, in_words
from app.changes.kind import INSTITUTIONS, Asking, ChangeKind, Editor, Field, Told, Work
from app.clients import storage as clients
from app.common.errors import Refused

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
        entered, typed = amended(asking, self.names())
        for name in typed:
            if name in entered.problems:
                told.wrong(entered.problems[name], name)
                continue
            value, before = entered.get(name), getattr(asking.client, name)
            if value == before:
                told.wrong(Refused("changes.same_as_now"), name)
                continue
            told.values[name] = value
            words = in_words(asking.policy, name, value) or "（删除）"
            told.lines.append(ChangeLine(LABELS[name], in_words(asking.policy, name, before), words))
        if not typed:
            told.wrong(Refused("changes.nothing"), "mobile")
        key = [LABELS[name] for name in told.values if name in BANK_KEY_DATA]
        if key:
            tell_all(asking, told, "、".join(key))
        return told

    def finish(self, work: Work) -> Mapping[str, object]:
        """Amend the client's one record: whoever is to be called next is asked for by it."""
        clients.amend(work.tx.conn, work.client, work.told.values)
        return {"fields": sorted(work.told.values)}
