"""Policy files in a window: written with a live check, compared, previewed, proposed, decided by four eyes (RA-3)."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from PySide6.QtCore import QEvent, QTimer
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QTextBrowser, QWidget

from app.common.clock import branch_time
from app.policy.service import Checked, FileLine, Overview
from app.policy.versions import TOPIC, Proposal, State
from ui.pages.policy.lists import FileRow, PolicyLists, VersionRow
from ui.pages.policy.port import PolicyPort
from ui.pages.policy.rendered import compared, counts, rendered
from ui.pages.policy.words import file_word, state_word
from ui.pages.policy.writing import Writing
from ui.refusals import say
from ui.support.ask import Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.choices import Segmented
from ui.widgets.containers import Card, StatusChip, button, label
from ui.widgets.editors import Choice

LISTS = 380
"""Width of the lists at the left, in pixels."""
CHECK_MS, SAVE_MS = 350, 1_000
"""Milliseconds after the last key until the text is checked, and until the draft is kept."""


class PolicyPage(QWidget):
    """Files and versions at the left, at the right what one says: its text, what is changed, how it reads."""

    def __init__(
        self, runner: OpRunner, port: PolicyPort, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self._runner, self._port, self._ask = runner, port, ask
        self._latest, self._checks = Latest(runner, self), Latest(runner, self)
        self._overview: Overview | None = None
        self._file: FileLine | None = None
        self._row: VersionRow | None = None
        self._writes = self._unsaved = False
        self._checked: Checked | None = None
        self.lists = PolicyLists()
        self.writing = Writing()
        self.banner = InlineBanner()
        self.tabs = Segmented()
        self.chip = StatusChip()
        self.told = label("", "muted", wrap=True)
        self.sheet = QTextBrowser()
        self.sheet.setOpenLinks(False)
        self.buttons: dict[str, QPushButton] = {
            "write": button("", "", "pen"), "propose": button("", "primary", "ok"),
            "discard": button("", "", "close"), "agree": button("", "primary", "ok"),
            "decline": button("", "", "close"), "withdraw": button("", "", "turn-left"),
        }  # fmt: skip
        self._checking, self._saving = QTimer(self), QTimer(self)
        self._build()
        self._connect()
        self._retranslate()

    def _build(self) -> None:
        self._card = Card()
        self._card.add_action(self.chip)
        for each in self.buttons.values():
            self._card.add_action(each)
        self._card.add(self.banner)
        self._card.add(self.told)
        self._card.add(self.tabs)
        self._card.add(self.writing, 1)
        self._card.add(self.sheet, 1)
        fix(self.lists, width=LISTS)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(space.M)
        row.addWidget(self.lists)
        row.addWidget(self._card, 1)
        self.setFocusProxy(self.lists)
        for timer, pause in ((self._checking, CHECK_MS), (self._saving, SAVE_MS)):
            timer.setSingleShot(True)
            timer.setInterval(pause)

    def _connect(self) -> None:
        self.lists.file_chosen.connect(self._file_chosen)
        self.lists.version_chosen.connect(self._version_chosen)
        self.tabs.edited.connect(self._show_tab)
        self.writing.changed.connect(self._typed)
        self._checking.timeout.connect(self._check)
        self._saving.timeout.connect(self.save)
        self.buttons["write"].clicked.connect(self.write)
        self.buttons["propose"].clicked.connect(self.propose)
        self.buttons["discard"].clicked.connect(self.discard)
        self.buttons["agree"].clicked.connect(lambda: self.decide(agreed=True))
        self.buttons["decline"].clicked.connect(lambda: self.decide(agreed=False))
        self.buttons["withdraw"].clicked.connect(self.withdraw)
        bind(Act.REFRESH, self, self.refresh)
        bind(Act.KEEP, self, self.save)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [hint(Act.REFRESH, self.tr("read again")), hint(Act.KEEP, self.tr("keep the draft"))]

    # reading

    def refresh(self) -> None:
        """Read anew, off the GUI thread; what is being written stays."""
        self._latest.ask(self._port.overview, done=self._show, failed=self._failed)

    def changed(self, topic: str) -> None:
        """Something was proposed or decided at a counter."""
        if topic == TOPIC and self.isVisible() and not self._writes:
            self.refresh()

    def _show(self, found: Overview) -> None:
        self._overview = found
        self.banner.hide()
        if not self._writes:
            self.lists.show_overview(found)

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def _file_chosen(self, row: FileRow) -> None:
        self._file = row.line
        self._offer()

    def _version_chosen(self, row: object) -> None:
        if isinstance(row, VersionRow) and self._file is not None and not self._writes:
            self._row = row
            self.writing.show_text(row.text)
            self.writing.editor.setReadOnly(True)
            self._checked = None
            self._say()
            self._check()
            self._show_tab()
            self._offer()

    # writing

    def write(self) -> None:
        """Go on with the draft, or begin one from what is in force."""
        if self._file is None or self._writes:
            return
        self._writes, self._unsaved = True, False
        self.lists.setEnabled(False)
        self.writing.show_text(self._file.draft if self._file.draft is not None else self._file.text)
        self.writing.editor.setReadOnly(False)
        self.tabs.set_value("text")
        self._checked = None
        self._say()
        self._show_tab()
        self._offer()
        self._check()
        self.writing.editor.setFocus()

    def _typed(self) -> None:
        if self._writes:
            self._unsaved = True
            self._checked = None
            self._offer()
            self._checking.start()
            self._saving.start()

    def save(self) -> None:
        """Keep the draft now."""
        if not self._writes or not self._unsaved or self._file is None:
            return
        self._saving.stop()
        self._unsaved = False
        self._runner.save(
            self._port.save_draft, self._file.name, self.writing.text(), done=lambda _: self._say_state(),
            failed=self._not_kept, waits=waits_in(self.banner), owner=self,
        )  # fmt: skip

    def _not_kept(self, problem: Exception) -> None:
        self._unsaved = True
        self._failed(problem)

    def _check(self) -> None:
        """Check what stands there, off the GUI thread; of many keys only the last text counts."""
        if self._file is None:
            return
        name, text = self._file.name, self.writing.text()

        def came(found: Checked) -> None:
            if self._file is not None and (name, text) == (self._file.name, self.writing.text()):
                self._checked = found
                if self._writes:
                    self.writing.show_problems(found.problems)
                self._say_state()
                self._offer()
                if self.tabs.value() == "preview":
                    self._show_tab()

        self._checks.ask(self._port.check, name, text, done=came, failed=self._failed)

    def discard(self) -> None:
        """Leave the text; the draft is thrown away once that was confirmed."""
        if not self._writes or self._file is None:
            return
        question = Ask(
            Kind.CONFIRM, self.tr("Discard the draft"),
            self.tr("What you have written in this file is thrown away. Versions that were proposed are not touched."),
            accept=self.tr("Discard"), danger=True,
        )  # fmt: skip
        name = self._file.name
        self._ask(self, question, lambda _: self._save(self._port.drop_draft, name, said=self.tr("Discarded.")))

    def _leave(self) -> None:
        self._saving.stop()
        self._checking.stop()
        self._writes = self._unsaved = False
        self.lists.setEnabled(True)

    def hideEvent(self, event: QHideEvent) -> None:
        """Another page is shown: what was typed is kept."""
        self.save()
        super().hideEvent(event)

    # proposing and deciding

    def propose(self) -> None:
        """Ask why, and propose what was written."""
        if self._file is None or not self._sound():
            return
        self.save()
        question = Ask(
            Kind.REASON, self.tr("Propose this version"),
            self.tr("Why is it changed? Somebody else of compliance, or the general manager, decides on it."),
            accept=self.tr("Propose"),
        )  # fmt: skip
        name, text = self._file.name, self.writing.text()
        said = self.tr("Proposed. It holds from its date on, once a second person has approved it.")
        self._ask(self, question, lambda why: self._save(self._port.propose, name, text, why, said=said))

    def decide(self, *, agreed: bool) -> None:
        """Ask why, and decide on the proposal chosen."""
        one = self._row.proposal if self._row else None
        if one is None or not one.open:
            return
        own = one.by == self._port.me
        title = self.tr("Approve") if agreed else self.tr("Take back") if own else self.tr("Decline")
        text = self.tr("Give the reason. Your name and the time are registered; it cannot be changed.")
        question = Ask(Kind.REASON, title, text, accept=title, danger=not agreed)
        self._ask(self, question, lambda why: self._save(self._port.decide, one.id, agreed, why))

    def withdraw(self) -> None:
        """Ask why, and propose that the coming version never comes."""
        one = self._row.proposal if self._row else None
        if one is None:
            return
        title = self.tr("Propose to withdraw")
        text = self.tr("The version never comes into force once a second person has agreed. Give the reason.")
        question = Ask(Kind.REASON, title, text, accept=title)
        self._ask(self, question, lambda why: self._save(self._port.withdraw, one.id, why))

    def _save(self, function: Callable[..., object], *facts: object, said: str = "") -> None:
        def done(_: object) -> None:
            self._leave()
            self.lists.newest_next = function in (self._port.propose, self._port.withdraw)
            show_toast(self, said or self.tr("Saved."))
            self.refresh()

        self._runner.save(
            function, *facts, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self
        )  # fmt: skip

    # what is shown

    def _sound(self) -> bool:
        found, today = self._checked, self._overview.today if self._overview else None
        if found is None or found.problems or today is None or self._file is None:
            return False
        return found.heading.effective > today and self.writing.text() != self._file.text

    def _offer(self) -> None:
        one, state = (self._row.proposal, self._row.state) if self._row else (None, State.PAST)
        waits = not self._writes and one is not None and one.open
        own = one is not None and one.by == self._port.me
        self.buttons["write"].setVisible(not self._writes and not waits and self._file is not None)
        self.buttons["propose"].setVisible(self._writes)
        self.buttons["propose"].setEnabled(self._sound())
        self.buttons["discard"].setVisible(self._writes)
        self.buttons["agree"].setVisible(waits and not own)
        self.buttons["decline"].setVisible(waits)
        self.buttons["withdraw"].setVisible(not self._writes and state is State.COMING)
        self.buttons["decline"].setText(self.tr("Take back") if own else self.tr("Decline…"))
        draft = self._file is not None and self._file.draft is not None
        self.buttons["write"].setText(self.tr("Go on with draft") if draft else self.tr("New version"))
        self.chip.setVisible(not self._writes and self._row is not None)

    def _say(self) -> None:
        """Heading, who proposed and decided, and why."""
        if self._file is None:
            return
        name = file_word(self._file.name, self._file.kind)
        if self._writes:
            self._card.set_title(self.tr("{file}: new version").format(file=name))
            self.told.setText("")
        elif self._row is not None:
            self._card.set_title(f"{name} · {self._row.version}")
            self.chip.show_state(*state_word(self._row.state))
            self.told.setText(self._history(self._row.proposal))
        self.told.setVisible(bool(self.told.text()))
        self._say_state()

    def _history(self, one: Proposal | None) -> str:
        if one is None:
            return self.tr("What the branch began with: the file of the program, or of the branch's folder.")
        lines = [
            self.tr("Proposed by {who}, {when}: {why}").format(
                who=one.by_name, when=branch_time(one.at), why=one.reason
            )
        ]
        if (verdict := one.verdict) is not None:
            text = self.tr("Approved by {who}, {when}: {why}")
            if not verdict.agreed:
                text = self.tr("Declined by {who}, {when}: {why}")
                if verdict.by == one.by:
                    text = self.tr("Taken back by {who}, {when}: {why}")
            lines.append(text.format(who=verdict.by_name, when=branch_time(verdict.at), why=verdict.reason))
        return "\n".join(lines)

    def _say_state(self) -> None:
        """Beside version and date: whether the draft is kept, and what keeps it from being proposed."""
        text, found = "", self._checked
        if self._writes and self._overview is not None and self._file is not None:
            if found is None:
                text = self.tr("Being checked…")
            elif found.problems:
                text = self.tr("Mistakes: {count}").format(count=len(found.problems))
            elif self.writing.text() == self._file.text:
                text = self.tr("Nothing is changed yet.")
            elif found.heading.effective <= self._overview.today:
                text = self.tr("The date must come after today: nothing holds retroactively.")
            elif self._unsaved:
                text = self.tr("No mistakes.")
            else:
                text = self.tr("No mistakes. The draft is kept.")
        self.writing.state.setText(text)

    def _show_tab(self) -> None:
        tab = self.tabs.value() or "text"
        self.writing.setVisible(tab == "text")
        self.sheet.setVisible(tab != "text")
        self.writing.set_reading(not self._writes)
        if self._file is None or tab == "text":
            return
        self.sheet.setHtml(self._changes() if tab == "changes" else self._preview())

    def _changes(self) -> str:
        base, name = self._compared_with()
        text = self.writing.text()
        came, went = counts(base, text)
        if not came and not went:
            same = self.tr("The same as {version}.")
            return _paragraph(same.format(version=name))
        head = self.tr("Against {version}: {came} lines came, {went} went.")
        return _paragraph(head.format(version=name, came=came, went=went)) + compared(base, text)

    def _compared_with(self) -> tuple[str, str]:
        """What is in force now, or before the version that is looked at; with its name."""
        file, row = self._file, self._row
        assert file is not None  # noqa: S101 - asked for with a file only
        if not self._writes and row is not None and row.proposal is not None:
            before = [one.proposal for one in file.versions if one.proposal.effective < row.effective
                      and one.state in (State.COMING, State.IN_FORCE, State.PAST)]  # fmt: skip
            if before:
                newest = max(before, key=lambda one: one.effective)
                return newest.text, newest.version
            return file.began_text, file.began.version
        if not self._writes:
            return file.began_text, file.began.version
        now = next((one.proposal.version for one in file.versions if one.proposal.id == file.current), "")
        return file.text, now or file.began.version

    def _preview(self) -> str:
        if self._checked is None:
            return _paragraph(self.tr("Being checked…"))
        if self._checked.problems:
            return _paragraph(self.tr("There are mistakes; they are told below the text."))
        return rendered(self._checked.value)

    # words

    def _retranslate(self) -> None:
        self.tabs.set_choices(
            (
                Choice("text", self.tr("Text")), Choice("changes", self.tr("Changes")),
                Choice("preview", self.tr("How it reads")),
            )
        )  # fmt: skip
        self.tabs.set_value(self.tabs.value() or "text")
        self.sheet.setAccessibleName(self.tr("How it reads"))
        self.buttons["propose"].setText(self.tr("Propose…"))
        self.buttons["discard"].setText(self.tr("Discard…"))
        self.buttons["agree"].setText(self.tr("Approve…"))
        self.buttons["withdraw"].setText(self.tr("Withdraw…"))
        if self._file is None:
            self._card.set_title(self.tr("Policy"))
        self._say()
        self._offer()
        self._show_tab()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language; what was typed stays."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def _paragraph(text: str) -> str:
    return f"<p>{escape(text)}</p>"
