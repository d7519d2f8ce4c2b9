"""One request on one screen: everything an approver has to see, in cards, in one column or two."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from app.approvals.domain import Decision, StepState, Way
from app.transfer_out.case import Case, Talk
from app.transfer_out.view import ApprovalScreen, Condition, TransferView
from ui.pages.approvals.section import Section
from ui.pages.approvals.words import (
    DASH,
    age,
    moment,
    money,
    outcome_word,
    step_status,
    step_word,
    talk_way,
    tier_word,
    verdict_word,
    way_word,
)
from ui.theme import space

TWO_COLUMNS = 860
"""From this width on (pixels) the cards stand in two columns."""


@dataclass(frozen=True, slots=True)
class _Place:
    section: Section
    left: bool


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer of the counter: by whom (name), when, in what words."""

    by: str
    at: datetime
    words: str


class CaseSheet(QScrollArea):
    """Client, clock, steps, reason and talks, accounts, documents, history of one request. Keeps its scrolling."""

    document_wanted = Signal(str)
    """Number of a document that the approver wants to see."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWidgetResizable(True)
        self.setFrameShape(QScrollArea.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._screen: ApprovalScreen | None = None
        self.client, self.steps, self.reason = Section(), Section(), Section()
        self.accounts, self.documents, self.history = Section(), Section(), Section()
        self._places = (
            _Place(self.client, left=True),
            _Place(self.steps, left=False),
            _Place(self.reason, left=False),
            _Place(self.accounts, left=True),
            _Place(self.documents, left=True),
            _Place(self.history, left=False),
        )
        self._inside = QWidget()
        self._inside.setObjectName("scrolled")
        self._columns = QHBoxLayout(self._inside)
        self._columns.setContentsMargins(0, 0, space.XS, 0)
        self._left, self._right = QVBoxLayout(), QVBoxLayout()
        for column in (self._left, self._right):
            column.setSpacing(space.S)
            column.addStretch(1)
            self._columns.addLayout(column, 1)
        self._wide: bool | None = None
        self.setWidget(self._inside)
        self.setAccessibleName(self.tr("The request"))
        self._arrange(wide=False)

    def show_screen(self, screen: ApprovalScreen) -> None:
        """Show a request; the scrolling stays when it is the one shown before."""
        before = self._screen.view.case.number if self._screen else ""
        self._screen = screen
        self._write(screen)
        if before != screen.view.case.number:
            self.verticalScrollBar().setValue(0)

    def said(self) -> str:
        """Everything on the screen, one text a line."""
        return "\n".join(place.section.said() for place in self._places)

    def _arrange(self, *, wide: bool) -> None:
        if wide == self._wide:
            return
        self._wide = wide
        for place in self._places:
            column = self._left if place.left or not wide else self._right
            # not takeAt: Python would keep the old item alive, and Qt the heights it remembers
            for old in (self._left, self._right):
                old.removeWidget(place.section)
            column.insertWidget(column.count() - 1, place.section)
        self._columns.setStretch(1, 1 if wide else 0)
        self._columns.setSpacing(space.S if wide else 0)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """One column or two."""
        super().resizeEvent(event)
        self._arrange(wide=self.viewport().width() >= TWO_COLUMNS)

    # what is written

    def _write(self, screen: ApprovalScreen) -> None:
        for place in self._places:
            place.section.clear()
        view = screen.view
        self._write_client(view)
        self._write_steps(view)
        self._write_reason(view)
        self._write_accounts(view)
        self._write_documents(screen)
        self._write_history(screen)

    def _write_client(self, view: TransferView) -> None:
        card, client, case = self.client, view.client, view.case
        card.set_title(self.tr("Client"))
        kind = self.tr("Institution") if client.institution else self.tr("Individual")
        card.pair(self.tr("Name"), f"{client.name} · {kind}")
        card.pair(self.tr("Number"), f"{client.number} · {client.fund_account}".strip(" ·"))
        card.pair(self.tr("Paper"), client.paper_masked)
        card.pair(self.tr("Mobile"), client.mobile_masked)
        card.pair(self.tr("Class"), f"{client.client_class or DASH} · {tier_word(case.tier)}")
        sources = {"snapshot": self.tr("trading system"), "by-hand": self.tr("stated by hand")}
        origin = sources.get(client.figures_from, "")
        text = self.tr("assets {assets} yuan, turnover {turnover}").format(
            assets=money(client.assets), turnover=client.turnover if client.turnover is not None else DASH
        )
        card.pair(self.tr("Figures"), f"{text} ({origin})" if origin else text)
        card.pair(self.tr("Own staff"), client.own_staff or self.tr("nobody"))
        taken = self.tr("{moment} by {name} {number}")
        card.pair(
            self.tr("Taken in"),
            taken.format(moment=moment(case.opened_at), name=case.opened_by_name, number=case.opened_by_number),
        )
        if view.needs_booking:
            booked = view.booked_for.isoformat() if view.booked_for else self.tr("not booked yet")
            card.pair(self.tr("Booking"), booked, "" if view.booked_for else "warning")
        card.pair(self.tr("Earliest day"), view.earliest.isoformat())
        for raised in case.raises:
            text = self.tr("{before} to {after} by {name}, {moment}: {why}").format(
                before=tier_word(raised.before), after=tier_word(raised.after), name=raised.by_name,
                moment=moment(raised.at), why=raised.why,
            )  # fmt: skip
            card.pair(self.tr("Tier raised"), text)

    def _write_steps(self, view: TransferView) -> None:
        card = self.steps
        card.set_title(self.tr("Approvals"), self.tr("version {number}").format(number=view.case.request_version))
        if not view.approvals:
            card.paragraph(self.tr("The tier is not known yet, so no approval can be given."), "muted")
        for state in view.approvals:
            card.chip_line(step_status(state.status), _step_line(state))
        said = [(decision.at, partial(self._write_decision, decision)) for decision in view.decisions]
        said += [(reply.at, partial(self._write_reply, reply)) for reply in replies_of(view.case)]
        for _, write in sorted(said, key=lambda entry: entry[0], reverse=True):
            card.gap()
            write()

    def _write_reply(self, reply: Reply) -> None:
        self.steps.chip_line((self.tr("Answer"), "info"), reply.by)
        self.steps.paragraph(moment(reply.at), "small")
        self.steps.paragraph(reply.words)

    def _write_decision(self, decision: Decision) -> None:
        card = self.steps
        who = f"{decision.approver_name} {decision.approver_number} · {step_word(decision.step)}"
        card.chip_line(verdict_word(decision.verdict), who)
        about = (
            moment(decision.at),
            way_word(decision.way),
            self.tr("on version {number}").format(number=decision.version),
        )
        card.paragraph(" · ".join(about), "small")
        if decision.words:
            card.paragraph(decision.words)
        if decision.ground:
            card.paragraph(self.tr("Ground: {ground}").format(ground=self._ground(decision.ground)))
        if decision.way is Way.TELEPHONE:
            said = self.tr("Called {number} at {moment}, recorded by {name}")
            card.paragraph(
                said.format(
                    number=decision.called_number, moment=moment(decision.called_at), name=decision.recorded_by_name
                ),
                "small",
            )
            card.paragraph(*self._confirmation(decision))

    def _confirmation(self, decision: Decision) -> tuple[str, str]:
        confirmed = decision.confirmed
        if confirmed is None:
            day = decision.confirm_by.isoformat() if decision.confirm_by else DASH
            return self.tr("To be confirmed by {day}").format(day=day), "warning"
        text = self.tr("Confirmed {moment}") if confirmed.agreed else self.tr("Denied {moment}")
        said = text.format(moment=moment(confirmed.at))
        return f"{said}: {confirmed.words}" if confirmed.words else said, "small" if confirmed.agreed else "error"

    def _ground(self, code: str) -> str:
        grounds = self._screen.view.grounds if self._screen else ()
        return dict(grounds).get(code, code)

    def _write_reason(self, view: TransferView) -> None:
        card, case = self.reason, view.case
        card.set_title(self.tr("Reason and talks"))
        card.pair(self.tr("Reason"), view.guide.label if view.guide else self.tr("not stated"))
        if case.text("reason_text"):
            card.pair(self.tr("In own words"), case.text("reason_text"))
        if case.insisted_at is not None:
            card.paragraph(self.tr("The client insists since {moment}.").format(moment=moment(case.insisted_at)),
                           "warning")  # fmt: skip
        for talk in case.talks:
            card.gap()
            self._write_talk(talk)
        if not case.talks:
            card.paragraph(self.tr("No talk has been written down."), "muted")

    def _write_talk(self, talk: Talk) -> None:
        card, said = self.reason, talk.talk
        heading = self.tr("Talk {number}, {name} {way}").format(
            number=talk.number, name=talk.by_name, way=talk_way(said.way)
        )
        card.chip_line(outcome_word(said.outcome), heading)
        card.paragraph(moment(talk.at), "small")
        due = said.promise_due.isoformat() if said.promise_due else ""
        promised = f"{said.promised} ({due})" if said.promised and due else said.promised
        for name, value in (
            (self.tr("Said"), said.said),
            (self.tr("Offered"), said.offered),
            (self.tr("Promised"), promised),
            (self.tr("Answer"), said.answer),
        ):
            if value:
                card.pair(name, value)

    def _write_accounts(self, view: TransferView) -> None:
        card, state = self.accounts, view.accounts
        source = self.tr("stated by hand") if state.by_hand else state.source
        note = " · ".join(filter(None, (source, moment(state.taken_at), age(state.age_minutes))))
        card.set_title(self.tr("Accounts"), note)
        for condition in state.conditions:
            self._write_condition(condition)

    def _write_condition(self, condition: Condition) -> None:
        card = self.accounts
        chip = {
            True: (self.tr("stands in the way"), "danger"),
            False: (self.tr("none"), "ok"),
            None: (self.tr("not known"), "warn"),
        }[condition.stands]
        card.chip_line(chip, condition.label)
        if condition.stands:
            retry = condition.retry_on.isoformat() if condition.retry_on else ""
            again = self.tr("again on {day}").format(day=retry) if retry else ""
            for text in (condition.detail, condition.wait_for, again):
                if text:
                    card.paragraph(text, "small")

    def _write_documents(self, screen: ApprovalScreen) -> None:
        card = self.documents
        card.set_title(self.tr("Documents"))
        for document in screen.view.documents:
            text = f"{document.label} · {document.reason}" if document.reason else document.label
            if not document.ok:
                chip = (self.tr("missing"), "danger")
            elif document.scanned:
                chip = (self.tr("scanned"), "ok")
            else:
                chip = (self.tr("shown"), "ok")
            card.chip_line(chip, text)
        for number, title in screen.documents:
            card.act(title, partial(self.document_wanted.emit, number), number)

    def _write_history(self, screen: ApprovalScreen) -> None:
        card = self.history
        card.set_title(self.tr("History"))
        for at, text in screen.history:
            card.pair(moment(at)[:10], text)
        if not screen.history:
            card.paragraph(self.tr("Nothing happened with this client's requests before."), "muted")

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.setAccessibleName(self.tr("The request"))
            if self._screen is not None:
                self._write(self._screen)
        super().changeEvent(event)


def replies_of(case: Case) -> tuple[Reply, ...]:
    """What the counter answered to questions that sent the request back."""
    kept = case.captures.get("replies")
    said = kept.value["said"] if kept is not None else ()
    return tuple(Reply(one["by"], datetime.fromisoformat(one["at"]), one["words"]) for one in said)


def _step_line(state: StepState) -> str:
    given = state.decision
    name = f" · {given.approver_name}" if given is not None and state.given else ""
    return f"{step_word(state.step)}{name}"
