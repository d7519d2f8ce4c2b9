"""On a real CUPS: pages arrive as PDF with text and seal, and what becomes of a job is told as it is (SR-2, SE-1)."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path

import pytest

from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.gateways import cups as cups_gateway
from app.gateways import ipp
from app.gateways.cups import Cups
from app.gateways.ipp import Operation
from app.gateways.printing import Outcome, PrinterInfo, PrintOptions, Sides, SystemPrinter
from app.printing.domain import JobState
from app.printing.sending import Sender
from forms import catalogue
from forms.engine.keys import SigningKeys, make_sample_certificate
from forms.engine.press import FormPress, press_document
from forms.engine.raster import page_count, raster
from tests.app.printing.counter import COMPANY, Paper, PrintCounter
from tests.builders import Actors
from tests.cups import CupsMissing, CupsServer, Queue, find_scheduler

BRANCH = "样例证券股份有限公司北京测试路证券营业部"


@pytest.fixture(scope="module")
def press() -> FormPress:
    """A press with keys of its own."""
    keys = SigningKeys.from_pkcs12(*make_sample_certificate(BRANCH))
    return FormPress(keys, keys.roots, FixedClock())


@pytest.fixture(scope="module")
def sealed(press: FormPress) -> bytes:
    """A form with the branch's seal."""
    contents = catalogue.form("contents")
    return press.seal(press_document(contents.build(contents.sample())), None)


def ended(cups: CupsServer, job: str) -> Outcome:
    """What became of ``job`` once the scheduler has done with it; its own client waits for that."""
    cups.run("lpstat", "-o", job.rpartition("-")[0])
    system = SystemPrinter()
    while (outcome := system.outcome(job)) is Outcome.UNDER_WAY:
        cups.run("lpstat", "-p")
    return outcome


def text(pdf: Path) -> str:
    done = subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, check=True)
    return done.stdout.decode()


def asked(cups: CupsServer, job: str, *names: str) -> dict[str, tuple[ipp.Value, ...]]:
    """Attributes of a job."""
    uri = f"ipp://localhost/jobs/{job.rpartition('-')[2]}"
    (facts,) = ipp.ask(cups.address, Operation.JOB, [("job-uri", uri)], names)
    return facts


def test_printers_are_listed_with_trays_both_sides_and_what_is_wrong_with_them(cups: CupsServer) -> None:
    good, stopped, closed = cups.queue(), cups.queue(), cups.queue()
    stopped.disable()
    closed.reject()
    cups.run("lpadmin", "-d", good.name)
    found = {printer.name: printer for printer in SystemPrinter().printers()}
    trays = ("Upper", "Lower")
    assert found[good.name] == PrinterInfo(good.name, True, trays, True, "")
    assert found[stopped.name] == PrinterInfo(stopped.name, False, trays, True, "printing.stopped")
    assert found[closed.name] == PrinterInfo(closed.name, False, trays, True, "printing.not_accepting")


@pytest.mark.rule("SR-2")
def test_pages_arrive_as_pdf_with_their_text_the_copy_label_and_the_seal(
    cups: CupsServer, press: FormPress, sealed: bytes, tmp_path: Path
) -> None:
    queue = cups.queue()
    pages = press.rendition(sealed, copy_label=COMPANY, reprint=True)
    job = SystemPrinter().send(pages, PrintOptions(queue.name, "Lower", Sides.LONG_EDGE, 1))
    assert ended(cups, job) is Outcome.PRINTED
    out = queue.out
    assert out.read_bytes().startswith(b"%PDF-")
    subprocess.run(["qpdf", "--check", str(out)], capture_output=True, check=True)
    plain = tmp_path / "plain.pdf"
    plain.write_bytes(pages)
    assert text(out).split() == text(plain).split()
    assert COMPANY in text(out)
    assert "补打" in text(out)
    unsealed = tmp_path / "unsealed.pdf"
    unsealed.write_bytes(press_document(catalogue.form("contents").build(catalogue.form("contents").sample())).pdf)
    of_seal = set(text(plain).split()) - set(text(unsealed).split()) - {COMPANY, "补打"}
    assert of_seal
    assert of_seal <= set(text(out).split())
    for page in range(page_count(pages)):
        assert raster(out.read_bytes(), page, 1.0) == raster(pages, page, 1.0)
    for said in (out, plain):
        pictures = subprocess.run(["pdfimages", "-list", str(said)], capture_output=True, check=True).stdout
        assert len(pictures.splitlines()) == 2  # a heading and no line: nothing has become a picture
    fonts = subprocess.run(["pdffonts", str(out)], capture_output=True, check=True).stdout.decode().splitlines()[2:]
    assert fonts
    assert all(line.split()[-5] == "yes" for line in fonts)  # embedded
    assert (
        subprocess.run(["pdfsig", str(out)], capture_output=True, check=False).returncode != 0
    )  # a print, no original
    facts = asked(cups, job, "sides", "InputSlot", "media", "copies", "job-name")
    assert facts["sides"] == ("two-sided-long-edge",)
    assert (facts["InputSlot"], facts["media"], facts["job-name"]) == (("Lower",), ("A4",), ("guitai",))


