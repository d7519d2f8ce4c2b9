"""The counter password, lost or locked: the client sets a new one after the identity was checked again (TO-8, OP-5)."""

from __future__ import annotations

from collections.abc import Mapping

from app.changes.facts import ChangeLine
from app.changes.kind import Asking, ChangeKind, Field, Told, Work
from app.clients import credentials
from app.common.errors import Refused
from app.common.values import clean_text


class PasswordReset(ChangeKind):
    """Nobody at the branch learns either password; a lock ends with the old one."""

    code = "password-reset"
    label = "柜台密码重置"
    form_id = "password-reset"
    sets_password = True
    letter_scope = ("changes", "password")
    fields = (Field("reason", required=True),)

    def read(self, asking: Asking) -> Told:
        """Why."""
        told = Told(what=self.label)
        state = credentials.password_state(asking.conn, asking.client.id)
        before = "已锁定" if state.locked else "已设置" if state.set else "未设置"
        told.lines.append(ChangeLine("柜台密码", before, "由客户本人重新设置"))
        try:
            told.notes.append(("重置原因", clean_text(asking.text("reason"), field="reason", limit=200)))
        except Refused as refused:
            told.wrong(refused, "reason")
        return told

    def finish(self, work: Work) -> Mapping[str, object]:
        """Keep the hash that the client set; wrong tries and a lock are gone."""
        before = credentials.password_state(work.tx.conn, work.client.id)
        credentials.set_password(work.tx.conn, work.client.id, work.password, work.tx.at)
        return {"was_locked": before.locked}
