"""The statement of tax residence made anew: signed again, the one before stays in the register (KY-3)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import ClassVar

from app.changes.facts import ChangeLine
from app.changes.fields import in_words
from app.changes.kind import INSTITUTIONS, PERSONS, Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.clients import storage as clients
from app.common.errors import Refused
from app.common.values import new_id
from app.due_diligence import storage as due_diligence
from app.due_diligence.domain import Part, Subject
from app.due_diligence.tax import INSTITUTION_LABELS, InstitutionKind, TaxStatement
from app.onboarding.reading import Reader
from app.onboarding.tax_facts import TaxFacts, stated_facts, tax_facts
from app.onboarding.tax_fields import INSTITUTION_TAX_FORM, STATED, TAX_FORM, TAX_LIMITS, read_tax

_PASSIVE = ("tax_kind", InstitutionKind.PASSIVE.value)


class TaxRestated(ChangeKind):
    """The whole statement is made anew; besides the application the client signs the statement itself."""

    code = "tax-statement"
    label = "税收居民身份变更"
    form_id = "client-change"
    for_clients = PERSONS
    fields: ClassVar[tuple[Field, ...]] = (
        Field("tax_residence", Editor.CHOICE, "tax_residence", required=True, now="tax_residence"),
        Field("tax_name"),
        Field("tax_birth_place"),
        Field("tax_address"),
        Field("tax_numbers", Editor.PLACES, limit=TAX_LIMITS["tax_numbers"]),
    )

    tax_form: ClassVar[str] = TAX_FORM

    def read(self, asking: Asking) -> Told:
        """The statement by the rules of an opening; another one than the last."""
        told, names = Told(what=self.label, signs=(self.tax_form,)), self.names()
        reader = Reader({name: asking.text(name) for name in names}, asking.policy, asking.today)
        reader.choice("tax_residence")
        read_tax(reader, institution=self.tax_form == INSTITUTION_TAX_FORM)
        for name, refused in reader.entered.problems.items():
            told.wrong(refused, name if name in names else "tax_residence")
        statement: TaxStatement | None = reader.entered.get(STATED, None)
        if statement is None:
            return told
        before = due_diligence.statement_of(asking.conn, asking.client.id)
        if statement == before:
            told.wrong(Refused("changes.same_as_now"), "tax_residence")
        told.values = {"statement": statement, "address": asking.client.address, "before": _words(asking, before)}
        told.lines.append(ChangeLine("税收居民身份", _words(asking, before), _words(asking, statement)))
        known = {one.name for one in before.controllers} if before is not None else set()
        named = (one.name for one in statement.controllers if one.name not in known)
        told.subjects = tuple(Subject(Part.CONTROLLER, name) for name in dict.fromkeys(named))
        return told

    def paper(self, sheet: Sheet) -> TaxFacts | None:
        """The statement itself."""
        values = sheet.told.values
        if "statement" not in values:
            return None
        return tax_facts(
            sheet.head, sheet.person, values["address"], values["statement"], sheet.policy, replaces=values["before"]
        )

    def finish(self, work: Work) -> Mapping[str, object]:
        """Keep the statement, and its answer with the client."""
        statement: TaxStatement = work.told.values["statement"]
        due_diligence.add_statement(
            work.tx.conn, statement, id_=new_id(), client_id=work.client.id, case_number=work.case.number,
            document_number=work.documents[self.tax_form], at=work.tx.at,
        )  # fmt: skip
        if statement.residence.value != work.client.tax_residence:
            clients.amend(work.tx.conn, work.client, {"tax_residence": statement.residence.value})
        return {"residence": statement.residence.value, "places": len(statement.numbers)}


class InstitutionTaxRestated(TaxRestated):
    """An institution also says what it is, and a passive one states the same for each person who controls it."""

    code = "institution-tax"
    label = "机构税收居民身份变更"
    for_clients = INSTITUTIONS
    tax_form = INSTITUTION_TAX_FORM
    fields = (
        Field("tax_kind", Editor.CHOICE, "tax_kinds", required=True),
        Field("tax_residence", Editor.CHOICE, "tax_residence", required=True, now="tax_residence"),
        Field("tax_name"),
        Field("tax_address"),
        Field("tax_numbers", Editor.PLACES, limit=TAX_LIMITS["tax_numbers"]),
        Field("tax_controllers", Editor.CONTROLLERS, only=_PASSIVE, limit=TAX_LIMITS["tax_controllers"]),
    )


def _words(asking: Asking, statement: TaxStatement | None) -> str:
    """A statement in one cell: the answer, then each place with its number or the reason; who controls."""
    if statement is None:
        return in_words(asking.policy, "tax_residence", asking.client.tax_residence)
    lines = [in_words(asking.policy, "tax_residence", statement.residence.value)]
    stated = stated_facts(statement, asking.policy)
    lines += [f"{line.place}：{line.number or line.reason}" for line in stated.lines]
    if statement.institution is not None:
        lines.insert(0, INSTITUTION_LABELS[statement.institution])
    for one in statement.controllers:
        residence = in_words(asking.policy, "tax_residence", one.statement.residence.value)
        lines.append(f"控制人 {one.name}：{residence}")
    return "\n".join(lines)
