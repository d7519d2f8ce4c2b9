"""The outbox: what is queued, sent, lost and why; sent again, taken back, its result recorded by hand (FU-2)."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from app.common.clock import branch_time
from app.common.long_work import Watch
from app.messages.domain import BY_HAND, MOVES, UNDONE, Message, MessageState
from app.messages.service import MessageDetail, MessageLine, Sending
from app.messages.storage import TOPIC
from ui.main_pages import page_title
from ui.pages.approvals.section import DASH, Section
from ui.pages.messages.port import MessagesProvider, Outbox
from ui.pages.messages.templates import TemplatesView
from ui.pages.messages.words import duty_word, kind_word, reason_text, state_word
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, EmptyState, button
from ui.widgets.editors import Choice, LineEdit
from ui.widgets.long_work import LongWork
from ui.widgets.table import Column, DataTable

PANEL = 370
"""Width of the sheet at the right, in pixels."""
OPEN, GONE, ALL, TEMPLATES = "open", "gone", "all", "templates"
_GONE = (MessageState.SENT, MessageState.DELIVERED)


class MessagesPage(QWidget):
    """Messages at the left, the one chosen at the right with all its steps and what can be done."""

    client_wanted = Signal(str)
    _told = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: MessagesProvider, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:  # fmt: skip
        super().__init__(parent)
        self.setObjectName("page")
        self._runner, self._provider, self._ask = runner, provider, ask
        self._latest, self._latest_detail = Latest(runner, self), Latest(runner, self)
        self._detail: MessageDetail | None = None
        self._wanted = self._stopped = ""
        self.table, self.which, self.filter = DataTable(), Segmented(), LineEdit()
        self.empty, self.banner, self.sheet = EmptyState("phone"), InlineBanner(), Section()
        self.templates, self.work = TemplatesView(runner, provider), LongWork(runner)
        self.send = button("", "", "refresh")
        self.again, self.back = button("", "primary", "refresh"), button("", "", "close")
        self.gone, self.arrived, self.lost = button(""), button(""), button("")
        self.client, self.wish = button("", "", "person"), button("")
        self._build()
        self._connect()
        self._retranslate()
        self.which.set_value(OPEN)
        self.setFocusProxy(self.table)

    def _build(self) -> None:
        self._card = Card(margin=6)
        fix(self.filter, most_width=170)
        for widget in (self.which, self.filter, self.send):
            self._card.add_action(widget)
        self._card.add(self.banner)
        self._card.add(self.work)
        self._rows = QStackedWidget()
        for shown in (self.table, self.empty, self.templates):
            self._rows.addWidget(shown)
        self._card.add(self._rows, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self._card, 1)
        row.addWidget(self._side())

    def _side(self) -> QWidget:
        self.sheet.body.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.sheet)
        self._room = scroll
        self._panel = QWidget()
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(scroll, 1)
        for pair in ((self.gone, self.arrived, self.lost), (self.client, self.back, self.again), (self.wish,)):
            line = QHBoxLayout()
            for each in pair:
                line.addWidget(each)
            column.addLayout(line)
        fix(self._panel, width=PANEL)
        return self._panel

    def _connect(self) -> None:
        self._told.connect(self._take_notice)
        self.which.edited.connect(self.refresh)
        self.filter.textChanged.connect(self.table.filter_by)
        self.table.row_changed.connect(lambda _: self._look())
        self.table.opened.connect(lambda _: self._open_client())
        self.send.clicked.connect(self.send_now)
        self.again.clicked.connect(self.retry)
        self.back.clicked.connect(self.cancel)
        self.client.clicked.connect(self._open_client)
        self.wish.clicked.connect(self.change_wish)
        for pressed, state in (
            (self.gone, MessageState.SENT), (self.arrived, MessageState.DELIVERED), (self.lost, MessageState.FAILED)
        ):  # fmt: skip
            pressed.clicked.connect(lambda _=False, state=state: self.record(state))
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.AGAIN, self, self.retry)
        bind(Act.REMOVE, self.table, self.cancel)
        bind(Act.FILTER, self, self.filter.setFocus)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            ("Enter", self.tr("client")), hint(Act.AGAIN, self.tr("send again")), hint(Act.REMOVE),
            hint(Act.FILTER, self.tr("filter")), hint(Act.REFRESH, self.tr("read again")),
        ]  # fmt: skip

    # the list

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic == TOPIC and self.isVisible():
            self.refresh()

    def refresh(self) -> None:
        """Read the list anew, off the GUI thread."""
        chosen = self.which.value()
        self._panel.setVisible(chosen != TEMPLATES)
        self.filter.setVisible(chosen != TEMPLATES)
        if chosen == TEMPLATES:
            self._rows.setCurrentWidget(self.templates)
            self.templates.refresh()
            return
        states = {OPEN: tuple(UNDONE), GONE: _GONE}.get(str(chosen), ())
        self._latest.ask(lambda: self._provider.outbox(states), done=self._show, failed=self._failed)

    def show_client(self, client_id: str) -> None:
        """Show what is not sent, and choose the first message of a client."""
        self._wanted = client_id
        self.which.set_value(OPEN)
        self.refresh()

    def _choose_wanted(self) -> None:
        wanted, self._wanted = self._wanted, ""
        for place, line in enumerate(self.table.rows()):
            if wanted and line.message.client_id == wanted:
                self.table.selectRow(place)
                return

    def _show(self, found: Outbox) -> None:
        self.banner.hide()
        if self._stopped:
            self.banner.say(self._stopped, "info")
        if found.gateway == "none":
            self.banner.say(
                self.tr("No gateway is set up on this computer: send the messages yourself and record the results."),
                "warn",
            )
        undone = sum(found.counts.get(state, 0) for state in UNDONE)
        self._card.set_title(page_title("messages"), self.tr("{count} not sent yet").format(count=undone))
        self.send.setEnabled(self._provider.writes and found.gateway != "none")
        self.table.set_rows(found.lines, key=lambda line: line.message.id)
        self._rows.setCurrentWidget(self.table if found.lines else self.empty)
        self._choose_wanted()
        self._look()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    # the one chosen

    def chosen(self) -> MessageLine | None:
        """The line chosen."""
        row = self.table.row()
        return row if isinstance(row, MessageLine) else None

    def _look(self) -> None:
        line = self.chosen()
        if line is None:
            self._show_detail(None)
            return
        wanted = line.message.id
        self._latest_detail.ask(lambda: self._provider.detail(wanted), done=self._show_detail, failed=self._failed)

    def _show_detail(self, detail: MessageDetail | None) -> None:
        self._detail = detail
        self.sheet.clear()
        message = detail.line.message if detail is not None else None
        self._offer(message)
        if detail is None or message is None:
            self.sheet.set_title(self.tr("Message"))
            self.sheet.paragraph(self.tr("Choose a message at the left."), "muted")
            return
        sheet = self.sheet
        sheet.set_title(kind_word(message.kind))
        sheet.chip_line(state_word(message.state), detail.line.client_name or message.mobile_masked)
        if message.reason:
            sheet.paragraph(reason_text(message.reason), "error" if message.state in UNDONE else "muted")
        sheet.paragraph(message.text)
        sheet.gap()
        sheet.pair(self.tr("To"), message.mobile_masked)
        sheet.pair(self.tr("Messages"), self.tr("{count}, of 67 characters each").format(count=message.parts)
                   if message.parts > 1 else self.tr("one"))  # fmt: skip
        sheet.pair(self.tr("Nature"), duty_word(message.kind))
        if message.case_number:
            sheet.pair(self.tr("Case"), message.case_number)
        if message.state is MessageState.QUEUED:
            sheet.pair(self.tr("Not before"), branch_time(message.next_at))
        if message.gateway:
            sheet.pair(self.tr("Gateway"), message.gateway)
        sheet.gap()
        for step in reversed(detail.steps):
            sheet.chip_line(state_word(step.state), f"{branch_time(step.at)} {_who(step.by, step.by_name)}", "small")
            if step.note:
                sheet.paragraph(step.note, "muted")

    def _offer(self, message: Message | None) -> None:
        may = self._provider.writes and message is not None and message.state is not MessageState.SENDING
        following = MOVES[message.state] if message is not None and may else frozenset()
        self.again.setEnabled(MessageState.QUEUED in following)
        self.back.setEnabled(MessageState.CANCELLED in following)
        self.gone.setEnabled(MessageState.SENT in following)
        self.arrived.setEnabled(MessageState.DELIVERED in following)
        self.lost.setEnabled(MessageState.FAILED in following)
        of_client = message is not None and bool(message.client_id)
        self.client.setEnabled(of_client)
        self.wish.setEnabled(of_client and self._provider.writes)
        self._name_wish()

    # what can be done

    def send_now(self) -> None:
        """Send what is due."""

        def done(sent: Sending) -> None:
            if sent.stopped:
                text = self.tr("Stopped: {done} of {of} messages went out. The others wait here and are sent later.")
                self._stopped = text.format(done=sent.done, of=sent.of)
            else:
                show_toast(self, self.tr("{count} messages sent.").format(count=sent.done))
            self.refresh()

        self._stopped = ""
        self.banner.hide()
        self.work.run(
            lambda *asked: self._provider.send(Watch(*asked)), words=self.tr("Messages are being sent…"), done=done,
            failed=self._failed, serial=False,
        )  # fmt: skip

    def retry(self) -> None:
        """Queue the one chosen again; of an unclear one it is asked how it is known that it was not sent."""
        message = self._message()
        if message is None or not self.again.isEnabled():
            return
        if message.state is not MessageState.UNCLEAR:
            self._save(self.tr("Queued again."), self._provider.retry, message, "")
            return
        question = Ask(
            Kind.REASON, self.tr("Send again"),
            self.tr("Only when it is certain that it was not sent. Who said so, and when?"), self.tr("Send again"),
            danger=True,
        )  # fmt: skip
        self._ask(self, question, lambda why: self._save(
            self.tr("Queued again."), self._provider.retry, message, why))  # fmt: skip

    def cancel(self) -> None:
        """Take the one chosen back, with a reason."""
        message = self._message()
        if message is None or not self.back.isEnabled():
            return
        question = Ask(Kind.REASON, self.tr("Take back"), self.tr("Why is it not sent?"), self.tr("Take back"))
        self._ask(self, question, lambda why: self._save(
            self.tr("Taken back."), self._provider.cancel, message, why))  # fmt: skip

    def record(self, state: MessageState) -> None:
        """Record what became of the one chosen, and how that is known."""
        message = self._message()
        if message is None or state not in BY_HAND:
            return
        title = self.tr("Record: {state}").format(state=state_word(state)[0])
        question = Ask(
            Kind.REASON, title, self.tr("How is that known?"), self.tr("Record"),
            choices=(self.tr("Sent on the provider's page"), self.tr("Told by the provider")),
        )  # fmt: skip
        self._ask(self, question, lambda note: self._save(
            self.tr("Recorded."), self._provider.record, message, state, note))  # fmt: skip

    def _name_wish(self) -> None:
        wants = self._detail is None or self._detail.advertising
        self.wish.setText(
            self.tr("Client wants no advertising") if wants else self.tr("Client wants advertising again")
        )

    def change_wish(self) -> None:
        """Keep that the client wants no advertising, or wants it again; duties are sent all the same."""
        message, detail = self._message(), self._detail
        if message is None or detail is None or not self.wish.isEnabled():
            return
        told = self.tr("How did the client say so? Reminders that the branch owes its clients are sent all the same.")
        question = Ask(Kind.REASON, self.wish.text(), told, self.tr("Record"))
        wanted = not detail.advertising
        self._ask(self, question, lambda why: self._save(
            self.tr("Recorded."), self._provider.set_advertising, message.client_id, wanted, why))  # fmt: skip

    def _message(self) -> Message | None:
        return self._detail.line.message if self._detail is not None else None

    def _save(self, said: str, deed: Callable[..., None], *facts: object) -> None:
        def done(_: object) -> None:
            show_toast(self, said)
            self.refresh()

        self._runner.save(deed, *facts, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self)

    def _open_client(self) -> None:
        line = self.chosen()
        if line is not None and line.message.client_id:
            self.client_wanted.emit(line.message.client_id)

    # words

    def _retranslate(self) -> None:
        self._card.set_title(page_title("messages"))
        self.which.set_choices(
            (Choice(OPEN, self.tr("Not sent")), Choice(GONE, self.tr("Sent")), Choice(ALL, self.tr("All")),
             Choice(TEMPLATES, self.tr("Templates")))
        )  # fmt: skip
        self.filter.setPlaceholderText(self.tr("Filter"))
        self.filter.setAccessibleName(self.tr("Filter"))
        self.table.setAccessibleName(self.tr("Messages"))
        self.templates.setAccessibleName(self.tr("Templates"))
        self._room.setAccessibleName(self.tr("Messages"))
        self.send.setText(self.tr("Send now"))
        self.again.setText(self.tr("Send again"))
        self.back.setText(self.tr("Take back"))
        self.client.setText(self.tr("Client"))
        self.gone.setText(self.tr("Sent by hand"))
        self.arrived.setText(self.tr("Arrived"))
        self.lost.setText(self.tr("Not arrived"))
        self.empty.say(self.tr("No messages here"), self.tr("What is to be sent to clients stands here by itself."))
        self.table.set_columns(
            (
                Column(self.tr("State"), lambda line: state_word(line.message.state)[0], 100,
                       chip=lambda line: state_word(line.message.state)[1]),
                Column(self.tr("Kind"), lambda line: kind_word(line.message.kind), 130),
                Column(self.tr("Client"), lambda line: line.client_name or DASH, 110),
                Column(self.tr("To"), lambda line: line.message.mobile_masked, 120),
                Column(self.tr("Why"), lambda line: reason_text(line.message.reason)),
                Column(self.tr("Entered"), lambda line: branch_time(line.message.created_at)[5:], 104, order=_age),
            )
        )  # fmt: skip
        self._show_detail(self._detail)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
            if self.isVisible():
                self.refresh()
        super().changeEvent(event)


def _age(line: MessageLine) -> datetime:
    return line.message.created_at


def _who(by: str, name: str) -> str:
    return "" if by == "system" else name
