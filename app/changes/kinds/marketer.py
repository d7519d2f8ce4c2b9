"""Another member of the marketing staff, or none any longer: a new signed confirmation, the history stays (SR-3)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.facts import ChangeLine
from app.changes.kind import Asking, ChangeKind, Editor, Field, Told, Work
from app.common.errors import Refused
from app.common.values import clean_text
from app.onboarding.making import marketer_facts
from app.policy.values import Choice
from app.relationship import storage as relationship
from app.relationship.domain import check_member
from app.staff import storage as staff
from app.staff.domain import StaffMember

_NOBODY = "无"


class MarketerChange(ChangeKind):
    """Who serves the client."""

    code = "marketer"
    label = "服务关系变更"
    form_id = "relationship-change"
    fields = (
        Field("relationship_act", Editor.CHOICE, "relationship_acts", required=True),
        Field("marketer", Editor.CHOICE),
        Field("reason"),
    )

    def read(self, asking: Asking) -> Told:
        """The member who serves now and the one who is to; only one who may practise."""
        now = relationship.current(asking.conn, asking.client.id)
        serving = staff.by_id(asking.conn, now.staff_id) if now is not None else None
        told = Told(what=self.label)
        staffed = (member for member in staff.marketing(asking.conn) if member.active)
        told.choices["marketer"] = tuple(Choice(each.number, _called(each)) for each in staffed)
        act = asking.text("relationship_act")
        told.values["act"] = act
        if act == "change":
            self._another(asking, told, serving)
        elif act == "end":
            told.what = "服务关系终止"
            if serving is None:
                told.wrong(Refused("relationship.none"), "relationship_act")
            else:
                told.lines.append(ChangeLine("服务人员", _called(serving), _NOBODY))
        else:
            told.wrong(Refused("text.required" if not act else "opening.not_in_list"), "relationship_act")
        try:
            reason = clean_text(asking.text("reason"), field="reason", limit=200, required=False)
            told.notes += [("原因", reason)] if reason else []
        except Refused as refused:
            told.wrong(refused, "reason")
        return told

    def _another(self, asking: Asking, told: Told, serving: StaffMember | None) -> None:
        number = asking.text("marketer")
        if not number:
            told.wrong(Refused("text.required"), "marketer")
            return
        try:
            member = check_member(staff.by_number(asking.conn, number), asking.today)
        except Refused as refused:
            told.wrong(refused, "marketer")
            return
        if serving is not None and serving.id == member.id:
            told.wrong(Refused("changes.same_as_now"), "marketer")
            return
        told.values["staff_id"] = member.id
        told.lines.append(ChangeLine("服务人员", _called(serving), _called(member)))
        public = marketer_facts(member, asking.policy)
        told.notes += [
            ("岗位", public.post), ("执业证书编号", public.certificate_number),
            ("证书有效期至", public.certificate_until.isoformat()), ("可以为客户做", "；".join(public.authorised)),
            ("不得为客户做", "；".join(public.forbidden)),
        ]  # fmt: skip

    def finish(self, work: Work) -> Mapping[str, object]:
        """Add the confirmation to the history."""
        conn, document = work.tx.conn, work.documents[self.form_id]
        by, act = work.tx.actor.staff_id, work.told.values["act"]
        if act == "end":
            relationship.end(conn, client_id=work.client.id, verified_by=by, document_number=document, at=work.tx.at)
            return {"act": act}
        relationship.confirm(
            conn, client_id=work.client.id, staff_id=work.told.values["staff_id"], booking_number="", verified_by=by,
            document_number=document, at=work.tx.at,
        )  # fmt: skip
        return {"act": act, "staff": work.told.values["staff_id"]}


def _called(member: StaffMember | None) -> str:
    return f"{member.name}（{member.number}）" if member is not None else _NOBODY
