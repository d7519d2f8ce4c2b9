"""Who acts for an institution: a new agent with a new letter, or another legal representative (KY-1, KY-3, OP-4)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from app.changes.acting import letter_words, role_word
from app.changes.banks import tell_all
from app.changes.facts import ChangeLine
from app.changes.fields import noted
from app.changes.kind import INSTITUTIONS, Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.clients.paper_numbers import PaperKind
from app.common.errors import Refused
from app.due_diligence.people import of_person
from app.institutions import storage as institutions
from app.institutions.domain import SCOPE, Institution, Person, Role, label
from app.onboarding.facts import AuthorisationFacts, InstitutionFacts
from app.onboarding.institution_fields import read_letter, read_person
from app.onboarding.institution_making import as_facts, authorisation_facts, letter_facts
from app.onboarding.labels import paper_label
from app.onboarding.reading import Reader
from app.onboarding.steps import LETTER_FORM
from app.staff import storage as staff

_AGENT, _REPRESENTATIVE, _WITHDRAWN = (("people_act", act) for act in ("agent", "representative", "withdraw"))


class InstitutionAgent(ChangeKind):
    """One of them a case; whoever is replaced stands on the signed form.

    A new agent's letter is made with the change: printed, signed by the legal representative, stamped, scanned back.
    """

    code = "institution-agent"
    label = "代表人与经办人变更"
    form_id = "client-change"
    for_clients = INSTITUTIONS
    fields = (
        Field("people_act", Editor.CHOICE, "people_acts", required=True),
        Field("agent_name", required=True, only=_AGENT),
        Field("agent_paper_kind", Editor.CHOICE, "paper_kinds", required=True, only=_AGENT),
        Field("agent_paper_number", required=True, only=_AGENT),
        Field("agent_paper_from", Editor.DATE, required=True, only=_AGENT),
        Field("agent_paper_until", Editor.DATE, required=True, only=_AGENT),
        Field("agent_post", only=_AGENT),
        Field("agent_not_staff", Editor.CHOICE, "agent_not_staff", only=_AGENT),
        Field("letter_number", required=True, only=_AGENT),
        Field("letter_from", Editor.DATE, required=True, only=_AGENT),
        Field("letter_until", Editor.DATE, required=True, only=_AGENT),
        Field("letter_scope", Editor.SEVERAL, "letter_scope", required=True, only=_AGENT),
        Field("rep_name", required=True, only=_REPRESENTATIVE),
        Field("rep_paper_kind", Editor.CHOICE, "paper_kinds", required=True, only=_REPRESENTATIVE),
        Field("rep_paper_number", required=True, only=_REPRESENTATIVE),
        Field("rep_paper_from", Editor.DATE, required=True, only=_REPRESENTATIVE),
        Field("rep_paper_until", Editor.DATE, required=True, only=_REPRESENTATIVE),
        Field("proof", only=_REPRESENTATIVE),
        Field("reason", only=_WITHDRAWN),
    )

    def read(self, asking: Asking) -> Told:
        """The newcomer by the rules of an opening; who comes is the newcomer, or the representative for an agent."""
        told, act = Told(what=self.label, may_come=()), asking.text("people_act")
        found = asking.institution
        if found is None:
            told.wrong(Refused("institutions.nobody_registered"), "people_act")
            return told
        reader = Reader({name: asking.text(name) for name in self.names()}, asking.policy, asking.today)
        if act == "agent":
            told.what = "经办人变更"
            self._agent(asking, told, reader, found)
        elif act == "representative":
            told.what = "法定代表人变更"
            told.licence_renewed = True  # who is new stands on the new licence, which is renewed after this
            self._representative(asking, told, reader, found)
        elif act == "withdraw":
            told.what = "撤销经办人"
            self._withdraw(asking, told, found)
        else:
            told.wrong(Refused("opening.not_in_list" if act else "text.required"), "people_act")
        return told

    def _agent(self, asking: Asking, told: Told, reader: Reader, found: Institution) -> None:
        agent = read_person(reader, "agent", Role.AGENT, post=True)
        letter = read_letter(reader, ())
        _note(told, reader)
        told.signs = told.by_hand = (LETTER_FORM,)
        representative = found.person(Role.REPRESENTATIVE)
        told.may_come = () if representative is None else (representative,)
        if agent is None or letter is None:
            return
        agent = replace(agent, letter=letter)
        told.may_come = (*told.may_come, agent)
        if representative is not None and _one_paper(agent, representative):
            told.wrong(Refused("changes.agent_is_representative"), "agent_paper_number")
        namesakes = {member.name for member in staff.marketing(asking.conn) if member.active}
        if agent.name in namesakes and asking.text("agent_not_staff") != "yes":
            told.wrong(Refused("institutions.agent_is_staff"), "agent_name")
        self._becomes(told, found.person(Role.AGENT), agent, "agent_name")

    def _withdraw(self, asking: Asking, told: Told, found: Institution) -> None:
        """Only the legal representative can, who acts alone from then on."""
        representative, agent = found.person(Role.REPRESENTATIVE), found.person(Role.AGENT)
        told.may_come = () if representative is None else (representative,)
        noted(asking, told, "reason", "撤销原因")
        if agent is None:
            told.wrong(Refused("changes.no_agent"), "people_act")
            return
        told.values["withdrawn"] = True
        told.lines += [
            ChangeLine(name, text, "撤销，由法定代表人办理" if place == 0 else "撤销")
            for place, (name, text) in enumerate(_words(agent).items())
        ]

    def _representative(self, asking: Asking, told: Told, reader: Reader, found: Institution) -> None:
        one = read_person(reader, "rep", Role.REPRESENTATIVE)
        _note(told, reader)
        if one is None:
            return
        told.may_come = (one,)
        agent, before = found.person(Role.AGENT), found.person(Role.REPRESENTATIVE)
        if agent is not None and _one_paper(agent, one):
            told.wrong(Refused("changes.representative_is_agent"), "rep_paper_number")
        self._becomes(told, before, one, "rep_name")
        self._proof(asking, told, same=before is not None and before.name == one.name and _one_paper(before, one))
        tell_all(asking, told, "法定代表人")

    def _proof(self, asking: Asking, told: Told, *, same: bool) -> None:
        """Another person stands on the licence or on a paper of the registry; another term only on the paper shown."""
        if not asking.text("proof") and not same:
            told.wrong(Refused("changes.representative_proof"), "proof")
        noted(asking, told, "proof", "证明材料")

    def _becomes(self, told: Told, before: Person | None, after: Person, at: str) -> None:
        if before == after:
            told.wrong(Refused("changes.same_as_now"), at)
            return
        told.values["person"] = after
        if before is None or of_person(before) != of_person(after):
            told.subjects = (of_person(after),)
        was = {} if before is None else _words(before)
        told.lines += [
            ChangeLine(name, was.get(name, ""), text)
            for name, text in _words(after).items()
            if was.get(name, "") != text
        ]

    def paper(self, sheet: Sheet) -> AuthorisationFacts | None:
        """The letter, with the new agent in it."""
        one: Person | None = sheet.told.values.get("person")
        if one is None or one.letter is None or not isinstance(sheet.person, InstitutionFacts):
            return None
        return authorisation_facts(sheet.head, replace(sheet.person, agent=as_facts(one)), letter_facts(one.letter))

    def finish(self, work: Work) -> Mapping[str, object]:
        """Register the newcomer, or nobody; who was there before stands on the form."""
        if work.told.values.get("withdrawn"):
            institutions.withdraw_agent(work.tx.conn, work.client.id)
            return {"withdrawn": Role.AGENT.value}
        person: Person = work.told.values["person"]
        institutions.put_person(work.tx.conn, work.client.id, person)
        return {"role": person.role.value}


def _note(told: Told, reader: Reader) -> None:
    for name, refused in reader.entered.problems.items():
        told.wrong(refused, name)
    told.warnings |= reader.entered.warnings


def _one_paper(one: Person, other: Person) -> bool:
    return (one.paper_kind, one.paper_number) == (other.paper_kind, other.paper_number)


def _words(one: Person) -> dict[str, str]:
    """A person as the form's lines say it."""
    role = role_word(one)
    until = one.paper_until.isoformat() if one.paper_until is not None else "长期"
    words = {
        role: one.name,
        f"{role}证件": f"{paper_label(PaperKind(one.paper_kind))} {one.paper_number}",
        f"{role}证件有效期": f"{one.paper_from.isoformat()} 至 {until}",
    }
    if one.letter is not None:
        words["职务"] = one.post or "（未填）"
        words["授权委托书"] = letter_words(one.letter)
        words["授权事项"] = "；".join(label(SCOPE, code) for code in one.letter.scope)
    return words
