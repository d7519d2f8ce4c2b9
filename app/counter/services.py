"""All services of one open branch, put together once: the windows and the command line use the same."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import sqlalchemy as sa

from app.approvals.service import ApprovalService
from app.archive.press import Press
from app.archive.service import ArchiveService
from app.audit.heads import read_heads
from app.auth.denials import audited
from app.auth.domain import SignInPolicy
from app.auth.service import AuthService
from app.backup.service import BackupService
from app.bookings.service import BookingService
from app.branch.opened import OpenBranch
from app.changes.judged import Surface as ChangeSurface
from app.changes.service import ChangeService
from app.classification.service import ClassificationService
from app.clients.service import ClientService
from app.common.clock import Clock, branch_day
from app.complaints.guard import unseen
from app.complaints.service import ComplaintService
from app.contacts.planning import PlanningService
from app.contacts.service import ContactService
from app.counter.lost_messages import make_task
from app.custody.service import CustodyService
from app.day_end.service import DayEndService
from app.dossier.known import KnownDossiers
from app.dossier.service import DossierService
from app.due_diligence.papers import PaperService
from app.due_diligence.service import ScreeningService
from app.education.inviting import inviter_of, opted_out
from app.education.service import EducationService
from app.figures.service import FigureService
from app.gateways.printing import PrintingSystem, SystemPrinter
from app.incidents.service import IncidentService
from app.institutions.service import InstitutionService
from app.marketing.service import MarketingService
from app.marks.service import MarkService
from app.messages.service import GatewayPlace, MessageService
from app.onboarding.facts import BranchFacts
from app.onboarding.judged import Secrets, Surface
from app.onboarding.service import OpeningService
from app.permissions.service import PermissionService
from app.policy.backup import BackupPolicy
from app.policy.composing import Base
from app.policy.in_force import policy_on
from app.policy.loader import load_backup
from app.policy.service import PolicyService
from app.policy.values import Policy
from app.presence.service import PresenceService
from app.printing.service import PrintingService
from app.receipts.service import ReceiptService
from app.reclassification.service import ReclassificationService
from app.relationship import storage as relationship
from app.reports.run_service import ReportRunService
from app.reports.service import ReportService
from app.rhythm.service import RhythmService
from app.risk_cases.class_table import ClassTableService
from app.risk_cases.judging import Surface as RiskSurface
from app.risk_cases.service import RiskCaseService
from app.satisfaction.service import SatisfactionService
from app.scans.reader import PageReader
from app.scans.service import ScanService
from app.snapshots.service import SnapshotService
from app.staff.service import StaffService
from app.stations.service import StationService
from app.suitability.service import SuitabilityService
from app.tasks.service import TaskService
from app.trading_days.service import TradingDayService
from app.transfer_out.judged import Surface as TransferSurface
from app.transfer_out.service import TransferService
from app.unusual_trading.service import UnusualTradingService
from app.verification.service import VerifyReport, verify_branch
from app.watch.service import WatchService

BACKUP_FILE = "backup.toml"
"""A branch's own backup policy in its folder."""


@dataclass(frozen=True, slots=True)
class Services:
    """The use cases of a branch, by capability."""

    branch: OpenBranch
    policy: Policy
    press: Press
    clock: Clock
    auth: AuthService
    staff: StaffService
    clients: ClientService
    bookings: BookingService
    marketing: MarketingService
    archive: ArchiveService
    custody: CustodyService
    opening: OpeningService
    transfer: TransferService
    changes: ChangeService
    permissions: PermissionService
    approvals: ApprovalService
    receipts: ReceiptService
    tasks: TaskService
    papers: PaperService
    messages: MessageService
    unusual: UnusualTradingService
    rhythm: RhythmService
    incidents: IncidentService
    classification: ClassificationService
    reclassification: ReclassificationService
    marks: MarkService
    snapshots: SnapshotService
    trading_days: TradingDayService
    reports: ReportService
    report_runs: ReportRunService
    day_end: DayEndService
    printing: PrintingService
    dossiers: DossierService
    presence: PresenceService
    scans: ScanService
    watch: WatchService
    screening: ScreeningService
    complaints: ComplaintService

    backups: BackupService
    stations: StationService
    suitability: SuitabilityService
    risk_cases: RiskCaseService
    class_tables: ClassTableService
    institutions: InstitutionService
    policies: PolicyService
    satisfaction: SatisfactionService
    education: EducationService
    contacts: ContactService
    contact_plans: PlanningService
    figures: FigureService

    def verify(
        self,
        progress: Callable[[int, int], None] | None = None,
        stop: Callable[[], bool] | None = None,
        heads: Path | None = None,
    ) -> VerifyReport:
        """Check the whole branch (SE-2): audit chain, documents, signatures, references; ``stop`` ends it early.

        ``heads``: a file of exported heads that the chains must agree with. Refused: ``backup.heads_unreadable``.
        """
        exported = None
        if heads is not None:
            keys, branch_id = self.branch.keys, self.branch.settings.branch_id
            exported = read_heads(heads, keys.purpose("heads"), branch_id)
        return verify_branch(self.branch, self.press, progress, stop, exported)

    def close(self) -> None:
        """Give the database back."""
        self.branch.close()


def branch_facts(branch: OpenBranch) -> BranchFacts:
    """The letterhead of a branch's forms."""
    settings = branch.settings
    return BranchFacts(settings.company, settings.name, settings.address, settings.telephone)


def backup_policy(folder: Path) -> BackupPolicy:
    """The branch's own ``backup.toml`` in ``folder``, else the shipped policy. Refused: ``policy.*``."""
    own = folder / BACKUP_FILE
    return load_backup(own if own.is_file() else None)


