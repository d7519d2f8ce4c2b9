"""The identity paper renewed: the new one is read, checked like one of an opening, and takes the old one's place."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.changes.amending import tell_banks_of
from app.changes.facts import ChangeLine
from app.changes.fields import LABELS, amended, in_words
from app.changes.kind import PERSONS, Asking, ChangeKind, Editor, Field, Told, Work
from app.clients import storage as clients
from app.clients.papers import PaperKind
from app.common.errors import Refused
from app.common.values import clean_text
from app.due_diligence.people import people

_SAME = object()
_REQUIRED = ("paper_from", "paper_until")
_NAMES = ("paper_kind", "paper_number", "paper_issuer", "paper_from", "paper_until", "paper_address")


class PaperRenewed(ChangeKind):
    """Kind and number left empty stay: most renewals change the term only."""

    code = "paper-renewed"
    label = "证件更新"
    form_id = "client-change"
    for_clients = PERSONS
    renews_paper = True
    fields = (
        Field("paper_kind", Editor.CHOICE, "paper_kinds", now="paper_kind"),
        Field("paper_number", now="paper_number"),
        Field("paper_issuer", now="paper_issuer"),
        Field("paper_from", Editor.DATE, required=True, now="paper_from"),
        Field("paper_until", Editor.DATE, required=True, now="paper_until"),
        Field("paper_address", now="paper_address"),
        Field("proof"),
    )

    def read(self, asking: Asking) -> Told:
        """The new paper with all that KY-1 asks; another number needs a proof that it is the same person."""
        told = Told(what=self.label)
        entered, typed = amended(asking, _NAMES)
        for name in _REQUIRED:
            if name not in typed:
                told.wrong(Refused("text.required"), name)
        for name in (*_NAMES, "sex", "birth_date"):
            if name in entered.problems:
                at = name if name in _NAMES else "paper_number"
                told.wrong(entered.problems[name], at)
        for name in _NAMES:
            value = entered.get(name, None) if name == "paper_until" else entered.get(name)
            told.warnings[name] = tuple(entered.warnings.get(name, ()))
            self._take(asking, told, name, value)
        if not told.problems and not told.lines:
            told.wrong(Refused("changes.same_as_now"), "paper_until")
        self._number(asking, told)
        told_of = (n for n in _NAMES if told.values.get(n, _SAME) not in (_SAME, getattr(asking.client, n)))
        tell_banks_of(asking, told, told_of)
        return told

    def _take(self, asking: Asking, told: Told, name: str, value: object) -> None:
        stored = value.value if isinstance(value, PaperKind) else value
        if name == "paper_from" and not isinstance(value, date):
            return
        told.values[name] = stored
        before = getattr(asking.client, name)
        if stored != before:
            words = in_words(asking.policy, name, stored)
            told.lines.append(ChangeLine(LABELS[name], in_words(asking.policy, name, before), words))

    def _number(self, asking: Asking, told: Told) -> None:
        client, kind, number = asking.client, told.values.get("paper_kind"), told.values.get("paper_number")
        if (kind, number) == (client.paper_kind, client.paper_number) or "paper_number" in told.problems:
            return
        owner = clients.registered(asking.conn, str(kind), str(number))
        if owner is not None and owner != client.id:
            told.wrong(Refused("clients.same_paper"), "paper_number")
        told.subjects = tuple(people(client.name, str(number)))
        proof = asking.text("proof")
        if not proof:
            told.wrong(Refused("changes.proof_missing"), "proof")
            return
        try:
            told.notes.append(("同一人证明", clean_text(proof, field="proof", limit=200)))
        except Refused as refused:
            told.wrong(refused, "proof")

    def finish(self, work: Work) -> Mapping[str, object]:
        """Amend the one record that all accounts of the client stand on."""
        client, values = work.client, work.told.values
        changed = {name: value for name, value in values.items() if value != getattr(client, name)}
        clients.amend(work.tx.conn, client, changed)
        return {"fields": sorted(changed)}
