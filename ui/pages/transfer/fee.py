"""The transfer fee: its lines by market, the receipt, a spoilt receipt voided and kept (TO-9)."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QWidget

from app.common.clock import branch_time
from app.transfer_out.steps import State, Step
from app.transfer_out.view import TransferView
from ui.pages.transfer.case import TransferCase
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.words import yuan
from ui.refusals import say
from ui.support.client_session import Sentence
from ui.theme import space
from ui.widgets import Card, InlineBanner, StatusChip
from ui.widgets.containers import button, label


class FeePage(TransferStep):
    """Signals: ``void_wanted``."""

    step = Step.FEE
    void_wanted = Signal()

    def __init__(self, case: TransferCase, sentence: Sentence = say) -> None:
        super().__init__(case, sentence)
        self.changed = InlineBanner()
        self.lines = Card()
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(space.L)
        self._grid.setVerticalSpacing(space.XS)
        self._grid.setColumnStretch(0, 1)
        self.lines.body.addLayout(self._grid)
        self._rows: list[tuple[QLabel, QLabel, QLabel]] = []
        self.receipt = Card()
        self.chip = StatusChip("", "ok")
        self.receipt.add_action(self.chip)
        self.issued = label("", "muted", wrap=True)
        self.receipt.add(self.issued)
        self.take = button("", "primary", "ok")
        self.void = button("", "", "close")
        for made in (self.take, self.void):
            made.setAutoDefault(True)
        self.take.clicked.connect(lambda: self.send(case.service.take_fee))
        self.void.clicked.connect(self.void_wanted)
        row = QHBoxLayout()
        row.setSpacing(space.S)
        row.addWidget(self.take)
        row.addWidget(self.void)
        row.addStretch(1)
        for widget in (self.changed, self.lines, self.receipt):
            self.body.addWidget(widget)
        self.body.addLayout(row)
        self.body.addStretch(1)

    def shown(self, view: TransferView) -> None:
        """Lines, total, receipt."""
        super().shown(view)
        lines = [(name, account, yuan(amount)) for name, account, amount in view.fee_lines]
        if lines:
            lines.append((self.tr("Total"), "", yuan(view.fee_total)))
        self._show_lines(lines)
        nothing = view.step(self.step).state is State.NOT_NEEDED
        self.lines.set_title(self.tr("Transfer fee"), self.tr("nothing to pay for this request") if nothing else "")
        running, receipt = self.running(view), view.receipt
        self.receipt.setVisible(receipt is not None)
        self.take.setVisible(running and receipt is None and not nothing)
        self.take.setEnabled(not view.step(self.step).blocked_by)
        self.take.setText(self.tr("Fee taken: {amount}").format(amount=yuan(view.fee_total)))
        self.void.setVisible(running and receipt is not None)
        if receipt is not None:
            self.receipt.set_title(receipt.number, self.tr("Receipt"))
            self.chip.show_state(yuan(receipt.total), "ok")
            who = f"{branch_time(receipt.issued_at)} · {receipt.issued_by_name}"
            self.issued.setText(f"{receipt.capitals}\n{who}")
        if receipt is not None and running and receipt.total != view.fee_total:
            text = self.tr("The fee has changed since the receipt was issued. Void it and take the right amount.")
            self.changed.say(text, "danger")
        else:
            self.changed.hide()

    def first_widget(self) -> QWidget | None:
        """The button that comes next."""
        return self.take if self.take.isVisibleTo(self) and self.take.isEnabled() else None

    def waits(self) -> bool:
        """Whether the fee is to be taken now."""
        return self.first_widget() is not None

    def retranslate(self) -> None:
        """Texts."""
        self.lead.setText(
            self.tr("Take the money first, then press: the receipt gets its number at once. A spoilt one is voided.")
        )
        self.void.setText(self.tr("Void the receipt…"))

    def _show_lines(self, lines: list[tuple[str, str, str]]) -> None:
        while len(self._rows) < len(lines):
            name, account, amount = label("", wrap=True), label("", "muted"), label("")
            row = len(self._rows)
            for column, widget in enumerate((name, account, amount)):
                self._grid.addWidget(widget, row, column)
            amount.setAlignment(Qt.AlignmentFlag.AlignRight)
            self._rows.append((name, account, amount))
        for place, row_widgets in enumerate(self._rows):
            shown = place < len(lines)
            for widget in row_widgets:
                widget.setVisible(shown)
            if shown:
                for widget, text in zip(row_widgets, lines[place], strict=True):
                    widget.setText(text)
