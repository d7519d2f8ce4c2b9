"""Other seals of an institution: a new card stamped and scanned back; the old one stays, marked as replaced (KY-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.archive import storage as archive
from app.changes.facts import ChangeLine
from app.changes.fields import noted
from app.changes.kind import INSTITUTIONS, Asking, ChangeKind, Editor, Field, Sheet, Told, Work
from app.common.errors import Refused
from app.institutions import storage as institutions
from app.institutions.domain import SEALS, label
from app.onboarding.facts import InstitutionFacts, SealCardFacts
from app.onboarding.institution_making import seal_facts
from app.onboarding.reading import Reader
from app.onboarding.steps import SEALS_FORM


class InstitutionSeals(ChangeKind):
    """The same kinds of seals may be kept again: what is new then is the impression on the card."""

    code = "institution-seals"
    label = "预留印鉴变更"
    form_id = "client-change"
    for_clients = INSTITUTIONS
    fields = (
        Field("seals", Editor.SEVERAL, "seals", required=True),
        Field("old_seals", Editor.CHOICE, "old_seals", required=True),
        Field("reason", required=True),
        Field("proof", required=True, only=("old_seals", "lost")),
    )

    def read(self, asking: Asking) -> Told:
        """Which seals, why, and what became of the old ones; lost ones are told of in writing."""
        told, found = Told(what=self.label, by_hand=(SEALS_FORM,)), asking.institution
        if found is None:
            told.wrong(Refused("institutions.nobody_registered"), "seals")
            return told
        reader = Reader({"seals": asking.text("seals")}, asking.policy, asking.today)
        reader.own_choices("seals", SEALS)
        for name, refused in reader.entered.problems.items():
            told.wrong(refused, name)
        self._old(asking, told)
        kept = tuple(choice.code for choice in SEALS if choice.code in (reader.entered.get("seals") or ()))
        replaces = old_card(asking)
        told.values |= {"seals": kept, "replaces": replaces, "fund_account": asking.client.fund_account}
        told.signs = (SEALS_FORM,)
        after = f"{_words(kept)}（以新印鉴卡为准）"
        told.lines.append(ChangeLine("预留印鉴", _words(found.seals) or "无", after))
        if replaces:
            told.lines.append(ChangeLine("预留印鉴卡", replaces, "本次新制的印鉴卡；原卡停止使用，留存备查"))
        return told

    def _old(self, asking: Asking, told: Told) -> None:
        old = asking.text("old_seals")
        labels = {"shown": "原印鉴已交验", "lost": "原印鉴遗失、被盗或者损毁"}
        if old not in labels:
            told.wrong(Refused("opening.not_in_list" if old else "text.required"), "old_seals")
        else:
            told.notes.append(("原印鉴", labels[old]))
        if not asking.text("reason"):
            told.wrong(Refused("text.required"), "reason")
        noted(asking, told, "reason", "变更原因")
        if old == "lost":
            if not asking.text("proof"):
                told.wrong(Refused("text.required"), "proof")
            noted(asking, told, "proof", "书面说明及证明材料")

    def paper(self, sheet: Sheet) -> SealCardFacts | None:
        """The new card."""
        values = sheet.told.values
        if "seals" not in values or not isinstance(sheet.person, InstitutionFacts):
            return None
        return seal_facts(
            sheet.head, sheet.person, values["fund_account"], values["seals"], replaces=values["replaces"]
        )  # fmt: skip

    def finish(self, work: Work) -> Mapping[str, object]:
        """Keep which seals there are; the card of before is the one that the new card names."""
        values = work.told.values
        institutions.put_seals(work.tx.conn, work.client.id, values["seals"])
        return {"seals": list(values["seals"]), "replaces": values["replaces"]}


def old_card(asking: Asking) -> str:
    """The number of the card in force; empty when the branch has none."""
    cards = [one for one in archive.of_client(asking.conn, asking.client.id) if one.form_id == SEALS_FORM]
    return max(cards, key=lambda one: (one.made_at, one.number)).number if cards else ""


def _words(codes: tuple[str, ...]) -> str:
    return "、".join(label(SEALS, code) for code in codes)
