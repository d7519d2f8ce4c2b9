"""How a document is printed: its pages as they will come out, and printer, tray, sides and copies beside them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QVBoxLayout, QWidget

from app.common.errors import Refused
from app.gateways.printing import MOST_COPIES, PrinterInfo, PrintOptions, Sides
from app.printing.domain import PrintSettings
from ui.refusals import say
from ui.support.run_op import Latest, OpRunner
from ui.support.shortcuts import Act, bind
from ui.theme import fix, space
from ui.widgets.banner import InlineBanner
from ui.widgets.choices import ComboBox, Segmented, TickGroup
from ui.widgets.containers import Card, FieldGrid, button, label
from ui.widgets.editors import Choice
from ui.widgets.field import LabelledField
from ui.widgets.preview import PdfPreview, Raster

USUAL = "*"
"""The key of the system's default printer, and of a printer's usual tray."""
GENERAL = "general"
_SIZE = (1080, 720)


@dataclass(frozen=True, slots=True)
class Paper:
    """The document in the panel. ``copies``: labels of its copies; ``settings`` as it was printed last.

    ``prints``: False for who may look at it only.
    """

    title: str
    pages: int
    copies: tuple[str, ...]
    settings: PrintSettings | None
    prints: bool = True


class PrintPanel(QDialog):
    """Window-modal; ``open`` it. Ctrl+Enter prints, Escape leaves. Its title is no document's (SE-1)."""

    chosen = Signal(object, bool)
    """``PrintSettings`` wanted, and whether they hold for every form of this counter without settings of its own."""

    def __init__(
        self, runner: OpRunner, raster: Raster, paper: Paper, preview: Callable[[str], bytes], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setModal(True)
        self._paper = paper
        self._preview = preview
        self._latest = Latest(runner, self)
        self._printers: tuple[PrinterInfo, ...] = ()
        self._tray = paper.settings.options.tray if paper.settings is not None else ""
        self.preview = PdfPreview(runner, raster)
        self.banner = InlineBanner()
        self.heading = label(paper.title, "heading", wrap=True)
        self.fields = {
            "printer": LabelledField("", ComboBox()),
            "tray": LabelledField("", ComboBox()),
            "copies": LabelledField("", ComboBox()),
            "sides": LabelledField("", ComboBox()),
            "labels": LabelledField("", TickGroup(columns=1)),
            "general": LabelledField("", TickGroup(columns=1)),
        }
        self.go, self.leave = button("", "primary", "print"), button("")
        self._build()
        self._connect()
        self._retranslate()
        self._begin()
        self.resize(*_SIZE)

    def _build(self) -> None:
        pages = Card(margin=1)
        pages.body.setContentsMargins(space.LINE, space.LINE, space.LINE, space.LINE)
        pages.add(self.preview, 1)
        sheet = Card()
        fix(sheet, width=364)
        sheet.add(self.heading)
        sheet.add(self.banner)
        grid = FieldGrid(columns=2, narrow=120)
        for key, field in self.fields.items():
            grid.add(field, 1 if key in ("tray", "copies") else 2)
        sheet.add(grid)
        sheet.body.addStretch(1)
        low = QHBoxLayout()
        low.addStretch(1)
        for made in (self.leave, self.go):
            made.setAutoDefault(False)  # Enter moves from field to field
            low.addWidget(made)
        sheet.body.addLayout(low)
        row = QHBoxLayout()
        row.setSpacing(space.M)
        row.addWidget(pages, 1)
        row.addWidget(sheet)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(space.M, space.M, space.M, space.M)
        outer.addLayout(row)
        self.preview.printer.hide()
        self.fields["labels"].setVisible(bool(self._paper.copies))
        grid.lay_out_again()
        if not self._paper.prints:
            grid.hide()
            self.go.hide()

    def _connect(self) -> None:
        self.go.clicked.connect(self.submit)
        self.leave.clicked.connect(self.reject)
        self.fields["printer"].edited.connect(self._show_printer)
        self.preview.document_chosen.connect(self._show_copy)
        self.preview.closed.connect(self.reject)
        for act in (Act.SUBMIT, Act.PRINT):
            bind(act, self, self.submit, window=True)

    def _begin(self) -> None:
        kept = self._paper.settings or PrintSettings()
        self._show_printers(kept.options.printer)
        self.fields["sides"].set_value(kept.options.sides.value)
        self.fields["copies"].set_value(str(kept.options.copies))
        wanted = tuple(name for name in self._paper.copies if name in kept.labels) or self._paper.copies
        self.fields["labels"].set_value(wanted)
        self.fields["general"].set_value((GENERAL,) if self._paper.settings is None else ())
        if len(self._paper.copies) > 1:
            self.preview.set_documents([(name, name) for name in self._paper.copies], wanted[0])
        self._show_copy(wanted[0] if wanted else "")
        if self._paper.prints:
            self.fields["printer"].focus_editor()
        else:
            self.leave.setFocus()

    # the pages

    def _show_copy(self, name: str) -> None:
        self.preview.show_pressing()

        def came(pdf: bytes) -> None:
            self.preview.show_pdf(pdf, self._paper.pages, name)

        self._latest.ask(self._preview, name, done=came, failed=self.refuse)

    # printers

    def set_printers(self, printers: Sequence[PrinterInfo]) -> None:
        """The printers there are; what was chosen stays chosen, even when it is gone."""
        self._printers = tuple(printers)
        self._show_printers(self._printer())

    def _show_printers(self, wanted: str) -> None:
        translate = QCoreApplication.translate
        usual = next((printer.name for printer in self._printers if printer.default), "")
        choices = [Choice(USUAL, translate("PrintPanel", "Default printer") + (f" ({usual})" if usual else ""))]
        choices += [Choice(printer.name, printer.name) for printer in self._printers]
        if wanted and wanted not in {printer.name for printer in self._printers}:
            choices.append(Choice(wanted, wanted))
        box = self.fields["printer"].widget
        if isinstance(box, ComboBox):
            box.set_choices(choices)
        self.fields["printer"].set_value(wanted or USUAL)
        self._show_printer()

    def _printer(self) -> str:
        value = str(self.fields["printer"].value())
        return "" if value == USUAL else value

    def _info(self) -> PrinterInfo | None:
        name = self._printer()
        return next((p for p in self._printers if (p.name == name if name else p.default)), None)

    def _show_printer(self) -> None:
        """Offer the trays of the printer chosen, and say what is wrong with it: the document would wait."""
        info = self._info()
        trays = info.trays if info is not None else ()
        if info is None and self._tray:
            trays = (self._tray,)  # not known yet, or gone: what is remembered holds
        choices = [Choice(USUAL, self.tr("Usual tray")), *(Choice(name, tray_word(name)) for name in trays)]
        box = self.fields["tray"].widget
        if isinstance(box, ComboBox):
            box.set_choices(choices)
        if not self.fields["tray"].value():
            self.fields["tray"].set_value(self._tray if info is None and self._tray else USUAL)
        self.fields["tray"].setEnabled(bool(trays))
        self.fields["sides"].setEnabled(info is None or info.two_sided)
        if info is not None and info.problem:
            self.fields["printer"].set_warning(say(Refused(info.problem)))
        else:
            self.fields["printer"].set_warning("")

    # what was chosen

    def settings(self) -> PrintSettings:
        """What is chosen. Refused: ``printing.copies``."""
        tray = str(self.fields["tray"].value())
        info = self._info()
        two_sided = info is None or info.two_sided
        sides = Sides(str(self.fields["sides"].value()) or Sides.ONE) if two_sided else Sides.ONE
        copies = str(self.fields["copies"].value())
        options = PrintOptions(self._printer(), "" if tray == USUAL else tray, sides, int(copies) if copies else 0)
        return PrintSettings(options=options, labels=tuple(self.fields["labels"].value()))

    def submit(self) -> None:
        """Hand over what is chosen and close; nothing ticked is nothing to print."""
        if not self._paper.prints:
            return
        if self._paper.copies and not self.fields["labels"].value():
            self.fields["labels"].set_error(self.tr("Tick at least one copy."))
            self.fields["labels"].focus_editor()
            return
        try:
            wanted = self.settings()
        except Refused as refused:
            self.fields["copies"].set_error(say(refused))
            self.fields["copies"].focus_editor()
            return
        self.chosen.emit(wanted, bool(self.fields["general"].value()))
        self.accept()

    def refuse(self, problem: Exception) -> None:
        """Say what went wrong."""
        self.banner.say(say(problem), "danger")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter belongs to the fields; Escape leaves."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            return
        super().keyPressEvent(event)

    def _retranslate(self) -> None:
        self.setWindowTitle(self.tr("Print"))
        names = {
            "printer": self.tr("Printer"), "tray": self.tr("Tray"), "sides": self.tr("Sides"),
            "labels": self.tr("Copies wanted"), "copies": self.tr("How many of each"), "general": self.tr("Remember"),
        }  # fmt: skip
        for key, text in names.items():
            self.fields[key].set_label(text)
        boxes = {
            "sides": [
                Choice(Sides.ONE.value, self.tr("One side")),
                Choice(Sides.LONG_EDGE.value, self.tr("Both sides, turned over the long edge")),
                Choice(Sides.SHORT_EDGE.value, self.tr("Both sides, turned over the short edge")),
            ],
            "labels": [Choice(name, name) for name in self._paper.copies],
            "copies": [Choice(str(number), str(number)) for number in range(1, MOST_COPIES + 1)],
            "general": [Choice(GENERAL, self.tr("For all forms that have no settings yet"))],
        }  # fmt: skip
        for key, choices in boxes.items():
            box = self.fields[key].widget
            if isinstance(box, ComboBox | TickGroup | Segmented):
                box.set_choices(choices)
        self.go.setText(self.tr("Print (Ctrl+Enter)"))
        self.leave.setText(self.tr("Cancel") if self._paper.prints else self.tr("Close"))
        self._show_printers(self._printer())

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)


def tray_word(name: str) -> str:
    """A tray of the printing system in words; its own name when it is none of the usual ones."""
    translate = QCoreApplication.translate
    words = {
        "auto": translate("PrintPanel", "Automatic"),
        "upper": translate("PrintPanel", "Upper tray"),
        "middle": translate("PrintPanel", "Middle tray"),
        "lower": translate("PrintPanel", "Lower tray"),
        "manual": translate("PrintPanel", "Manual feed"),
        "manualfeed": translate("PrintPanel", "Manual feed"),
        "multipurpose": translate("PrintPanel", "Multi-purpose tray"),
        "bypass": translate("PrintPanel", "Multi-purpose tray"),
        "envelope": translate("PrintPanel", "Envelopes"),
    }
    plain = "".join(character for character in name.lower() if character.isalnum())
    if plain.startswith(("tray", "cassette")) and plain[-1:].isdigit():
        number = plain.lstrip("traycse")
        return translate("PrintPanel", "Tray {number}").format(number=number)
    return words.get(plain, name)
