"""The statement of tax residence made anew: signed again, the one before stays in the register (KY-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.facts import ChangeLine
from app.changes.fields import in_words
from app.changes.kind import PERSONS, Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.clients import storage as clients
from app.common.errors import Refused
from app.common.values import new_id
from app.due_diligence import storage as due_diligence
from app.due_diligence.tax import TaxStatement
from app.onboarding.facts import PersonFacts
from app.onboarding.reading import Reader
from app.onboarding.tax_facts import TaxFacts, stated_facts, tax_facts
from app.onboarding.tax_fields import STATED, TAX_FORM, read_tax

_FIELDS = ("tax_residence", "tax_name", "tax_birth_place", "tax_address", "tax_numbers")


class TaxRestated(ChangeKind):
    """The whole statement is made anew; besides the application the client signs the statement itself."""

    code = "tax-statement"
    label = "税收居民身份变更"
    form_id = "client-change"
    for_clients = PERSONS
    fields = (
        Field("tax_residence", Editor.CHOICE, "tax_residence", required=True, now="tax_residence"),
        Field("tax_name"),
        Field("tax_birth_place"),
        Field("tax_address"),
        Field("tax_numbers", Editor.PLACES),
    )

    def read(self, asking: Asking) -> Told:
        """The statement by the rules of an opening; another one than the last."""
        told = Told(what=self.label, signs=(TAX_FORM,))
        raw = {name: asking.text(name) for name in _FIELDS}
        reader = Reader(raw, asking.policy, asking.today)
        reader.choice("tax_residence")
        read_tax(reader, institution=False)
        for name, refused in reader.entered.problems.items():
            told.wrong(refused, name if name in _FIELDS else "tax_residence")
        statement: TaxStatement | None = reader.entered.get(STATED, None)
        if statement is None:
            return told
        before = due_diligence.statement_of(asking.conn, asking.client.id)
        if statement == before:
            told.wrong(Refused("changes.same_as_now"), "tax_residence")
        told.values = {"statement": statement, "address": asking.client.address, "before": _words(asking, before)}
        told.lines.append(ChangeLine("税收居民身份", _words(asking, before), _words(asking, statement)))
        return told

    def paper(self, sheet: Sheet) -> TaxFacts | None:
        """The statement itself."""
        values = sheet.told.values
        if "statement" not in values or not isinstance(sheet.person, PersonFacts):
            return None
        return tax_facts(
            sheet.head, sheet.person, values["address"], values["statement"], sheet.policy, replaces=values["before"]
        )

    def finish(self, work: Work) -> Mapping[str, object]:
        """Keep the statement, and its answer with the client."""
        statement: TaxStatement = work.told.values["statement"]
        due_diligence.add_statement(
            work.tx.conn, statement, id_=new_id(), client_id=work.client.id, case_number=work.case.number,
            document_number=work.documents[TAX_FORM], at=work.tx.at,
        )  # fmt: skip
        if statement.residence.value != work.client.tax_residence:
            clients.amend(work.tx.conn, work.client, {"tax_residence": statement.residence.value})
        return {"residence": statement.residence.value, "places": len(statement.numbers)}


def _words(asking: Asking, statement: TaxStatement | None) -> str:
    """A statement in one cell: the answer, then each place with its number or the reason."""
    if statement is None:
        return in_words(asking.policy, "tax_residence", asking.client.tax_residence)
    lines = [in_words(asking.policy, "tax_residence", statement.residence.value)]
    stated = stated_facts(statement, asking.policy)
    lines += [f"{line.place}：{line.number or line.reason}" for line in stated.lines]
    return "\n".join(lines)
