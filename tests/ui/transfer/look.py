"""Walks through transfer-outs and saves pictures of every step: sizes and languages. To be looked at.

``python -m tests.ui.transfer.look FOLDER [light|dark]``; makes a branch of its own in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtWidgets import QApplication

from app.approvals.domain import StepKind, Verdict
from app.samples import transfers
from app.samples.people import BRANCH
from app.transfer_out.case import Outcome
from app.transfer_out.steps import Step
from tests.app.transfer_out.desk import CORE, IMPORTANT, INSTITUTION, ORDINARY, transfer_desk
from tests.builders import Actors, BranchFactory, Templates
from tests.ui import samples
from tests.ui.transfer.desk import Counter, with_real_forms
from ui import i18n
from ui.main_window import MainWindow
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))


class Camera:
    """Takes every picture in each size and language."""

    def __init__(self, application: QApplication, counter: Counter, folder: Path) -> None:
        self.application, self.counter, self.folder = application, counter, folder
        self.number = 0

    def take(self, name: str) -> None:
        """One moment."""
        self.number += 1
        for wide, high in SIZES:
            self.counter.window.resize(wide, high)
            for language in ("zh", "en"):
                i18n.install(self.application, language)
                for _ in range(3):
                    self.counter.settle()
                self.counter.page.live.settle()
                self.counter.settle()
                picture = self.counter.window.grab()
                picture.save(str(self.folder / f"{wide}-{language}-{self.number:02d}-{name}.png"))
        i18n.install(self.application, "zh")


SHOWN = {f"doc:{code}": "shown" for code in ("id-card", "securities-card", "fund-card")}
REASONS = {f"doc_reason:{code}": "高拍仪检修，已核对原件" for code in ("id-card", "securities-card", "fund-card")}
WISHES = {"wish_sh": "yes", "wish_sz": "yes", "target": "示例证券上海营业部", "sz_seat": "123456"}


def save(counter: Counter, values: dict[str, str]) -> None:
    """Have fields entered already."""
    counter.page.case.put(values)
    counter.settle()


def visit(counter: Counter) -> None:
    """Show everything that is wrong in the present step."""
    counter.page.deck.page.visit_all()
    counter.settle()


def important(camera: Camera, counter: Counter) -> None:
    """One who is talked to, approved by telephone, blocked by nothing."""
    branch = counter.branch
    client = branch.registered[1][1]
    counter.start(client)
    camera.take("intake-empty")
    save(counter, {**SHOWN, "doc:fund-card": "missing", "wish_sh": "yes", "present": "agent", "telephone": "138"})
    visit(counter)
    camera.take("intake-wrong")
    save(counter, {"present": "client", "telephone": "13857130002", **WISHES, **SHOWN, **REASONS})
    visit(counter)
    camera.take("intake-done")
    counter.go(Step.ACCOUNTS)
    camera.take("accounts-clear")
    counter.go(Step.REASON)
    camera.take("reason-empty")
    save(counter, {"reason": "commission", "reason_text": "别家给到万一，问能不能降"})
    camera.take("reason")
    counter.go(Step.TALK)
    page = counter.of(Step.TALK)
    page.new["said"].set_value("核对了近一年的佣金，说明了规费部分")
    page.new["offered"].set_value("申请调整到万一点二")
    camera.take("talk-typing")
    visit(counter)
    camera.take("talk-not-kept")
    page.write_down()
    counter.settle()
    counter.go(Step.TALK)
    transfers.talk(
        branch.services, branch.actors.marketing_director, counter.page.case.number, "电话沟通，答应上门拜访",
        Outcome.UNDECIDED, promised="营销总监上门拜访", promise_due=date(2026, 11, 25), answer="再考虑一下",
    )  # fmt: skip
    counter.look()
    camera.take("talk")
    counter.go(Step.APPLICATION)
    camera.take("application")
    counter.page.toggle_display()
    counter.settle()
    camera.take("application-running")
    counter.sign()
    camera.take("application-done")
    counter.go(Step.APPROVAL)
    camera.take("approval-open")
    counter.of(Step.APPROVAL).submit.click()
    counter.settle()
    counter.of(Step.APPROVAL).call[StepKind.DIRECTOR].click()
    counter.settle()
    camera.take("approval-telephone")
    telephone = counter.of(Step.APPROVAL).telephone
    telephone.number.set_value("13900000001")
    telephone.words.set_value("同意办理，尽快约时间回访")
    telephone.record()
    counter.settle()
    camera.take("approval-unconfirmed")
    counter.go(Step.INTAKE)
    camera.take("intake-guarded")
    counter.go(Step.FEE)
    camera.take("fee")
    counter.of(Step.FEE).take.click()
    counter.settle()
    camera.take("fee-taken")
    counter.go(Step.PASSWORD)
    camera.take("password")
    counter.page.toggle_display()
    counter.settle()
    counter.check_password("000000")
    camera.take("password-wrong")
    counter.check_password(transfers.PASSWORD)
    camera.take("password-done")
    counter.go(Step.RETURNS)
    camera.take("returns-empty")
    save(counter, {f"return:{one.code}": "done" for one in counter.view.returns[:3]})
    save(counter, {"return_reason:client-copy": "客户要求邮寄"})
    counter.page.toggle_display()
    counter.settle()
    counter.sign()
    counter.write(counter.of(Step.RETURNS).teller.pad)
    camera.take("returns-teller")
    counter.of(Step.RETURNS).teller.confirm.click()
    counter.settle()
    camera.take("returns-done")
    counter.page.complete()
    counter.settle()
    camera.take("done")


def others(camera: Camera, counter: Counter) -> None:
    """Blocked, by hand, core, insisting, sent back, late, by paper; the list."""
    branch = counter.branch
    ordinary, _, core, institution = (made for _, made in branch.registered)
    branch.snapshot(孙立明={"new_share_frozen": Decimal("186000"), "new_share_release": date(2026, 11, 24),
                         "orders_unfilled": 2})  # fmt: skip
    transfers.take_in(branch.services, branch.actors.teller, ordinary)
    number = branch.transfer.cases(branch.actors.teller)[0].number
    counter.resume(number)
    counter.go(Step.ACCOUNTS)
    camera.take("accounts-blocked")
    counter.page.insist()
    counter.settle()
    camera.take("insisted")
    save(counter, {"sign_way": "paper"})
    counter.go(Step.APPLICATION)
    camera.take("application-paper")
    counter.page.suspend()
    number = transfers.take_in(branch.services, branch.actors.teller, core).case.number
    transfers.talk(branch.services, branch.actors.teller, number, "请营销总监面谈", Outcome.LEAVES)
    transfers.submit(branch.services, branch.actors.teller, number)
    seen = branch.transfer.approval_screen(branch.actors.marketing_director, number).seen_version
    branch.transfer.decide(
        branch.actors.marketing_director, number, StepKind.DIRECTOR, Verdict.SENT_BACK,
        "客户账户里的债券回购什么时候到期？", "", seen,
    )  # fmt: skip
    counter.resume(number)
    counter.go(Step.INTAKE)
    camera.take("intake-core")
    counter.go(Step.APPROVAL)
    camera.take("approval-sent-back")
    branch.clock.tick(timedelta(days=7).total_seconds())
    number = transfers.take_in(branch.services, branch.actors.teller, institution).case.number
    counter.resume(number)
    camera.take("intake-institution")
    counter.go(Step.ACCOUNTS)
    save(counter, {"cond:orders": "no", "cond:repo": "yes", "cond_detail:repo": "三天期"})
    visit(counter)
    camera.take("accounts-by-hand")
    counter.page.suspend()
    counter.settle()
    camera.take("list-late")


def main(folder: Path, theme: str = "light") -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    i18n.install(application, "zh")
    apply_theme(application, theme)
    runner = OpRunner()
    with tempfile.TemporaryDirectory() as place:
        templates = Templates(Path(place) / "templates")
        factory = BranchFactory(Path(place), templates)
        branch = transfer_desk(factory.make("sqlite"), Actors())
        branch.services = with_real_forms(branch)
        sign_in = SignInPage(runner, lambda login, password: None, branch=BRANCH["name"], sample=True)
        window = MainWindow(runner, sign_in, samples.find, branch=BRANCH["name"], sample=True)
        counter = Counter(branch, runner)
        window.add_page("transfer", "arrow-right", lambda: counter.page)
        counter.page.setParent(None)  # out of the window that goes now
        counter.window = window
        window.resize(1366, 768)
        counter.show()
        window.enter(counter.actor.name, counter.actor.staff_number, "01")
        camera = Camera(application, counter, folder)
        camera.take("list-empty")
        for sample in (ORDINARY, IMPORTANT, CORE, INSTITUTION):
            branch.client(sample, own_staff=sample is ORDINARY)
        branch.snapshot()
        important(camera, counter)
        others(camera, counter)
        counter.close()
        factory.close()
        templates.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
