"""Suitability at the counter: a client assessed anew, a product checked, a mismatch acknowledged (RA-1, RA-5)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from PySide6.QtCore import QEvent, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from app.common.actor import Actor
from app.common.errors import Refused
from app.risk_cases.domain import Kind, RiskLine, RiskReceipt, RiskView, Step
from app.scans.storage import TOPIC as SCANS
from app.suitability.products import Match
from app.suitability.standing import Standing
from ui.pages.suitability.case_panel import CasePanel
from ui.pages.suitability.client_panel import ClientPanel
from ui.pages.suitability.session import RiskCaseAtWindow, RiskCases, RiskSession
from ui.pages.suitability.words import kind_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, ask_dialog
from ui.support.ask import Kind as Question
from ui.support.case_page import nothing
from ui.support.client_display import ClientDisplay
from ui.support.client_session import SessionState, Stage
from ui.support.run_op import Latest, OpRunner
from ui.theme import space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, button
from ui.widgets.table import Column, DataTable


class SuitabilityProvider(Protocol):
    """Where the page has it from besides its case; called in a worker."""

    def unfinished(self) -> Sequence[RiskLine]:
        """Cases to be resumed."""
        ...

    def client(self, client_id: str) -> tuple[str, str, Standing]:
        """Name and number of a client, and how the client stands."""
        ...

    def check(self, client_id: str, product: str) -> Match:
        """Whether the client may buy this product."""
        ...

    def scan(self, path: str) -> bytes:
        """The scan of the form signed by hand."""
        ...


class SuitabilityPage(QWidget):
    """A client at the left with the check of a product, the case at the right; without a client, what is unfinished.

    ``print_form(case_number, form_id)`` prints a form to be signed by hand and is called in a worker;
    ``scan_back_wanted(case_number)``: to the page where signed papers come back.
    """

    client_wanted = Signal(str)
    find_requested = Signal()
    scan_back_wanted = Signal(str)
    finished = Signal(object)
    """A case was completed (its receipt)."""

    def __init__(
        self, service: RiskCases, provider: SuitabilityProvider, actor: Actor, runner: OpRunner, display: ClientDisplay,
        *, branch: str, view: Callable[[str], None], print_form: Callable[[str, str], object] = nothing,
        ask: Asker = ask_dialog,
    ) -> None:  # fmt: skip
        super().__init__()
        self.setObjectName("page")
        self._provider, self._runner, self._ask, self._view_document = provider, runner, ask, view
        self._print = print_form
        self._client = ""
        self._match: Match | None = None
        self._receipt: RiskReceipt | None = None
        self._business: Callable[[], None] | None = None
        self._busy = False
        self.case = RiskCaseAtWindow(service, actor, runner, self)
        self.session = RiskSession(self.case, display, branch, say, self)
        self._latest, self._latest_client = Latest(runner, self), Latest(runner, self)
        self.banner = InlineBanner()
        self.unfinished = DataTable()
        self.left, self.right = ClientPanel(), CasePanel()
        self._lay_out()
        self._connect()
        self.retranslate()
        self.setFocusProxy(self.unfinished)

    # building

    def _lay_out(self) -> None:
        self._list = Card(margin=6)
        self._find = button("", "link", "search")
        self._list.add_action(self._find)
        self._list.add(self.unfinished, 1)
        right = QVBoxLayout()
        right.addWidget(self.right)
        right.addStretch(1)
        self._work = QWidget()
        across = QHBoxLayout(self._work)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(space.M)
        across.addWidget(self.left, 2)
        across.addLayout(right, 3)
        self.stack = QStackedWidget()
        self.stack.addWidget(self._list)
        self.stack.addWidget(self._work)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(self.banner)
        column.addWidget(self.stack, 1)

    def _connect(self) -> None:
        self.unfinished.opened.connect(self._open_line)
        self.banner.acted.connect(self._to_business)
        self._find.clicked.connect(self.find_requested)
        left, right = self.left, self.right
        left.other_wanted.connect(self.leave)
        left.assess_wanted.connect(self.assess)
        left.check_wanted.connect(self.check)
        left.acknowledge_wanted.connect(self.acknowledge)
        right.give_wanted.connect(self.hand_over)
        right.take_back_wanted.connect(self.session.take_back)
        right.print_wanted.connect(self.print_form)
        right.pile_wanted.connect(self._to_pile)
        right.scan_wanted.connect(self.add_scan)
        right.complete_wanted.connect(lambda: self.complete(None))
        right.cancel_wanted.connect(self.cancel)
        right.look_wanted.connect(self._show_document)
        self.case.viewed.connect(lambda *_: self._show())
        self.case.refused.connect(self._failed)
        self.case.troubled.connect(self._failed)
        self.session.changed.connect(self._session_changed)
        self.session.finished.connect(lambda _: self._go_on())

    # the client

    def refresh(self) -> None:
        """Read what is unfinished, or the client and the case shown."""
        if self._client:
            self._read_client()
            if self.case.number:
                self.case.look()
        else:
            self._latest.ask(self._provider.unfinished, done=self._show_unfinished, failed=self._failed)

    def show_client(self, client_id: str) -> None:
        """Take up a client; a case of another one is put aside, and can be resumed."""
        self._business = None
        if client_id != self._client:
            self.session.rest()
            self.case.leave()
            self._receipt = self._match = None
            self.left.forget()
        self._client = client_id
        self.banner.hide()
        self.stack.setCurrentWidget(self._work)
        self._read_client()
        self._show()

    def lead(self, client_id: str, business: Callable[[], None]) -> None:
        """Take up a client who came for ``business`` without a valid assessment: it is to be made first (RA-1)."""
        self.show_client(client_id)
        self._business = business
        self.banner.say(
            self.tr("This client has no valid risk assessment. Assess first; the business goes on from here."),
            "warn", self.tr("Go on without"),
        )  # fmt: skip

    def _to_business(self) -> None:
        business, self._business = self._business, None
        if business is not None:
            self.banner.hide()
            self.leave()
            business()

    def resume(self, case_number: str) -> None:
        """Go on with a case."""

        def came(view: RiskView, _force: bool) -> None:
            self.case.viewed.disconnect(came)
            self._client = view.case.client_id
            self._found(view.match)
            self._read_client()

        self.session.rest()
        self._receipt = self._business = None
        self.stack.setCurrentWidget(self._work)
        self.case.viewed.connect(came)
        self.case.resume(case_number)

    def leave(self) -> None:
        """Put the client aside; what was begun can be resumed."""
        self._business = None
        self.session.rest()
        self.case.leave()
        self._client, self._receipt, self._match = "", None, None
        self.left.forget()
        self.banner.hide()
        self.stack.setCurrentWidget(self._list)
        self.refresh()

    def _read_client(self) -> None:
        self._latest_client.ask(self._provider.client, self._client, done=self._show_client, failed=self._failed)

    def _show_client(self, found: tuple[str, str, Standing]) -> None:
        self.left.show_client(*found)

    def _open_line(self, row: object) -> None:
        if isinstance(row, RiskLine):
            self.resume(row.number)

    def _show_unfinished(self, lines: Sequence[RiskLine]) -> None:
        self.unfinished.set_rows(lines, key=lambda row: row.number)

    # what is done

    def assess(self) -> None:
        """Begin to assess the client anew, or go on with it."""
        if self._client:
            self._receipt = None
            self.case.begin(self.case.service.reassess, self._client, failed=self._failed)

    def check(self, code: str) -> None:
        """Look whether the client may buy the product of this code."""
        if self._client:
            self._latest.ask(self._provider.check, self._client, code, done=self._checked, failed=self._failed)

    def _checked(self, found: Match) -> None:
        self.banner.hide()
        self._found(found)

    def _found(self, found: Match | None) -> None:
        self._match = found
        self.left.show_match(found)

    def acknowledge(self) -> None:
        """Begin the acknowledgement of the product that was checked."""
        if self._client and self._match is not None:
            self._receipt = None
            code = self._match.product.code
            self.case.begin(self.case.service.acknowledge, self._client, code, failed=self._failed)

    def hand_over(self) -> None:
        """Hand the next step to the client."""
        view = self.case.view
        if view is None or not view.open or view.next_step is None:
            return
        if view.older and not view.second:
            self._ask_second()
            return
        self.session.start(view.next_step)

    def _ask_second(self) -> None:
        """An older client hears it again from a colleague, who is named before the client goes on (KY-5)."""
        text = self.tr("An older client: a colleague explains it again first. Type the colleague's staff number.")
        question = Ask(Question.REASON, self.tr("Explained again by"), text, accept=self.tr("Go on"))

        def named(number: str) -> None:
            self.case.act(
                self.case.service.explained_again, number, done=lambda _: self.hand_over(), failed=self._failed
            )

        self._ask(self, question, named)

    def _go_on(self) -> None:
        """The client goes through the steps without a pause; only paper needs the teller."""
        view = self.case.view
        step = view.next_step if view is not None else None
        if view is not None and step is not None and not (step is Step.SIGNATURES and view.by_paper):
            self.session.start(step)

    @property
    def leads(self) -> bool:
        """Whether the client came for another business, to which the assessment only leads (RA-1)."""
        return self._business is not None

    def complete(self, scan: bytes | None) -> None:
        """Archive the signed form."""
        if self.case.view is None or self._busy:
            return
        self._set_busy(True)
        self.case.act(self.case.service.complete, scan, done=self._completed, failed=self._not_completed)

    def _completed(self, receipt: RiskReceipt) -> None:
        self._receipt = receipt
        self._set_busy(False)
        self.session.rest()
        show_toast(self, self.tr("{number} is filed").format(number=receipt.document_number))
        self.case.act(self.case.service.view)
        self._found(None)
        self._read_client()
        self.finished.emit(receipt)
        if self._business is not None and receipt.kind is Kind.REASSESSMENT:
            self.banner.say(self.tr("The client is assessed."), "ok", self.tr("Go on with the business"))

    def _not_completed(self, problem: Exception) -> None:
        self._set_busy(False)
        self._failed(problem)
        self.case.look()

    @Slot(str)
    def changed(self, topic: str) -> None:
        """A signed paper came back: it may have ended the case that is shown."""
        if topic == SCANS and self.isVisible():
            self.case.look()

    def print_form(self) -> None:
        """Print the unsigned form, to be signed by hand (KY-4); from then on its paper is awaited."""
        view = self.case.view
        if view is None:
            return
        self._runner.run(
            self._print, view.case.number, view.case.form_id,
            done=lambda _: show_toast(self, self.tr("Sent to the printer.")), failed=self._failed, owner=self,
        )  # fmt: skip

    def _to_pile(self) -> None:
        view = self.case.view
        if view is not None:
            self.scan_back_wanted.emit(view.case.number)

    def add_scan(self) -> None:
        """Add the scan of the form signed by hand, and complete the case with it."""

        def chosen(path: str) -> None:
            self._runner.run(self._provider.scan, path, done=self.complete, failed=self._failed, owner=self)

        files = "PDF, JPEG, PNG (*.pdf *.jpg *.jpeg *.png)"
        self._ask(self, Ask(Question.OPEN_FILE, self.tr("Scan of the signed form"), files=files), chosen)

    def cancel(self) -> None:
        """End the case without a result, with a reason."""
        question = Ask(
            Question.REASON, self.tr("Cancel the case"), self.tr("The answers given so far are thrown away. Why?"),
            self.tr("Cancel the case"), danger=True,
        )  # fmt: skip

        def answered(why: str) -> None:
            def done(_: object) -> None:
                self.leave()

            self.session.take_back()
            self.case.act(self.case.service.cancel, why, done=done, failed=self._failed)

        self._ask(self, question, answered)

    def _show_document(self) -> None:
        if self._receipt is not None:
            self._view_document(self._receipt.document_number)

    # showing

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")
        if isinstance(problem, Refused) and problem.code == "suitability.product_unknown":
            self._found(None)

    def _session_changed(self, state: SessionState) -> None:
        if state.stage in (Stage.REFUSED, Stage.TROUBLE):
            self.banner.say(state.word or self.tr("This did not work. Hand it over again."), "danger")
        self._show()

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        self._show()

    def _show(self) -> None:
        view = self.case.view
        self.right.show_case(view, self.session.state, self._receipt, busy=self._busy)
        running = view.case.kind if view is not None and view.open else None
        self.left.offer(assess=running is not Kind.REASSESSMENT, acknowledge=running is not Kind.MISMATCH)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [("Enter", self.tr("check, resume"))]

    def retranslate(self) -> None:
        """Texts."""
        self._list.set_title(self.tr("Unfinished cases of suitability"))
        self._find.setText(self.tr("Find a client"))
        self.unfinished.setAccessibleName(self.tr("Unfinished cases of suitability"))
        self.unfinished.set_nothing(self.tr('No case is open. Press "Find a client" to begin one.'))
        self.unfinished.set_columns(
            (
                Column(self.tr("Case"), lambda row: row.number, 180),
                Column(self.tr("Client"), lambda row: row.client_name),
                Column(self.tr("Kind"), lambda row: kind_word(row.kind), 180),
                Column(self.tr("Begun by"), lambda row: row.teller, 140),
            )
        )
        self._show()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
