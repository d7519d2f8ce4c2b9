"""A counter with papers to be signed by hand, and a reader that reads codes written as plain text."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from app.archive.papers import page_code, print_mark
from app.archive.press import PressedForm
from app.branch.opened import OpenBranch
from app.common.actor import Actor
from app.common.errors import Refused
from app.counter.services import Services
from app.onboarding.making import document_number
from app.scans.domain import PageState, Source
from app.scans.reader import ReadPage
from app.scans.service import ScanService
from app.scans.view import FormToSign, Inbox, Intake, ScanFile
from tests.app.onboarding import desk
from tests.app.onboarding.test_paper import SIGNED, Counter
from tests.builders import Actors

BLANK, NOTHING = "blank", "nothing"


class TextReader:
    """A file is lines, one a page: the text of its code, ``blank``, or ``nothing`` for a page without a code."""

    def read(self, name: str, content: bytes) -> tuple[ReadPage, ...]:
        if content.startswith(b"bad"):
            raise Refused("scan.damaged")
        lines = content.decode().splitlines()
        return tuple(
            ReadPage(f"picture of {name} {place} {line}".encode(), 100, 140,
                     "" if line.startswith((BLANK, NOTHING)) else line.split(" ")[0], line.startswith(BLANK))
            for place, line in enumerate(lines)
        )  # fmt: skip

    def turned(self, jpeg: bytes, quarters: int) -> bytes:
        return jpeg + f" turned {quarters}".encode()

    def bundle(self, pages: Sequence[bytes]) -> bytes:
        return b"scan:" + b"|".join(pages)


class TwoPagePress(desk.PlainPress):
    """Every form has two pages."""

    def press(self, form_id: str, facts: object) -> PressedForm:
        return replace(super().press(form_id, facts), pages=2)


@dataclass
class ScanDesk:
    """A teller with one opening on paper whose forms were printed."""

    services: Services
    counter: Counter
    teller: Actor
    _files: int = field(default=0)
    _printed: dict[str, bytes] = field(default_factory=dict)

    @staticmethod
    def of(branch: OpenBranch, actors: Actors, press: desk.PlainPress | None = None) -> ScanDesk:
        press = press or TwoPagePress()
        services = desk.services_for(branch, press)
        desk.enter_marketing(branch, actors.admin)
        own = ScanService(branch.db, branch.blobs, TextReader(), services.opening, services.transfer,
                          services.changes, services.risk_cases, services.archive, press)  # fmt: skip
        services = replace(services, scans=own)
        counter = Counter(services, press, actors.teller)
        counter.begin()
        return ScanDesk(services, counter, actors.teller)

    @property
    def scans(self) -> ScanService:
        return self.services.scans

    def print(self, *forms: str) -> None:
        for form_id in forms or SIGNED:
            self._printed[form_id] = self.counter.print(form_id)

    def code(self, form_id: str, page: int, pages: int = 2) -> str:
        """The code on a page of a form as it was printed last."""
        number = document_number(self.counter.case, form_id)
        return page_code(number, page, pages, print_mark(self.services.press.facts_sha256(self._printed[form_id])))

    def number(self, form_id: str) -> str:
        return document_number(self.counter.case, form_id)

    def take(self, *lines: str, actor: Actor | None = None, source: Source = Source.FILE) -> Intake:
        """A file with these pages; no two files are the same."""
        self._files += 1
        marked = [f"{line} {self._files}-{place}" for place, line in enumerate(lines)]
        file = ScanFile(f"stack{self._files}.pdf", "\n".join(marked).encode())
        return self.scans.take_in(actor or self.teller, [file], source)

    @property
    def inbox(self) -> Inbox:
        return self.scans.inbox(self.teller)

    def states(self) -> list[PageState]:
        return [page.state for page in self.inbox.pages]

    def form(self, form_id: str) -> FormToSign:
        number = self.number(form_id)
        return next(form for form in self.inbox.forms if form.number == number)
