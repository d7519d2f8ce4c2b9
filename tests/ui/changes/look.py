"""Walks through changes and saves pictures of every step: sizes and languages. To be looked at.

``python -m tests.ui.changes.look FOLDER [light|dark]``; makes a branch of its own in a temporary folder.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
os.environ.setdefault("QT_SCALE_FACTOR", "1")

from PySide6.QtWidgets import QApplication

from app.changes.steps import Step
from app.counter.services import services_of
from app.samples.institutions import owners
from app.samples.people import BRANCH
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.page_reader import Recogniser
from forms.engine.press import FormPress
from tests.app.changes.desk import AGENT, NEWCOMER, REPRESENTATIVE, change_desk
from tests.app.changes.test_institution import new_agent
from tests.builders import Actors, BranchFactory, Templates
from tests.ui import samples
from tests.ui.changes.desk import Counter
from ui import i18n
from ui.main_window import MainWindow
from ui.sign_in import SignInPage
from ui.support.run_op import OpRunner
from ui.theme import apply_theme

SIZES = ((1366, 768), (1920, 1080))


def main(folder: Path, theme: str = "light") -> None:
    """All pictures."""
    folder.mkdir(parents=True, exist_ok=True)
    application = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(application, QApplication)
    i18n.install(application, "zh")
    apply_theme(application, theme)
    with tempfile.TemporaryDirectory() as place:
        templates = Templates(Path(place) / "templates")
        factory = BranchFactory(Path(place), templates)
        desk = change_desk(factory.make("sqlite"), Actors())
        keys = SigningKeys.from_pkcs12(*make_sample_certificate("样例证券股份有限公司北京测试路证券营业部"))
        press = FormPress(keys, clock=desk.services.clock)
        services = services_of(desk.services.branch, press, desk.services.policy, desk.services.clock, Recogniser())
        runner = OpRunner()
        sign_in = SignInPage(runner, lambda login, password: None, branch=BRANCH["name"], sample=True)
        window = MainWindow(runner, sign_in, samples.find, branch=BRANCH["name"], sample=True)
        counter = Counter(desk, runner, services=services)
        window.add_page("changes", "pen", lambda: counter.page)
        counter.page.setParent(None)  # out of the window that goes now
        counter.window = window
        counter.show()
        window.enter(counter.actor.name, counter.actor.staff_number, "01")
        walk(counter, application, folder)
        counter.close()
        factory.close()
        templates.stop()


def walk(counter: Counter, application: QApplication, folder: Path) -> None:
    """One of each that looks different."""
    client = counter.branch.client()
    counter.branch.assess(client, "medium")
    number = 0

    def take(name: str) -> None:
        nonlocal number
        number += 1
        for wide, high in SIZES:
            counter.window.resize(wide, high)
            for language in ("zh", "en"):
                i18n.install(application, language)
                for _ in range(3):
                    counter.settle()
                counter.page.live.settle()
                counter.settle()
                counter.window.grab().save(str(folder / f"{wide}-{language}-{number:02d}-{name}.png"))
        i18n.install(application, "zh")

    take("nobody")
    counter.page.choose(client.id, client.name)
    counter.settle()
    take("kinds")
    counter.start(client, "client-data")
    take("identity")
    counter.put(paper_shown=client.paper_number, original_seen="yes", mobile="13900001234", address="示例市新样路8号")
    counter.go(Step.CHANGE)
    take("data")
    counter.go(Step.SIGNING)
    take("signing")
    counter.put(sign_way="paper")
    take("paper")
    counter.start(client, "permission")
    counter.put(paper_shown=client.paper_number, original_seen="yes", permission_act="open", permission="chinext")
    counter.go(Step.CHANGE)
    counter.page.deck.of(Step.CHANGE).visit_all()
    take("permission")
    counter.put(permission="hk-connect")
    take("assets")
    counter.put(permission="chinext")
    counter.go(Step.READING)
    take("reading")
    counter.start(client, "paper-renewed")
    counter.go(Step.CHANGE)
    take("renewed")
    institution = counter.branch.institution()
    counter.page.choose(institution.id, institution.name)
    counter.settle()
    take("kinds-of-institution")
    counter.start(institution, "institution-agent")
    take("identity-of-institution")
    counter.go(Step.CHANGE)
    counter.put(people_act="agent", agent_name="陆思琪", letter_scope="changes,custody")
    take("agent")
    counter.put(people_act="representative")
    take("representative")
    counter.put(people_act="withdraw")
    take("withdraw")
    counter.put(**new_agent(counter.branch), original_seen="yes")
    counter.go(Step.SIGNING)
    take("letter-to-stamp")
    counter.start(institution, "licence-renewed")
    counter.put(paper_shown=AGENT, original_seen="yes", licence_code="91330106MA2000001X", licence_name="示例商贸集团")
    counter.go(Step.CHANGE)
    counter.page.deck.of(Step.CHANGE).visit_all()
    take("licence")
    counter.start(institution, "institution-owners")
    counter.put(paper_shown=AGENT, original_seen="yes", owners=owners(first=REPRESENTATIVE, second=NEWCOMER))
    counter.go(Step.CHANGE)
    take("owners")
    counter.go(Step.SIGNING)
    take("owners-signing")
    counter.start(institution, "institution-seals")
    counter.put(
        paper_shown=AGENT, original_seen="yes", seals="official,finance", old_seals="lost", reason="磨损", proof="说明"
    )
    counter.go(Step.CHANGE)
    take("seals")
    counter.go(Step.SIGNING)
    take("seals-signing")
    counter.start(institution, "institution-tax")
    counter.put(paper_shown=AGENT, original_seen="yes", tax_kind="passive-nfe", tax_residence="both")
    counter.go(Step.CHANGE)
    take("tax")


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:3])
