"""An institution's licence renewed: the same code, a new term, and what else the new licence says (KY-1, CU-3)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from app.changes.amending import tell_banks_of
from app.changes.facts import ChangeLine
from app.changes.fields import in_words, noted
from app.changes.kind import INSTITUTIONS, Asking, ChangeKind, Editor, Field, Told, Work
from app.clients import papers
from app.clients import storage as clients
from app.common.dates import read_date
from app.common.errors import Refused
from app.due_diligence.domain import Part, Subject
from app.institutions import storage as institutions
from app.institutions.domain import TYPES, check_institution_name, check_licence, label
from app.onboarding.institution_fields import SCOPE_LIMIT, read_until
from app.onboarding.reading import Reader

_LABELS = {
    "name": "机构名称", "paper_from": "登记证照发证日期", "paper_until": "登记证照有效期止", "paper_issuer": "登记机关",
    "paper_address": "住所",
}  # fmt: skip


class LicenceRenewed(ChangeKind):
    """What is left empty stays. The registered licence may have expired: it is what is mended here."""

    code = "licence-renewed"
    label = "机构登记证照更新"
    form_id = "client-change"
    for_clients = INSTITUTIONS
    renews_paper = True
    fields = (
        Field("licence_code", required=True, now="paper_number"),
        Field("licence_name", now="name"),
        Field("paper_from", Editor.DATE, required=True, now="paper_from"),
        Field("paper_until", Editor.DATE, required=True, now="paper_until"),
        Field("paper_issuer", now="paper_issuer"),
        Field("paper_address", now="paper_address"),
        Field("institution_type", Editor.CHOICE, "institution_types", now="institution_type"),
        Field("business_scope", now="business_scope"),
        Field("proof"),
    )

    def read(self, asking: Asking) -> Told:
        """The new licence by the rules of an opening; its code is the registered one, else it is another institution's.

        Notes ``changes.licence_code_differs``, ``changes.licence_proof`` (another name), ``changes.same_as_now``.
        """
        told, found = Told(what=self.label), asking.institution
        if found is None:
            told.wrong(Refused("institutions.nobody_registered"), "licence_code")
            return told
        told.now = {"institution_type": label(TYPES, found.type), "business_scope": found.scope}
        reader = Reader({name: asking.text(name) for name in self.names()}, asking.policy, asking.today)
        self._take(asking, told, reader)
        told.values |= {"type": found.type, "scope": found.scope}
        for name, key, before in (
            ("institution_type", "type", label(TYPES, found.type)), ("business_scope", "scope", found.scope),
        ):  # fmt: skip
            typed = reader.entered.get(name)
            after = label(TYPES, typed) if name == "institution_type" else typed
            if typed and after != before:
                told.values[key] = typed
                told.lines.append(ChangeLine("机构类型" if key == "type" else "经营范围", before, after))
        for name, refused in reader.entered.problems.items():
            told.wrong(refused, name)
        told.warnings |= reader.entered.warnings
        if not told.problems and not told.lines:
            told.wrong(Refused("changes.same_as_now"), "paper_until")
        self._name(asking, told)
        return told

    def _take(self, asking: Asking, told: Told, reader: Reader) -> None:
        client, entered = asking.client, reader.entered
        code = reader.take("licence_code", papers.check_credit_code)
        if code is not None and code != client.paper_number:
            told.wrong(Refused("changes.licence_code_differs"), "licence_code")
        reader.take("licence_name", check_institution_name, required=False)
        issued = reader.take("paper_from", read_date)
        until = reader.take("paper_until", read_until)
        for name, limit in (("paper_issuer", 60), ("paper_address", 120), ("business_scope", SCOPE_LIMIT)):
            reader.text(name, limit, required=False)
        reader.own_choice("institution_type", TYPES, required=False)
        if issued is not None and "paper_until" in entered.values:
            self._term(asking, told, issued, until)
        given: dict[str, object] = {
            "name": entered.get("licence_name") or client.name, "paper_from": issued or client.paper_from,
            "paper_until": until if "paper_until" in entered.values else client.paper_until,
            "paper_issuer": entered.get("paper_issuer") or client.paper_issuer,
            "paper_address": entered.get("paper_address") or client.paper_address,
        }  # fmt: skip
        told.values["client"] = {name: value for name, value in given.items() if value != getattr(client, name)}
        for name, value in told.values["client"].items():
            before = in_words(asking.policy, name, getattr(client, name))
            told.lines.append(ChangeLine(_LABELS[name], before, in_words(asking.policy, name, value)))

    def _term(self, asking: Asking, told: Told, issued: date, until: date | None) -> None:
        warn = asking.policy.paper_expiry_warning_days
        try:
            told.warnings["paper_until"] = check_licence(issued, until, asking.client.birth_date, asking.today, warn)
        except Refused as refused:
            told.wrong(refused, refused.field or "paper_until")

    def _name(self, asking: Asking, told: Told) -> None:
        """Another name: shown by a paper of the registry, looked up, and the seals are another matter that follows."""
        changed = told.values["client"]
        if "name" in changed:
            told.subjects = (Subject(Part.CLIENT, str(changed["name"]), asking.client.paper_number),)
            told.warnings["licence_name"] = ("changes.seals_follow_name",)
            if not asking.text("proof"):
                told.wrong(Refused("changes.licence_proof"), "proof")
        noted(asking, told, "proof", "证明材料")
        tell_banks_of(asking, told, changed, labels=_LABELS)

    def finish(self, work: Work) -> Mapping[str, object]:
        """Amend the client's one record and what is kept of the institution."""
        values, conn = work.told.values, work.tx.conn
        clients.amend(conn, work.client, values["client"])
        institutions.put_licence(conn, work.client.id, type_=values["type"], scope=values["scope"])
        return {"fields": sorted(values["client"])}
