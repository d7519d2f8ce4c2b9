"""Scan back: the pile of scanned pages, the page chosen, the forms that wait for signed paper (AR-5, KY-4)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from app.scans.storage import TOPIC
from app.scans.view import FolderStatus, FormToSign, Inbox, Intake, RefusedFile, ScannedPage
from ui.pages.scans.bar import Progress, WaysIn
from ui.pages.scans.camera import CameraDialog
from ui.pages.scans.filing import Filed, Filing
from ui.pages.scans.folder import FolderDialog
from ui.pages.scans.intake import FileQueue
from ui.pages.scans.lists import FormsCard, PileCard
from ui.pages.scans.port import ScanProvider
from ui.pages.scans.sheet import ScanSheet
from ui.pages.scans.words import ready
from ui.refusals import say, show_refusal
from ui.support.ask import MANY, Ask, Asker, Kind, ask_dialog
from ui.support.run_op import Latest, OpRunner
from ui.support.saving import waits_in
from ui.support.shortcuts import Act, bind, hint
from ui.theme import set_state, space
from ui.widgets.banner import InlineBanner, show_toast

FILES = "(*.pdf *.jpg *.jpeg *.png *.tif *.tiff *.PDF *.JPG *.JPEG *.PNG *.TIF *.TIFF)"


class ScansPage(QWidget):
    """Files are dropped anywhere on the page. ``waiting_changed``: pages that lie here, for its button's number."""

    waiting_changed = Signal(int)
    _told = Signal(str)

    def __init__(
        self, runner: OpRunner, provider: ScanProvider, *, ask: Asker = ask_dialog, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setObjectName("page")
        self.setAcceptDrops(True)
        self._runner, self._provider, self._ask = runner, provider, ask
        self._latest, self._latest_folder = Latest(runner, self), Latest(runner, self)
        self._inbox = Inbox((), ())
        self._refused: tuple[RefusedFile, ...] = ()
        self._came = 0
        self.filing = Filing(runner, provider, self)
        self.queue = FileQueue(runner, provider, self)
        self.ways, self.progress, self.banner = WaysIn(), Progress(), InlineBanner()
        self.pile = PileCard(runner, provider.picture)
        self.sheet = ScanSheet(runner, provider.picture)
        self.waiting = FormsCard()
        self._build()
        self._connect()
        self._shortcuts()
        self.setFocusProxy(self.pile.list)

    def _build(self) -> None:
        across = QHBoxLayout()
        across.setSpacing(space.M)
        across.addWidget(self.pile, 30)
        across.addWidget(self.sheet, 40)
        across.addWidget(self.waiting, 32)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(space.S)
        for widget in (self.ways, self.progress, self.banner):
            column.addWidget(widget)
        column.addLayout(across, 1)

    def _connect(self) -> None:
        self._told.connect(self._take_notice)
        self.ways.files.clicked.connect(self.choose_files)
        self.ways.camera.clicked.connect(self.open_camera)
        self.ways.folder.clicked.connect(self.open_folder)
        self.ways.file_all.clicked.connect(self.file_all)
        self.pile.list.entry_changed.connect(lambda: self.sheet.show_entry(self.pile.list.current()))
        self.pile.list.activated.connect(lambda _: self.sheet.focus_assigning())
        self.pile.empty.acted.connect(self.choose_files)
        self.waiting.list.page_wanted.connect(self.show_page_of)
        self.waiting.file_wanted.connect(self._file_one)
        self.sheet.turn_wanted.connect(self.turn)
        self.sheet.discard_wanted.connect(self.discard)
        self.sheet.dismiss_wanted.connect(self.discard)
        self.sheet.assign_wanted.connect(self._assign)
        self.progress.cancelled.connect(self.queue.cancel)
        queue = self.queue
        queue.progressed.connect(lambda: self.progress.show_queue(queue))
        queue.taken.connect(self.take)
        queue.waits.connect(waits_in(self.banner))
        queue.broke.connect(self._failed)
        queue.ended.connect(self._read_all)
        self.filing.waits.connect(waits_in(self.banner))
        self.filing.ended.connect(self._filed)
        queue.found_nothing.connect(lambda: self.banner.say(self.tr("There is no picture and no PDF in it."), "warn"))

    def _shortcuts(self) -> None:
        acts: tuple[tuple[Act, Callable[[], object]], ...] = (
            (Act.FILES, self.choose_files), (Act.CAMERA, self.open_camera), (Act.COMPLETE, self.file_all),
            (Act.REFRESH, self.refresh), (Act.FILTER, self.waiting.filter.setFocus),
        )  # fmt: skip
        for act, deed in acts:
            bind(act, self, deed)
        for act, deed in (
            (Act.REMOVE, self.discard), (Act.TURN_RIGHT, partial(self.turn, 1)), (Act.TURN_LEFT, partial(self.turn, -1))
        ):  # fmt: skip
            for owner in (self.pile.list, self.sheet.preview):
                bind(act, owner, deed)

    def key_hints(self) -> list[tuple[str, str]]:
        """Keys of this page."""
        return [
            hint(Act.FILES, self.tr("add files")), ("L R", self.tr("turn")), ("Enter", self.tr("assign")),
            hint(Act.REMOVE, self.tr("discard")), hint(Act.COMPLETE, self.tr("file complete forms")),
        ]  # fmt: skip

    # what lies here

    def changed(self, topic: str) -> None:
        """Something has changed; may be called from any thread."""
        self._told.emit(topic)

    def _take_notice(self, topic: str) -> None:
        if topic == TOPIC:
            self._read()

    def refresh(self) -> None:
        """Read pages, forms and the folder's state anew, off the GUI thread."""
        self._read()
        self._latest_folder.ask(self._provider.folder, done=self._show_folder, failed=lambda _: None)

    def _read(self) -> None:
        self._latest.ask(self._provider.inbox, done=self._show, failed=self._failed)

    def _show(self, inbox: Inbox) -> None:
        self._inbox = inbox
        self.sheet.show_forms(inbox.forms)
        self.waiting.show_forms(inbox.forms)
        self._show_pile()
        self.ways.show_complete(len(ready(inbox.forms)))
        self.waiting_changed.emit(inbox.waiting)

    def _show_pile(self) -> None:
        self.pile.show_entries((*self._refused, *self._inbox.pages))

    def _show_folder(self, status: FolderStatus) -> None:
        self.ways.show_folder(status)
        self.ways.folder_chip.show()

    def _failed(self, problem: Exception) -> None:
        self.banner.say(say(problem), "danger")

    def show_case(self, case_number: str) -> None:
        """Only the forms of this case; from its page."""
        self.waiting.filter.setText(case_number)

    def show_page_of(self, number: str, page: int) -> None:
        """Show a page of a form large, when it is here."""
        found = next((one for one in self._inbox.pages if one.number == number and one.page == page), None)
        if found is None:
            show_toast(self, self.tr("Page {page} has not been scanned yet.").format(page=page), "info")
        elif not self.pile.list.choose(found.id):
            self.pile.show_all()
            self.pile.list.choose(found.id)

    # taking in

    def choose_files(self) -> None:
        """Ask for files."""
        title, kinds = self.tr("Scans to take in"), self.tr("Scans (PDF, JPEG, PNG, TIFF)")
        question = Ask(Kind.OPEN_FILES, title, files=f"{kinds} {FILES}")
        self._ask(self, question, lambda paths: self.add(paths.split(MANY)))

    def add(self, paths: Sequence[str]) -> None:
        """Take files in, and what lies in folders."""
        self.banner.hide()
        if not self.queue.running:
            self._refused, self._came = (), 0
        self.queue.add(paths)

    def take(self, intake: Intake | None) -> None:
        """What became of one file or picture; None: it had been taken in already when the answer was lost."""
        if intake is None:
            self._read()
            return
        self._came += len(intake.pages)
        if intake.refused:
            self._refused = (*self._refused, *intake.refused)
            self._show_pile()
        if intake.pages:
            self._read()

    def _read_all(self, left_out: bool) -> None:
        self.progress.hide()
        bad = len(self._refused)
        if self.banner.kind == "danger" and self.banner.text():
            return
        if bad:
            text = self.tr("Pages taken in: {pages}. Files refused: {files}; choose one in the pile to see why.")
            self.banner.say(text.format(pages=self._came, files=bad), "warn")
            self.pile.show_all()
        elif left_out:
            self.banner.say(self.tr("Pages taken in: {pages}. The rest was left.").format(pages=self._came), "info")
        else:
            show_toast(self, self.tr("Pages taken in: {pages}.").format(pages=self._came))

    def open_camera(self) -> None:
        """Show the camera."""
        dialog = CameraDialog(self._runner, self._provider, self)
        dialog.taken.connect(self.take)
        dialog.open()

    def open_folder(self) -> None:
        """Ask for the watched folder."""

        def known(status: FolderStatus) -> None:
            self._show_folder(status)
            dialog = FolderDialog(self._runner, self._provider, status, self._ask, self)
            dialog.saved.connect(self._show_folder)
            dialog.open()

        self._latest_folder.ask(self._provider.folder, done=known, failed=self._failed)

    # with pages

    def _act(self, work: Callable[[], object], said: str = "", *, failed: Callable[[Exception], None]) -> None:
        def done(_: object) -> None:
            self.banner.hide()
            if said:
                show_toast(self, said)
            self._read()

        self._runner.save(work, done=done, failed=failed, waits=waits_in(self.banner), owner=self)

    def turn(self, quarters: int) -> None:
        """Turn the pages marked, clockwise."""
        for entry in self._pages():
            page_id = entry.id

            def turned(_: object, page_id: str = page_id) -> None:
                self.pile.list.forget_picture(page_id)
                shown = self.sheet.entry()
                if isinstance(shown, ScannedPage) and shown.id == page_id:
                    self.sheet.show_entry(shown, again=True)

            self._runner.save(
                self._provider.turn,
                page_id,
                quarters,
                done=turned,
                failed=self._failed,
                waits=waits_in(self.banner),
                owner=self,
            )

    def discard(self) -> None:
        """Throw the pages marked away, with a reason; files that were not taken in only leave the list."""
        marked = self.pile.list.marked()
        gone = {id(entry) for entry in marked if isinstance(entry, RefusedFile)}
        if gone:
            self._refused = tuple(one for one in self._refused if id(one) not in gone)
            self._show_pile()
        pages = [entry.id for entry in marked if isinstance(entry, ScannedPage)]
        if not pages:
            return
        question = Ask(
            Kind.REASON, self.tr("Discard pages ({count})").format(count=len(pages)),
            self.tr("Their pictures are removed for good. Say why; it is registered."),
            accept=self.tr("Discard"), danger=True,
        )  # fmt: skip
        said = self.tr("Discarded.")
        self._ask(
            self,
            question,
            lambda why: self._act(partial(self._provider.discard, pages, why), said, failed=self._failed),
        )

    def _pages(self) -> list[ScannedPage]:
        return [entry for entry in self.pile.list.marked() if isinstance(entry, ScannedPage)]

    def _assign(self, number: str, page: int) -> None:
        entry = self.sheet.entry()
        fields = {"number": self.sheet.form, "page": self.sheet.page}
        if isinstance(entry, ScannedPage):
            work = partial(self._provider.assign, entry.id, number, page)
            self.pile.list.setFocus(Qt.FocusReason.OtherFocusReason)

            def failed(problem: Exception) -> None:
                show_refusal(problem, fields, self.banner)

            self._act(work, self.tr("Assigned."), failed=failed)

    # filing

    def file_all(self) -> None:
        """File every form that has all its pages."""
        self._file(ready(self._inbox.forms))

    def _file_one(self, form: FormToSign) -> None:
        self._file((form,))

    def _file(self, forms: Sequence[FormToSign]) -> None:
        if not forms or self.filing.running:
            return
        self._set_filing(True)
        self.banner.say(self.tr("The papers are being sealed and filed. This takes a second each."), "info")
        self.filing.begin(forms)

    def _filed(self, filed: Filed) -> None:
        self._set_filing(False)
        self._read()
        if filed.problem is not None:
            self._failed(filed.problem)
            return
        lines = [self.tr("{title}: {why}").format(title=form.title, why=say(why)) for form, why in filed.refused]
        if filed.forms:
            names = self.tr(", ").join(form.title for form in filed.forms[:4])
            text = self.tr("Forms filed ({count}): {titles}").format(count=len(filed.forms), titles=names)
            lines.insert(0, text + ("…" if len(filed.forms) > 4 else ""))
        self.banner.say("\n".join(lines), "warn" if filed.refused else "ok")

    def _set_filing(self, filing: bool) -> None:
        self.ways.set_filing(filing)
        self.waiting.set_filing(filing)

    # Qt

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped."""
        if any(url.isLocalFile() for url in event.mimeData().urls()):
            event.acceptProposedAction()
            set_state(self.pile, "drop")

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        """Not here after all."""
        set_state(self.pile, "")

    def dropEvent(self, event: QDropEvent) -> None:
        """Take in what was dropped."""
        set_state(self.pile, "")
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        if paths:
            event.acceptProposedAction()
            self.add(paths)

    def changeEvent(self, event: QEvent) -> None:
        """Follow the language."""
        if event.type() == QEvent.Type.LanguageChange:
            for part in (self.ways, self.progress, self.pile, self.waiting):
                part.retranslate()
            self.pile.list.viewport().update()
        super().changeEvent(event)
