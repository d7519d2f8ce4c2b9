"""Saves pictures of the window of complaints: sizes and languages. To be looked at.

``python -m tests.ui.complaints.look FOLDER``; makes a branch of its own in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import timedelta
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtWidgets import QApplication

from app.common.clock import FixedClock
from app.complaints.domain import Gravity, Kind, Source, State, Step
from app.complaints.taking_in import Named
from app.complaints.working import Plan
from tests.app.complaints.desk import Desk
from tests.app.complaints.test_taking_in import picture
from tests.builders import Actors, BranchFactory, Templates
from tests.ui import samples
from ui import i18n
from ui.complaint_providers import ComplaintData
from ui.main_window import MainWindow
from ui.pages.complaints.page import ComplaintsPage
from ui.sign_in import SignInPage
from ui.support.raster import raster
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))


def fill(desk: Desk) -> str:
    """Some complaints; the number of one that has come far."""
    who, about = desk.actors, (Named(desk.marketer.id),)
    desk.until(State.CLOSED, kind=Kind.SERVICE)
    desk.take(kind=Kind.SYSTEM, source=Source.TELEPHONE, name="钱大成", facts="委托后系统无响应。")
    clock = desk.services.clock
    assert isinstance(clock, FixedClock)
    clock.at += timedelta(days=4)
    far = desk.until(
        State.WITH_COMPLIANCE, kind=Kind.MARKETING, respondents=about, gravity=frozenset({Gravity.DIFFICULT}),
        plan=Plan(measure="退还服务费并书面道歉。", compensation=Decimal("320.00"), dealt={1: "停职学习"}),
        facts="客户经理未说明费用即为其开通付费服务，客户要求退还费用并赔礼道歉。", demand="退还320元并道歉。",
    )  # fmt: skip
    desk.complaints.add_evidence(who.teller, far.id, "扣费短信.jpg", picture())
    desk.until(State.ANSWERED, source=Source.REGULATOR, name="孙小梅")
    desk.complaints.begin(who.supervisor, {"facts": "等候"})
    return far.number


def main(folder: Path) -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    apply_theme(application, "light")
    with tempfile.TemporaryDirectory() as place:
        factory = BranchFactory(Path(place), Templates(Path(place) / "templates"))
        desk = Desk(factory.make("sqlite"), Actors())
        number = fill(desk)
        for language in ("zh", "en"):
            i18n.install(application, language)
            runner = OpRunner()
            window = MainWindow(runner, SignInPage(runner, lambda login, password: None), samples.find)
            page = ComplaintsPage(
                runner, ComplaintData(desk.services, desk.actors.compliance, _Paper()), raster,
                today=desk.services.clock.now().date(), counts=True,
            )  # fmt: skip
            window.add_page("complaints", "warning", lambda page=page: page)  # type: ignore[misc]  # the loop's
            for width, height in SIZES:
                window.resize(width, height)
                window.show()
                window.enter("测试", "9000", "01")
                _views(application, runner, window, page, number, folder / f"{language}-{width}")
            window.close()
            runner.close()


class _Paper:
    def print(self, pdf: bytes) -> None:
        """Nothing."""


def _views(
    application: QApplication, runner: OpRunner, window: MainWindow, page: ComplaintsPage, number: str, stem: Path
) -> None:
    def settle() -> None:
        for _ in range(6):
            runner.wait()
            application.processEvents()

    def save(name: str) -> None:
        settle()
        window.grab().save(f"{stem}-{name}.png")

    page.back()
    save("list")
    page.open(number)
    settle()
    save("one")
    page.detail.begin(Step.SEND_BACK)
    save("step")
    page.back()
    page.start({"facts": "等候两小时无人接待。"})
    settle()
    page.taking.respondents.name.setText("柜台一位女员工")
    page.taking.respondents.take_line()
    save("taking")
    page.taking.leave()
    page.sums.click()
    save("sums")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
