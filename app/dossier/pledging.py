"""《客户信息保密承诺书》: staff sign it, and the register says who signed which version when (SE-1)."""

from __future__ import annotations

from dataclasses import dataclass

from app.archive import filing
from app.archive.heads import Head
from app.archive.press import Ink, PressedForm, Signing
from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.dossier import facts as f
from app.dossier import pledge_rows
from app.dossier.desk import Desk
from app.dossier.pledge_rows import Pledge
from app.staff import storage as staff
from app.staff.domain import StaffMember

PLEDGE = "confidentiality-pledge"


@dataclass(frozen=True, slots=True)
class PledgeLine:
    """A member of staff in the register: every version signed, the latest last; ``current``: the text in force."""

    member: StaffMember
    signed: tuple[Pledge, ...]
    current: bool


class Pledging(Desk):
    """Use cases of the pledge. Everybody signs their own."""

    def pledge_signed(self, actor: Actor) -> Pledge | None:
        """The actor's own pledge to the text in force; None while it is not signed. One read transaction."""
        version = self._press.info(PLEDGE).version
        with self._db.read() as conn:
            signed = pledge_rows.of_staff(conn, actor.staff_id)
        return next((one for one in signed if one.form_version == version), None)

    def pledge_form(self, actor: Actor) -> PressedForm:
        """The pledge as the actor would sign it, to be read first. Refused: ``staff.unknown``."""
        return self._press.press(PLEDGE, self._pledge_facts(actor))

    def sign_pledge(self, actor: Actor, ink: Ink) -> Pledge:
        """Sign the text in force in one's own hand; sealed and archived. No right is needed: it is one's own.

        Takes seconds. Refused: ``dossier.pledged_already``, ``archive.ink_*``, ``staff.unknown``,
        ``archive.seal_not_valid``. Two transactions.
        """
        filing.check_ink(ink)
        if self.pledge_signed(actor) is not None:
            raise Refused("dossier.pledged_already")
        pressed = self.pledge_form(actor)
        signing = Signing(actor.name, ink, self._clock.now(), "", actor.station)
        made = filing.seal(self._press, self._blobs, pressed, None, signing)
        with self._db.write(actor) as tx:
            if any(one.form_version == pressed.form_version for one in pledge_rows.of_staff(tx.conn, actor.staff_id)):
                raise Refused("dossier.pledged_already")  # at another counter meanwhile
            document = filing.enter(
                tx, self._press, made, case_number=f"BM-{pressed.form_version}", client_id=None
            )  # fmt: skip
            pledge = Pledge(actor.staff_id, document.form_version, document.number, tx.at, actor.station)
            pledge_rows.add(tx.conn, pledge)
            told = {"version": pledge.form_version, "documents": {document.number: document.content_sha256}}
            tx.audit("dossier.pledge_signed", "staff", actor.staff_id, after=told)
        return pledge

    def pledges(self, actor: Actor) -> tuple[PledgeLine, ...]:
        """Everybody at the branch with what they signed, by staff number. Needs STAFF_READ. One read transaction."""
        actor.need(Right.STAFF_READ)
        version = self._press.info(PLEDGE).version
        with self._db.read() as conn:
            signed = pledge_rows.of_staff(conn)
            members = [member for member in staff.all_members(conn) if member.active]
        lines = []
        for member in members:
            own = tuple(one for one in signed if one.staff_id == member.id)
            lines.append(PledgeLine(member, own, any(one.form_version == version for one in own)))
        return tuple(lines)

    def _pledge_facts(self, actor: Actor) -> f.PledgeFacts:
        with self._db.read() as conn:
            member = staff.by_id(conn, actor.staff_id)
        if member is None:
            raise Refused("staff.unknown")
        version = self._press.info(PLEDGE).version
        head = Head(
            number=f"BM-{version}-{member.number}", case_number="", made_on=self._today(),
            branch=self._branch, teller_name=member.name, teller_number=member.number,
        )  # fmt: skip
        return f.PledgeFacts(head, member.name, member.number, member.post, self._today())
