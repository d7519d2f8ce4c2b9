"""A business permission opened (own disclosure, level, experience: OP-3) or closed; which there are is policy data."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.facts import ChangeLine
from app.changes.fields import in_words
from app.changes.kind import Asking, ChangeKind, Editor, Field, Told, Work
from app.clients.domain import ClientKind
from app.common.errors import Refused
from app.permissions import storage as permissions
from app.permissions.domain import held
from app.permissions.suiting import unsuited
from app.policy.values import Permission
from app.suitability import domain as suitability
from app.suitability import storage as assessments


class PermissionChange(ChangeKind):
    """Opened only for a client whose valid assessment and experience reach what the policy asks."""

    code = "permission"
    label = "业务权限变更"
    form_id = "permission-application"
    letter_scope = ("changes", "permissions")
    fields = (
        Field("permission_act", Editor.CHOICE, "permission_acts", required=True),
        Field("permission", Editor.CHOICE, "permissions", required=True),
    )

    def read(self, asking: Asking) -> Told:
        """Which permission, whether the client has it, and whether it suits the client."""
        told = Told(what=self.label)
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
