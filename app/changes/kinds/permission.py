"""A business permission opened (own disclosure, level, experience: OP-3) or closed; which there are is policy data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from app.changes import storage as cases
from app.changes.banks import holdings
from app.changes.facts import ChangeLine
from app.changes.fields import in_words, noted
from app.changes.kind import Asking, ChangeKind, Editor, Field, Told, Work
from app.clients.domain import ClientKind
from app.common.actor import Right
from app.common.clock import branch_day
from app.common.errors import Refused
from app.permissions import storage as permissions
from app.permissions.domain import held
from app.permissions.suiting import short_of_assets, unsuited
from app.policy.values import Choice, Permission
from app.snapshots import storage as snapshots
from app.staff import storage as staff
from app.suitability import domain as suitability
from app.suitability import storage as assessments

_OF_ASSETS = frozenset({"assets_proof", "assets_confirmed"})


class PermissionChange(ChangeKind):
    """Opened only for a client whose valid assessment and experience reach what the policy asks."""

    code = "permission"
    label = "业务权限变更"
    form_id = "permission-application"
    letter_scope = ("changes", "permissions")
    fields = (
        Field("permission_act", Editor.CHOICE, "permission_acts", required=True),
        Field("permission", Editor.CHOICE, "permissions", required=True),
        Field("assets_proof", required=True),
        Field("assets_confirmed", Editor.SEVERAL, required=True, by=Right.CHANGE_CONFIRM),
    )

    def read(self, asking: Asking) -> Told:
        """Which permission, whether the client has it, and whether it suits the client."""
        told = Told(what=self.label, hidden=_OF_ASSETS)
        told.choices["assets_confirmed"] = ()
        act, key = asking.text("permission_act"), asking.text("permission")
        if act not in ("open", "close"):
            told.wrong(Refused("opening.not_in_list" if act else "text.required"), "permission_act")
        if not key:
            told.wrong(Refused("text.required"), "permission")
        if told.problems:
            return told
        try:
            permission = asking.policy.permission(key)
        except Refused as refused:
            told.wrong(refused, "permission")
            return told
        now = key in held(permissions.history(asking.conn, asking.client.id))
        told.values |= {"act": act, "permission": key, "level": "", "experience": ""}
        told.what = f"业务权限{'开通' if act == 'open' else '关闭'}：{permission.label}"
        if (act == "open") is now:
            told.wrong(Refused("permissions.held" if now else "permissions.not_held"), "permission")
        elif act == "open":
            self._suits(asking, told, permission)
        states = ("已开通", "关闭") if act == "close" else ("未开通", "开通")
        told.lines.append(ChangeLine(permission.label, *states))
        return told

    def _suits(self, asking: Asking, told: Told, permission: Permission) -> None:
        policy, client = asking.policy, asking.client
        questionnaire = policy.questionnaire_for(institution=client.kind is ClientKind.INSTITUTION)
        try:
            told.reads = (policy.disclosure_for(permission.key),)
        except Refused as refused:
            told.wrong(refused, "permission")
            return
        found = assessments.latest(asking.conn, client.id, questionnaire.pack)
        if found is None or not suitability.is_valid(found, asking.today):
            told.wrong(Refused("changes.no_valid_assessment"), "permission")
            return
        self._assets(asking, told, permission)
        # an institution is not asked for its experience
        experience = client.experience if client.kind is ClientKind.INDIVIDUAL else None
        problem = unsuited(permission, policy, questionnaire, level=found.level, experience=experience)
        if problem is not None:
            told.wrong(problem, "permission")
        told.values |= {"level": found.level, "experience": client.experience}
        by = f"（评估编号 {found.document_number}，有效期至 {found.valid_until.isoformat()}）"
        told.notes += [
            ("风险承受能力等级", questionnaire.level_label(found.level) + by),
            ("投资经验", in_words(policy, "experience", client.experience)),
        ]

    def _assets(self, asking: Asking, told: Told, permission: Permission) -> None:
        """The least assets by the latest snapshot; where none tells them, by papers that a supervisor confirms."""
        wanted = permission.assets_wanted(institution=asking.client.kind is ClientKind.INSTITUTION)
        if not wanted:
            return
        known, day = _assets_now(asking)
        if known is not None:
            problem = short_of_assets(permission, wanted, known, day)
            if problem is not None:
                told.wrong(problem, "permission")
            told.notes.append(("资产条件", f"不低于{wanted:,}元；{day}的交易系统快照显示资产{known:,.2f}元"))
            return
        told.hidden = frozenset()
        told.choices["assets_confirmed"] = (Choice(permission.key, f"已核验资产证明，资产不低于{wanted:,}元"),)
        if not asking.text("assets_proof"):
            told.wrong(Refused("permissions.assets_unknown"), "assets_proof")
        noted(asking, told, "assets_proof", "资产证明")
        # of another business than this one, or typed by nobody who may: it counts for nothing
        by, _ = cases.last_writer(asking.conn, asking.case.number, ("assets_confirmed",))
        member = staff.by_id(asking.conn, by) if by and by != asking.case.opened_by else None
        if asking.text("assets_confirmed") != permission.key or member is None:
            told.wrong(Refused("permissions.assets_unknown"), "assets_confirmed")
            return
        words = f"不低于{wanted:,}元；无有效快照，由{member.name}（工号{member.number}）核验资产证明后确认"
        told.notes.append(("资产条件", words))

    def finish(self, work: Work) -> Mapping[str, object]:
        """Add the act to the register."""
        values, tx = work.told.values, work.tx
        common = {"client_id": work.client.id, "permission": values["permission"], "by": tx.actor.staff_id, "at": tx.at}
        document = work.documents[self.form_id]
        if values["act"] == "open":
            permissions.open_permission(
                tx.conn, level=values["level"], experience=values["experience"], document_number=document, **common
            )
        else:
            permissions.close_permission(tx.conn, document_number=document, **common)
        return {"act": values["act"], "permission": values["permission"]}


def _assets_now(asking: Asking) -> tuple[Decimal | None, str]:
    """What the client's open accounts hold by the snapshot in force, and its day; None where it does not tell."""
    info = snapshots.current(asking.conn)
    if info is None or asking.now - info.taken_at > timedelta(hours=asking.policy.transfer.snapshot_hours):
        return None, ""
    numbers = [each.account.number for each in holdings(asking) if each.in_use]
    states = snapshots.states_of(asking.conn, numbers)
    if len(states) < len(numbers):
        return None, ""
    return sum((state.assets for state in states.values()), Decimal(0)), branch_day(info.taken_at).isoformat()
