"""The documents that are to be shown, each ticked with its scan or with the reason why there is none (TO-1)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QPushButton

from app.transfer_out.fields import DOCUMENTS
from app.transfer_out.view import DocumentState, TransferView
from ui.pages.transfer.step_page import TransferStep
from ui.pages.transfer.words import field_label
from ui.widgets import Card, Choice, FieldGrid, LabelledField, LineEdit, Segmented, StatusChip
from ui.widgets.containers import button


class Documents(Card):
    """``scan_wanted(code)``: a file is to be chosen for a document."""

    scan_wanted = Signal(str)

    def __init__(self, page: TransferStep) -> None:
        super().__init__()
        self._view: TransferView | None = None
        self._waiting: set[str] = set()
        self._rows: dict[str, tuple[LabelledField, LabelledField, StatusChip, QPushButton]] = {}
        self.grid = FieldGrid(columns=2, narrow=250)
        for code in DOCUMENTS:
            chip, scan = StatusChip(), button("", "link", "document")
            scan.clicked.connect(partial(self.scan_wanted.emit, code))
            shown = page.bind(f"doc:{code}", Segmented(), required=True, extra=(scan, chip))
            reason = page.bind(f"doc_reason:{code}", LineEdit(limit=200))
            self.grid.add(shown)
            self.grid.add(reason)
            self._rows[code] = (shown, reason, chip, scan)
        self.add(self.grid)
        self.retranslate()

    def show_view(self, view: TransferView) -> None:
        """The documents of this request; those it does not need are not there."""
        self._view = view
        states = {document.code: document for document in view.documents}
        for code, (shown, reason, chip, scan) in self._rows.items():
            state = states.get(code)
            for widget in (shown, reason):
                widget.setVisible(state is not None)
            if state is not None:
                self._show_row(state, chip, scan, reason, running=shown.widget.isEnabled())
        self.grid.lay_out_again()

    def wait(self, code: str, *, waiting: bool) -> None:
        """A scan is being read and sealed, or no longer."""
        (self._waiting.add if waiting else self._waiting.discard)(code)
        if self._view is not None:
            self.show_view(self._view)

    def forget(self) -> None:
        """Another case."""
        self._view = None
        self._waiting.clear()

    def _show_row(
        self, state: DocumentState, chip: StatusChip, scan: QPushButton, reason: LabelledField, *, running: bool
    ) -> None:
        scan.setText(self.tr("Another scan…") if state.scanned else self.tr("Attach scan…"))
        scan.setAccessibleName(f"{scan.text()} {field_label('doc:' + state.code)}")
        scan.setEnabled(running and state.code not in self._waiting)
        chip.setVisible(state.scanned or state.code in self._waiting)
        if state.code in self._waiting:
            chip.show_state(self.tr("Being read"), "info")
        else:
            chip.show_state(self.tr("Scanned"), "ok")
        reason.set_required(state.answer == "shown" and not state.scanned)

    def retranslate(self) -> None:
        """Texts."""
        self.set_title(self.tr("Documents"), self.tr("each with its scan, or why there is none"))
        for shown, _, _, _ in self._rows.values():
            if isinstance(shown.widget, Segmented):
                shown.widget.set_choices((Choice("shown", self.tr("Shown")), Choice("missing", self.tr("Missing"))))
        if self._view is not None:
            self.show_view(self._view)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)
