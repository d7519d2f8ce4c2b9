"""What clients told shows up nowhere it does not belong: no log, title, temporary file, message, file of the branch."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel

from app.common.clock import FixedClock
from app.onboarding.steps import Step
from tests.counter import Counter
from ui.support.ask import Ask, Kind, ask_dialog
from ui.support.fault_log import LOG_FILE, FaultLog

CANARIES = {
    "name": "林金雀", "paper_number": "110101199003070038", "mobile": "13912345678",
    "address": "金丝雀大街八十八号院", "email": "canary-7781@example.cn", "account": "6222025556667778889",
}  # fmt: skip


@pytest.fixture
def room(
    qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[tuple[Counter, FaultLog, Path]]:
    """The whole program, with a folder for temporary files of its own, and its log of faults."""
    QSettings.setPath(QSettings.Format.IniFormat, QSettings.Scope.UserScope, str(tmp_path / "settings"))
    temporary = tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    counter = Counter(qapp, tmp_path / "branch", FixedClock(), openings=False)
    faults = FaultLog(tmp_path / "branch", counter.program.fault.emit)
    counter.program.runner.on_fault = faults.note
    counter.enter("teller")
    yield counter, faults, tmp_path
    counter.leave()


def work(counter: Counter) -> None:
    """An opening half filled with the canaries, looked for, copied, failed at, locked and unlocked."""
    counter.program.window.show_page("opening")
    counter.page.start()
    counter.settle()
    fields = {key: CANARIES[key] for key in ("name", "paper_number", "mobile", "address", "email")}
    counter.page.case.put({**fields, "bank_account": CANARIES["account"]})
    counter.settle()
    counter.page.go(Step.IDENTITY)
    counter.settle()
    counter.program.window.search.setText(CANARIES["mobile"])
    counter.settle()
    QGuiApplication.clipboard().setText(CANARIES["account"])

    def fail() -> None:
        raise ValueError(f"cannot read {CANARIES['paper_number']} of {CANARIES['name']}")

    counter.program.runner.run(fail)
    counter.settle()


@pytest.mark.rule("SE-1")
def test_no_canary_flies_out(room: tuple[Counter, FaultLog, Path], capfd: pytest.CaptureFixture[str]) -> None:
    counter, _, place = room
    work(counter)
    titles = [window.title() for window in QGuiApplication.topLevelWindows()]
    said = [label.text() for label in counter.program.window.banner.findChildren(QLabel)]
    assert any("ValueError" in text for text in said)

    counter.program.window.lock()
    counter.settle()
    told = capfd.readouterr()
    texts = {"titles": "\n".join(titles), "message": "\n".join(said), "output": told.out + told.err,
             "clipboard": QGuiApplication.clipboard().text()}  # fmt: skip
    files = {path.relative_to(place).as_posix(): path.read_bytes() for path in place.rglob("*") if path.is_file()}
    assert f"branch/{LOG_FILE}" in files
    assert "branch/branch.db" in files
    for what, canary in CANARIES.items():
        for where, text in texts.items():
            assert canary not in text, (what, where)
        for name, content in files.items():
            assert canary.encode() not in content, (what, name)
            assert canary.encode("utf-16-le") not in content, (what, name)
    assert [name for name in files if name.startswith("temporary/")] == []


@pytest.mark.rule("SE-1")
def test_a_half_filled_form_and_an_open_question_come_back_after_the_lock(
    room: tuple[Counter, FaultLog, Path],
) -> None:
    counter, _, _ = room
    work(counter)
    answers: list[str] = []
    ask_dialog(counter.window, Ask(Kind.REASON, "Why", accept="Go on"), answers.append)
    counter.settle()
    dialog = QApplication.activeWindow()
    assert dialog is not None
    assert dialog is not counter.window

    counter.program.window.lock()
    counter.settle()
    assert not dialog.isVisible()
    display = counter.program.display
    assert display is not None
    assert not display.isVisible()

    page = counter.program.window.sign_in
    page.password.set_value("Guitai-2026-Shili")
    page.submit()
    counter.settle()
    assert counter.program.window.is_open()
    assert dialog.isVisible()
    assert counter.field("name").value() == CANARIES["name"]
    assert counter.field("paper_number").value() == CANARIES["paper_number"]
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    counter.settle()
    assert not shiboken6.isValid(dialog) or not dialog.isVisible()
    assert answers == []