def policy_today(branch: OpenBranch, clock: Clock) -> Policy:
    """The policy in force at the branch on this day. Refused: ``policy.*`` (RA-3)."""
    with branch.db.read() as conn:
        return policy_on(conn, Base(branch.folder), branch_day(clock.now()))


def sign_in_policy(policy: Policy) -> SignInPolicy:
    """How wrong passwords are answered, as the branch's policy says."""
    rule = policy.sign_in
    return SignInPolicy(free_failures=rule.free_tries, first_wait=rule.waits[0], longest_wait=rule.waits[-1])


def _looks_after(conn: sa.Connection, client_id: str) -> str:
    """The staff id of a client's own marketing staff, who does not call them (FU-1); empty: nobody."""
    found = relationship.current(conn, client_id)
    return found.staff_id if found is not None else ""


def services_of(
    branch: OpenBranch, press: Press, policy: Policy, clock: Clock, reader: PageReader,
    system: PrintingSystem | None = None,
) -> Services:  # fmt: skip
    """Put the services of an open branch together.

    ``reader``: reads scanned pages; ``system``: another printing system than this computer's.
    """
    db = branch.db
    archive = ArchiveService(db, branch.blobs, press, KnownDossiers(policy.dossier))
    surface = Surface(press, policy, clock, branch_facts(branch), Secrets())
    transfer = TransferService(db, TransferSurface(press, policy, clock, branch_facts(branch)), branch.blobs)
    printing = PrintingService(db, archive, press, system or SystemPrinter())
    dossiers = DossierService(
        db, press, branch.blobs, policy.dossier, clock, branch_facts(branch), printing, policy.watch
    )
    opening = OpeningService(db, surface, branch.blobs)
    risk = RiskSurface(press, policy, clock, branch_facts(branch))
    changes = ChangeService(db, ChangeSurface(press, policy, clock, branch_facts(branch), Secrets()), branch.blobs)
    risk_cases = RiskCaseService(db, risk, branch.blobs)
    scans = ScanService(db, branch.blobs, reader, opening, transfer, changes, risk_cases, archive, press)
    auth = AuthService(db, policy=sign_in_policy(policy))
    return Services(
        branch=branch,
        policy=policy,
        press=press,
        clock=clock,
        auth=auth,
        staff=audited(StaffService(db), auth),
        clients=audited(ClientService(db, policy.watch), auth),
        bookings=audited(BookingService(db, policy.booking_expiry_days, policy.booking_no_show_minutes), auth),
        marketing=audited(MarketingService(db, press, branch.blobs, policy, clock, branch_facts(branch)), auth),
        archive=audited(archive, auth),
        custody=audited(CustodyService(db, policy), auth),
        opening=audited(opening, auth),
        transfer=audited(transfer, auth),
        changes=audited(changes, auth),
        permissions=audited(PermissionService(db), auth),
        approvals=audited(ApprovalService(db, transfer.after_confirmation), auth),
        receipts=audited(ReceiptService(db), auth),
        tasks=audited(TaskService(db, _looks_after), auth),
        papers=audited(PaperService(db, policy.tasks.paper_days), auth),
        unusual=audited(UnusualTradingService(db, policy), auth),
        rhythm=audited(RhythmService(db, policy, branch_facts(branch)), auth),
        messages=audited(MessageService(db, policy.messages, GatewayPlace.of(branch), clock, make_task), auth),
        incidents=audited(IncidentService(db), auth),
        classification=audited(ClassificationService(db, policy.transfer), auth),
        reclassification=audited(
            ReclassificationService(db, press, policy.transfer, clock, branch_facts(branch)), auth
        ),
        marks=audited(MarkService(db, policy), auth),
        snapshots=audited(SnapshotService(db), auth),
        trading_days=audited(TradingDayService(db), auth),
        reports=audited(ReportService(db, press, policy, clock, branch_facts(branch)), auth),
        report_runs=audited(
            ReportRunService(db, press, branch.blobs, policy, Base(branch.folder), clock, branch_facts(branch)), auth
        ),
        day_end=audited(DayEndService(db, press, branch.blobs, policy, clock, branch_facts(branch)), auth),
        printing=audited(printing, auth),
        dossiers=audited(dossiers, auth),
        presence=audited(PresenceService(db), auth),
        scans=audited(scans, auth),
        watch=audited(WatchService(db), auth),
        screening=audited(ScreeningService(db, policy.name_threshold), auth),
        complaints=audited(
            ComplaintService(db, press, branch.blobs, policy, clock, branch_facts(branch), reader), auth
        ),
        backups=audited(BackupService(branch, backup_policy(branch.folder), clock), auth),
        stations=audited(StationService(branch, policy.station_invitation_hours), auth),
        suitability=audited(SuitabilityService(db, policy), auth),
        risk_cases=audited(risk_cases, auth),
        class_tables=audited(ClassTableService(db, risk, Base(branch.folder)), auth),
        institutions=audited(InstitutionService(db), auth),
        policies=audited(PolicyService(db, Base(branch.folder)), auth),
        satisfaction=audited(SatisfactionService(db, press, policy.satisfaction, clock, branch_facts(branch)), auth),
        education=audited(
            EducationService(
                db,
                press,
                branch.blobs,
                policy.education,
                clock,
                branch_facts(branch),
                inviter_of(policy.messages, branch_facts(branch)),
                opted_out,
            ),
            auth,
        ),
        contacts=audited(ContactService(db, press, branch.blobs, policy, clock, branch_facts(branch), unseen), auth),
        contact_plans=audited(PlanningService(db, press, policy, clock, branch_facts(branch)), auth),
        figures=audited(FigureService(db, press, policy, clock, branch_facts(branch), branch.folder), auth),
    )