@pytest.mark.rule("SE-1")
def test_lists_of_jobs_temporary_files_and_the_spool_keep_nothing(
    cups: CupsServer, sealed: bytes, press: FormPress, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    queue = cups.queue()
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    queue.disable()
    with pytest.raises(Refused, match=r"printing\.stopped"):
        SystemPrinter().send(press.rendition(sealed), PrintOptions(queue.name))
    assert cups.spooled() == []  # it waits with us, encrypted in the document store, and not there as a plain file
    queue.enable()
    job = SystemPrinter().send(press.rendition(sealed), PrintOptions(queue.name))
    assert ended(cups, job) is Outcome.PRINTED
    assert list(tmp_path.iterdir()) == []
    assert BRANCH not in queue.jobs()
    for log in (cups.folder / "log").iterdir():
        assert BRANCH.encode() not in log.read_bytes()


def test_copies_are_counted_by_the_printing_system(cups: CupsServer, sealed: bytes, press: FormPress) -> None:
    queue = cups.queue()
    job = SystemPrinter().send(press.rendition(sealed), PrintOptions(queue.name, copies=3))
    assert ended(cups, job) is Outcome.PRINTED
    assert asked(cups, job, "copies")["copies"] == (3,)


def test_a_printer_that_cannot_be_used_is_refused_by_name(cups: CupsServer, sealed: bytes) -> None:
    closed, stopped, gone = cups.queue(), cups.queue(), cups.queue()
    closed.reject()
    stopped.disable()
    gone.remove()
    for name, code in (
        (closed.name, "printing.not_accepting"), (stopped.name, "printing.stopped"), (gone.name, "printing.gone"),
        ("never", "printing.gone"), ("-d", "printing.option"), ("a b", "printing.option"), ("a/b", "printing.option"),
    ):  # fmt: skip
        with pytest.raises(Refused) as refused:
            SystemPrinter().send(sealed, PrintOptions(name))
        assert refused.value.code == code
    with pytest.raises(Refused, match=r"printing\.option"):
        SystemPrinter().send(sealed, PrintOptions(cups.queue().name, "Upper page-ranges=1"))


def test_without_a_default_printer_and_without_a_wish_nothing_is_sent(cups: CupsServer, sealed: bytes) -> None:
    queue = cups.queue()
    cups.run("lpadmin", "-d", queue.name)
    queue.remove()
    with pytest.raises(Refused, match=r"printing\.no_printer"):
        SystemPrinter().send(sealed, PrintOptions())


def test_a_job_that_is_withdrawn_is_told_from_one_that_came_out(cups: CupsServer, sealed: bytes) -> None:
    queue = cups.queue(device="socket://127.0.0.1:1")  # nobody is there: it is tried again and again
    system = SystemPrinter()
    job = system.send(sealed, PrintOptions(queue.name))
    assert system.outcome(job) in {Outcome.UNDER_WAY, Outcome.STOPPED}
    system.withdraw(job)
    assert ended(cups, job) is Outcome.CANCELLED
    assert system.outcome(f"{queue.name}-999999") is Outcome.UNKNOWN
    assert system.outcome(f"other-{job.rpartition('-')[2]}") is Outcome.UNKNOWN  # the number is another printer's
    system.withdraw(job)  # once more does no harm


def test_a_printer_that_stops_with_the_document_is_told_as_stopped(cups: CupsServer, sealed: bytes) -> None:
    queue = cups.queue(device="file:///nowhere/at/all.pdf")
    system = SystemPrinter()
    job = system.send(sealed, PrintOptions(queue.name))
    while (outcome := system.outcome(job)) is Outcome.UNDER_WAY:
        cups.run("lpstat", "-p")
    assert outcome in {Outcome.STOPPED, Outcome.ABORTED}
    system.withdraw(job)


def test_a_scheduler_that_is_not_there_is_an_answer_too(
    cups: CupsServer, sealed: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CUPS_SERVER", "127.0.0.1:1")
    assert SystemPrinter().printers() == ()
    with pytest.raises(Refused) as refused:
        SystemPrinter().send(sealed, PrintOptions("counter1"))
    assert refused.value.code in {"printing.failed", "printing.away", "printing.gone"}
    with pytest.raises(Refused, match=r"printing\.away"):
        SystemPrinter().outcome("counter1-1")


def test_without_a_printing_system_there_are_no_printers(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    assert SystemPrinter().printers() == ()
    for act in (lambda: SystemPrinter().send(b"", PrintOptions()), lambda: SystemPrinter().print(b"")):
        with pytest.raises(Refused, match=r"printing\.none"):
            act()
    with pytest.raises(Refused, match=r"printing\.away"):
        Cups().outcome("front-1")
    with pytest.raises(Refused, match=r"printing\.away"):
        Cups().withdraw("front-1")


def test_an_lp_that_hangs_may_have_handed_it_over(cups: CupsServer, sealed: bytes) -> None:
    queue = cups.queue()

    def run(command: list[str], **more: object) -> subprocess.CompletedProcess[bytes]:
        if command[0] == "lp":
            raise subprocess.TimeoutExpired(command, 30)
        return subprocess.run(command, **more)  # type: ignore[call-overload,no-any-return]  # noqa: PLW1510 - as it came

    with pytest.raises(Refused, match=r"printing\.unsure"):
        SystemPrinter(run).send(sealed, PrintOptions(queue.name))


@pytest.mark.parametrize(
    ("state", "reason", "stands"),
    [(3, "none", False), (4, "toner-low-warning", False), (4, "offline-report", True), (4, "media-empty-error", True),
     (5, "none", True), (4, "media-jam", True)],
)  # fmt: skip
def test_a_printer_without_paper_keeps_the_document_and_is_given_it_all_the_same(
    state: int, reason: str, stands: bool
) -> None:
    facts: ipp.Attributes = {"printer-state": (state,), "printer-state-reasons": (reason,)}
    assert cups_gateway._stands(facts) is stands
    # it is tried even so, for nothing else tells CUPS that it is back; only a stopped one is not
    assert cups_gateway._problem(facts) == ("printing.stopped" if state == 5 else "")


def test_a_missing_cups_is_told_with_how_to_install_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "which", lambda *_, **__: None)
    with pytest.raises(CupsMissing, match="apt-get install"):
        find_scheduler()


# the queue on it


@pytest.fixture
def office(sqlite_branch: OpenBranch, actors: Actors, press: FormPress, sealed: bytes) -> PrintCounter:
    """A counter with a sealed form in its archive."""
    return PrintCounter(sqlite_branch, actors, Paper(), press, sealed)


def sender(office: PrintCounter) -> Sender:
    return Sender(office.branch.db, office.archive, SystemPrinter(), "01")


def until(cups: CupsServer, steps: Sender, office: PrintCounter, state: JobState) -> None:
    """Let the queue work until its newest job is there."""
    steps.round()
    while (job := office.service.jobs(office.teller)[0]).state is JobState.SENDING:
        cups.run("lpstat", "-p")
        steps.round()
    assert job.state is state


@pytest.mark.rule("SR-2")
def test_a_job_waits_for_a_stopped_printer_and_comes_out_when_it_is_started_again(
    cups: CupsServer, office: PrintCounter
) -> None:
    queue: Queue = cups.queue()
    queue.disable()
    steps = sender(office)
    job = office.queue(printer=queue.name)
    until(cups, steps, office, JobState.WAITING)
    assert office.job(job).error == "printing.stopped"
    assert not queue.out.exists()
    queue.enable()
    office.clock.at = office.job(job).next_at
    until(cups, steps, office, JobState.PRINTED)
    assert office.job(job).remote.startswith(queue.name)
    assert {use.copy_number for use in office.prints()} == {1}
    assert "补打" not in text(queue.out)
