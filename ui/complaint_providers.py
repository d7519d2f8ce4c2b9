"""Gives the page of complaints what it shows. No Qt; every method runs in a worker."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from app.common.actor import Actor, Right
from app.common.errors import Refused
from app.complaints.domain import AnswerWay, Complaint, Evidence, Level, Step
from app.complaints.evidence import MOST_RECORDING_BYTES, SUFFIXES
from app.complaints.facts import ComplaintStatisticsFacts
from app.complaints.looking import View
from app.complaints.taking_in import Draft, Named, TakeIn
from app.complaints.working import Candidate, Plan
from app.counter.services import Services
from app.gateways.printing import Printer
from app.policy.contacts import ContactKind, ContactQuestion
from app.storage.durable import write_durable
from ui.pages.complaints.port import Listed, Person, Sheet, StepInput
from ui.providers import Search
from ui.widgets.search import Hit


class ComplaintData:
    """Complaints of the branch as one person may see them."""

    def __init__(self, services: Services, actor: Actor, printer: Printer) -> None:
        self._services = services
        self._complaints = services.complaints
        self._actor = actor
        self._search = Search(services, actor)
        self._printer = printer

    def listed(self, *, open_only: bool) -> Listed:
        """What the person may see: overdue ones first."""
        return Listed(self._complaints.listed(self._actor, open_only=open_only), self._complaints.drafts(self._actor))

    def view(self, number: str) -> View:
        """One complaint."""
        return self._complaints.view(self._actor, number)

    def contact(self, number: str) -> str:
        """How the complainant is reached, in full; registered."""
        return self._complaints.contact(self._actor, number)

    def people(self) -> Sequence[Person]:
        """Everybody in the register but oneself: nobody takes in what is about themselves."""
        members = self._services.staff.members(self._actor)
        return [Person(one.id, one.number, one.name, one.post) for one in members if one.id != self._actor.staff_id]

    def candidates(self, number: str) -> Sequence[Candidate]:
        """Whom it can be given to."""
        return self._complaints.candidates(self._actor, number)

    def questions(self) -> Sequence[ContactQuestion]:
        """What the policy asks a client after a complaint."""
        return self._services.policy.contacts.asked(ContactKind.COMPLAINT)

    def find(self, text: str) -> Sequence[Hit]:
        """Clients that fit."""
        return self._search.find(text)

    def begin(self, typed: Mapping[str, Any]) -> Draft:
        """A new draft."""
        return self._complaints.begin(self._actor, typed)

    def keep(self, draft_id: str, typed: Mapping[str, Any]) -> Draft:
        """Keep what is typed."""
        return self._complaints.keep(self._actor, draft_id, typed)

    def drop(self, draft_id: str) -> None:
        """Give a draft up."""
        self._complaints.drop(self._actor, draft_id)

    def take_in(self, command: TakeIn) -> Complaint:
        """Take it in."""
        return self._complaints.take_in(self._actor, command)

    def add_evidence(self, complaint_id: str, path: str, consent: str) -> Evidence:
        """Keep a file. Refused: ``scan.unreadable`` when it cannot be read."""
        try:
            with Path(path).open("rb") as file:
                content = file.read(MOST_RECORDING_BYTES + 1)  # enough to refuse it, whatever its size
        except (OSError, ValueError) as fault:
            raise Refused("scan.unreadable") from fault
        return self._complaints.add_evidence(self._actor, complaint_id, Path(path).name, content, consent)

    def paper(self, complaint_id: str, evidence: Evidence) -> Sheet:
        """A paper of evidence, all pages."""
        pages = [
            self._complaints.evidence_page(self._actor, complaint_id, evidence.id, page)
            for page in range(1, len(evidence.files) + 1)
        ]
        return Sheet(evidence.name, self._services.scans.reader.bundle(pages), len(pages))

    def save_recording(self, complaint_id: str, evidence: Evidence, path: str) -> str:
        """Write a recording to a file; its path."""
        suffix = SUFFIXES[evidence.media]
        wanted = path if path.lower().endswith(suffix) else path + suffix
        write_durable(Path(wanted), self._complaints.evidence_page(self._actor, complaint_id, evidence.id))
        return wanted

    def take(self, step: StepInput) -> Complaint:
        """Take a step."""
        service, actor, one = self._complaints, self._actor, step
        number, version, words = one.number, one.version, one.words
        match one.step:
            case Step.ASSIGN:
                made = service.assign(actor, number, one.staff_id, version, words)
            case Step.NAME:
                made = service.name_respondent(actor, number, one.named or Named(), version)
            case Step.INVESTIGATE:
                made = service.investigate(actor, number, words, one.verdicts, version)
            case Step.PLAN:
                made = service.plan(actor, number, one.plan or Plan(measure="", compensation=Decimal(0)), version)
            case Step.POSTPONE:
                made = service.postpone(actor, number, one.to or date.min, words, version)
            case Step.ANSWER:
                made = service.answer(actor, number, words, one.way or AnswerWay.NONE, version)
            case Step.CALL_BACK:
                made = service.call_back(actor, number, one.satisfied, words, version, one.answers)
            case Step.LEVEL:
                made = service.change_level(actor, number, one.level or Level.BRANCH, words, version)
            case Step.WITHDRAW:
                made = service.withdraw(actor, number, one.source, words, version)
            case _:
                worded = {
                    Step.AGREE: service.agree, Step.SEND_BACK: service.send_back, Step.REOPEN: service.reopen,
                    Step.LET_GO: service.let_go, Step.KEEP_ON: service.keep_on, Step.CLOSE: service.close,
                }  # fmt: skip
                made = worded[one.step](actor, number, words, version)
        return made

    def record(self, number: str) -> Sheet:
        """《客户投诉记录表》 as it stands."""
        pressed = self._complaints.record_form(self._actor, number)
        return Sheet(pressed.title, pressed.pdf, pressed.pages)

    def document(self, number: str, complaint: str) -> Sheet:
        """An archived paper of a complaint; the purpose is the complaint itself (AR-3)."""
        found = self._services.archive.get(self._actor, number)
        pdf = self._services.archive.get_pdf(self._actor, number, f"办理投诉{complaint}")
        return Sheet(found.title, pdf, found.pages, number)

    def print_sheet(self, sheet: Sheet) -> None:
        """Print a paper: through the queue what is archived, at once what is not."""
        if sheet.document and self._actor.may(Right.PRINT):
            self._services.printing.print_document(self._actor, sheet.document, why="办理投诉")
        else:
            self._printer.print(sheet.pdf)

    def statistics(self, since: date, until: date) -> ComplaintStatisticsFacts:
        """The sums."""
        return self._complaints.statistics(self._actor, since, until)

    def save_pdf(self, since: date, until: date, path: str) -> str:
        """《投诉统计表》 as a file; its path."""
        write_durable(Path(path), self._complaints.statistics_pdf(self._actor, since, until))
        return path

    def save_xlsx(self, since: date, until: date, path: str) -> str:
        """The same as a workbook."""
        write_durable(Path(path), self._complaints.statistics_xlsx(self._actor, since, until))
        return path
