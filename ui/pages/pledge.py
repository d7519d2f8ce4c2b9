"""The pledge of confidentiality: the text in force, one's own signature, and who signed which version when (SE-1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.archive.press import Ink
from app.dossier.pledging import PledgeLine
from ui.pages.approvals.words import moment
from ui.pages.dossier.port import Page
from ui.pages.transfer.teller_pad import TellerPad
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner, show_toast
from ui.widgets.containers import Card, StatusChip, label
from ui.widgets.preview import PdfPreview, Raster
from ui.widgets.table import Column, DataTable

PANEL = 420


class PledgeProvider(Protocol):
    """Where the page has it from; called in a worker."""

    def own(self) -> tuple[Page, str]:
        """The text as one would sign it, and the day it was signed (empty: not yet)."""
        ...

    def sign(self, ink: Ink) -> None:
        """Sign it."""
        ...

    def register(self) -> Sequence[PledgeLine]:
        """Who signed what; nobody for those who may not see it."""
        ...


class PledgePage(QWidget):
    """The text at the left, pad and register at the right."""

    def __init__(self, runner: OpRunner, provider: PledgeProvider, raster: Raster, name: str) -> None:
        super().__init__()
        self.setObjectName("page")
        self._runner, self._provider, self._name = runner, provider, name
        self._latest, self._latest_register = Latest(runner, self), Latest(runner, self)
        self._signed: str | None = None
        self.banner = InlineBanner()
        self.preview = PdfPreview(runner, raster)
        self.pad = TellerPad()
        self.table = DataTable()
        self.state = StatusChip()
        self._why = label("", "muted", wrap=True)
        self._build()
        self.pad.signed.connect(self.sign)
        self.retranslate()
        self.setFocusProxy(self.preview)

    def _build(self) -> None:
        text = Card(margin=1)
        text.body.setContentsMargins(space.LINE, space.LINE, space.LINE, space.LINE)
        text.add(self.preview, 1)
        self._own = Card()
        self._own.add_action(self.state)
        self._own.add(self._why)
        self._register = Card(margin=6)
        self._register.add(self.table, 1)
        self._register.hide()
        side = QWidget()
        fix(side, width=PANEL)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(space.M)
        right.addWidget(self._own)
        right.addWidget(self.pad)
        right.addWidget(self._register, 1)
        right.addStretch(0)
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addWidget(text, 1)
        across.addWidget(side)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        column.addWidget(self.banner)
        column.addLayout(across, 1)

    def refresh(self) -> None:
        """Read text and register anew."""
        self._latest.ask(self._provider.own, done=self._show, failed=self._failed)
        self._latest_register.ask(self._provider.register, done=self._show_register, failed=self._failed)

    def _show(self, answer: tuple[Page, str]) -> None:
        page, self._signed = answer
        self.banner.hide()
        self.preview.show_pdf(page.pdf, page.pages, page.title)
        self._say()

    def _show_register(self, lines: Sequence[PledgeLine]) -> None:
        self.table.set_rows(lines, key=lambda one: one.member.id)
        self._register.setVisible(bool(lines))
        self._head_register()

    def _head_register(self) -> None:
        missing = sum(not one.current for one in self.table.rows())
        note = self.tr("{count} have not signed").format(count=missing)
        self._register.set_title(self.tr("Register"), note if missing else "")

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")
        self._say()

    def sign(self, ink: Ink) -> None:
        """Sign the text in force."""
        if self._signed != "":
            return
        self._say(busy=True)

        def done(_: object) -> None:
            self.pad.forget()
            show_toast(self, self.tr("The pledge is signed and filed."))
            self.refresh()

        self._runner.save(
            self._provider.sign, ink, done=done, failed=self._failed, waits=waits_in(self.banner), owner=self
        )

    def _say(self, *, busy: bool = False) -> None:
        signed = self._signed
        self.state.setVisible(signed is not None)
        if signed:
            self.state.show_state(self.tr("Signed on {day}").format(day=signed), "ok")
            self._why.setText(self.tr("You have signed the text in force. You are asked again when it changes."))
        else:
            self.state.show_state(self.tr("Not signed yet"), "warn")
            self._why.setText(self.tr("Read the text at the left, then sign below with pen or mouse."))
        open_ = signed == ""
        self.pad.show_case(self._name, done=not open_, stale=False, blocked=busy, locked=False)
        self.pad.setVisible(open_)

    def retranslate(self) -> None:
        """Texts."""
        self._own.set_title(self.tr("Pledge of confidentiality"))
        self.table.setAccessibleName(self.tr("Register"))
        yes, no = self.tr("Signed"), self.tr("Missing")
        self.table.set_nothing(self.tr('Nobody is in the register of staff. Add them on the page "Staff".'))
        self.table.set_columns(
            (
                Column(self.tr("Staff"), lambda one: f"{one.member.name} {one.member.number}"),
                Column(self.tr("Last signed"), lambda one: moment(one.signed[-1].at) if one.signed else "", 140),
                Column(
                    self.tr("In force"), lambda one: yes if one.current else no, 96,
                    chip=lambda one: "ok" if one.current else "warn",
                ),
            )
        )  # fmt: skip
        self._head_register()
        self._say()

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
