"""Any PDF that comes back: genuine, altered or unknown, whatever was done to it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.archive import storage
from app.archive.domain import FileVersion
from app.archive.filing import pen_data
from app.archive.press import SignatureCheck
from app.audit.reader import AuditReader
from app.branch.opened import OpenBranch
from app.common.clock import FixedClock
from app.common.errors import Refused
from app.counter.services import services_of
from app.policy.loader import load_policy
from app.printing.domain import SourceKind
from app.verification.checking import CheckService, DocumentCheck, Ledger, Verdict, check_pdf
from app.verification.filing_page import CheckPages
from app.verification.page import chinese, facts_of
from app.verification.page import sealed as sealed_page
from app.verification.service import verify_branch
from forms.engine.page_reader import Recogniser
from forms.engine.press import FormPress
from tests.app.verification import papers
from tests.app.verification.papers import FORM, SIGNING, press, pressed, sealed, stamped
from tests.builders import Actors
from tests.forms.engine.samples import CLOCK, extract, keys, solid

NOW = CLOCK.now()


def asked(branch: OpenBranch, pdf: bytes) -> DocumentCheck:
    with branch.db.read() as conn:
        return check_pdf(press(), pdf, conn, NOW)


def alone(pdf: bytes) -> DocumentCheck:
    return check_pdf(press(), pdf, None, NOW)


@pytest.fixture
def archived(sqlite_branch: OpenBranch, actors: Actors) -> OpenBranch:
    """A branch with one sealed form of one client."""
    papers.archive(sqlite_branch, actors.teller, sealed())
    return sqlite_branch


@pytest.mark.rule("AR-1")
def test_an_archived_form_is_genuine_and_told_who_signed_when(branch: OpenBranch, actors: Actors) -> None:
    number = papers.archive(branch, actors.teller, sealed())
    found = asked(branch, sealed())
    assert (found.verdict, found.ledger, found.problems) == (Verdict.GENUINE, Ledger.FOUND, ())
    assert found.document is not None
    assert found.document.number == number == pressed().number
    client, seal = found.signatures
    assert (client.role, client.name, client.at, client.level, client.ok) == (
        "client",
        "林𬭎样",
        SIGNING.at,
        "B-B",
        True,
    )
    assert client.pen_sha256
    assert (seal.role, seal.name, seal.ok, seal.pen_sha256) == ("branch", keys().branch, True, "")
    assert found.facts_sha256 == press().facts_sha256(sealed())


def test_the_result_as_json_has_what_the_issue_asks_for_and_nothing_of_the_client_beside_the_signature(
    archived: OpenBranch,
) -> None:
    told = json.loads(json.dumps(asked(archived, sealed()).as_json()))
    assert (told["verdict"], told["ledger"], told["problems"]) == ("genuine", "found", [])
    assert set(told["document"]) == {
        "number", "title", "form_code", "form_version", "case_number", "pages", "content_sha256", "made_at"
    }  # fmt: skip
    assert {"role", "name", "at", "level", "ok", "why"} <= set(told["signatures"][0])
    assert told["facts_digest"] == press().facts_sha256(sealed())


def test_without_a_branch_the_ledger_was_not_asked_and_says_so(archived: OpenBranch) -> None:
    found = alone(sealed())
    assert (found.verdict, found.ledger, found.document) == (Verdict.GENUINE, Ledger.NOT_ASKED, None)


def test_whose_root_nobody_knows_is_unknown_and_not_altered() -> None:
    strangers = FormPress(None, clock=CLOCK)
    found = check_pdf(strangers, sealed(), None, NOW)
    assert found.verdict is Verdict.UNKNOWN
    assert all("not trusted" in problem for problem in found.problems)


def test_a_genuine_form_of_another_branch_is_unknown_to_this_ledger_or_altered(archived: OpenBranch) -> None:
    other = sealed("contents")
    found = asked(archived, other)
    assert found.verdict is not Verdict.GENUINE
    assert found.problems == ("the ledger of this branch has no file with this hash",)
    assert found.document is None


@pytest.mark.parametrize("content", [b"", b"x" * 3000, b"%PDF-1.7\n", b"GIF89a", bytes(10_000)])
def test_what_is_no_pdf_is_unknown(archived: OpenBranch, content: bytes) -> None:
    for found in (asked(archived, content), alone(content)):
        assert found.verdict is Verdict.UNKNOWN
        assert found.problems
        assert found.signatures == ()


@pytest.mark.rule("SE-2")
def test_bytes_flipped_all_over_the_file_are_altered_each_time(archived: OpenBranch) -> None:
    """Every 3,500th byte; every 500th is flipped by the benchmark of verification. The document is recognised."""
    pdf, verdicts = sealed(), []
    with archived.db.read() as conn:
        for at in range(0, len(pdf), 3500):
            data = bytearray(pdf)
            data[at] ^= 0x01
            found = check_pdf(press(), bytes(data), conn, NOW)
            verdicts.append((found.verdict, found.document is not None))
    assert len(verdicts) > 15
    assert set(verdicts) == {(Verdict.ALTERED, True)}


@settings(max_examples=25)
@given(st.data())
def test_any_byte_changed_is_never_genuine_even_without_the_ledger(data: st.DataObject) -> None:
    """Outside the signatures' own bytes, some of which nobody needs, no ledger is asked for."""
    pdf = sealed()
    at = data.draw(st.integers(0, len(pdf) - 1))
    begin = pdf.rfind(b"/Contents <", 0, at)
    end = pdf.find(b">", begin)
    if begin >= 0 and begin < at < end:
        return
    changed = bytearray(pdf)
    changed[at] ^= data.draw(st.sampled_from([1, 0x20, 0x80, 0xFF]))
    assert alone(bytes(changed)).verdict is not Verdict.GENUINE


FORGERIES: dict[str, Callable[[], bytes]] = {
    "appended": lambda: sealed() + b"\n",
    "appended comment": lambda: sealed() + b"% seen and approved\n%%EOF\n",
    "painted over": lambda: papers.updated(sealed(), papers.painted_over),
    "another page": lambda: papers.updated(sealed(), papers.with_another_page),
    "other facts": lambda: papers.updated(sealed(), papers.with_other_facts),
    "annotation": lambda: papers.updated(sealed(), papers.with_an_annotation),
    "shadow": lambda: papers.shadowed(sealed()),
    "saved anew": lambda: papers.rewritten(sealed()),
    "cut off before the seal": lambda: sealed()[: sealed().rindex(b"startxref", 0, len(sealed()) - 2000)],
    "cut off": lambda: sealed()[:-7],
    "another's seal in place": lambda: papers.signature_swapped(sealed(), papers.sealed_by_another()),
    "all signed by another": papers.sealed_by_another,
    "hidden behind the seal": lambda: papers.hidden_behind_the_seal(sealed()),
    "hidden behind the timestamp": lambda: papers.hidden_behind_the_seal(stamped()),
    "byte range hidden": lambda: papers.signature_wrapped(sealed()),
    "unsigned": lambda: pressed().pdf,
    "after the timestamp: page": lambda: papers.updated(stamped(), papers.with_another_page),
    "after the timestamp: painted": lambda: papers.updated(stamped(), papers.painted_over),
    "after the timestamp: appended": lambda: stamped() + b"\n",
}


@pytest.mark.rule("AR-1")
@pytest.mark.parametrize("name", FORGERIES)
def test_a_forged_form_is_altered_and_recognised_with_the_ledger_and_never_genuine_without(
    archived: OpenBranch, name: str
) -> None:
    forged = FORGERIES[name]()
    found = asked(archived, forged)
    assert (found.verdict, found.ledger) == (Verdict.ALTERED, Ledger.NOT_FOUND)
    assert found.document is not None
    assert found.document.number == pressed().number
    without = alone(forged)
    assert without.verdict is not Verdict.GENUINE
    assert len(without.problems) >= 1


def test_an_earlier_version_of_a_file_that_was_stamped_since_is_genuine(branch: OpenBranch, actors: Actors) -> None:
    number = papers.archive(branch, actors.teller, sealed())
    with branch.db.write(actors.teller) as tx:
        for version, pdf in enumerate((sealed(), papers.stamping_press().stamp(sealed())), 1):
            sha256 = branch.blobs.put(pdf)
            found = press().check(pdf)
            row = FileVersion(
                document_number=number, version=version, file_sha256=sha256, level=found.level,
                stamped_until=found.stamped_until, made_at=tx.at, made_by="x",
            )  # fmt: skip
            storage.add_version(tx.conn, row)
    before, after = asked(branch, sealed()), asked(branch, branch.blobs.get(sha256))
    assert (before.verdict, before.ledger) == (Verdict.GENUINE, Ledger.EARLIER)
    assert (after.verdict, after.ledger, after.level) == (Verdict.GENUINE, Ledger.FOUND, "B-LTA")
    assert before.document == after.document


@pytest.mark.rule("OP-4")
def test_pen_data_kept_that_is_not_the_signatures_is_told(branch: OpenBranch, actors: Actors) -> None:
    made = papers.archive(branch, actors.teller, sealed("custody"), "custody")
    assert asked(branch, sealed("custody")).verdict is Verdict.GENUINE
    with branch.db.read() as conn:
        (pen,) = storage.pens(conn, made)
    assert branch.blobs.get(pen.pen_sha256) == pen_data(SIGNING.ink)
    with branch.db.write(actors.teller) as tx:
        storage.add_pens(tx.conn, made, {"teller": pen.pen_sha256})
    found = asked(branch, sealed("custody"))
    assert (found.verdict, found.problems) == (Verdict.ALTERED, ("the pen data kept is not that of the signatures",))


def test_a_certificate_that_has_run_out_without_a_timestamp_is_not_genuine_and_not_altered(
    archived: OpenBranch,
) -> None:
    late = FormPress(keys(), clock=FixedClock(datetime(2070, 1, 1, tzinfo=UTC)))
    with archived.db.read() as conn:
        found = check_pdf(late, sealed(), conn, NOW)
    assert (found.verdict, found.ledger) == (Verdict.UNKNOWN, Ledger.FOUND)


def test_a_file_larger_than_any_of_ours_is_not_read(archived: OpenBranch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.verification.checking.MOST_BYTES", 1000)

    def never(_: object, __: bytes) -> SignatureCheck:
        raise AssertionError("it was read")

    monkeypatch.setattr(FormPress, "check", never)
    assert asked(archived, sealed()).verdict is not Verdict.GENUINE


def test_a_check_at_the_counter_needs_a_right_and_is_audited(archived: OpenBranch, actors: Actors) -> None:
    service = CheckService(archived.db, press(), CLOCK)
    assert service.check(actors.teller, sealed()).verdict is Verdict.GENUINE
    service.check(actors.compliance, sealed() + b"x")
    with pytest.raises(Refused, match=r"auth\.denied"):
        service.check(actors.marketing, sealed())
    records = AuditReader(archived.db).recent(actors.compliance, subject=("document", pressed().number))
    told = [record.after["verdict"] for record in records if record.act == "document.checked"]
    assert sorted(told) == ["altered", "genuine"]


@pytest.mark.rule("AR-1")
def test_the_verification_page_says_in_chinese_what_was_found_and_is_itself_genuine(archived: OpenBranch) -> None:
    forged = asked(archived, sealed() + b"\n")
    for found in (asked(archived, sealed()), forged, alone(b"")):
        facts = facts_of(archived.settings, found, "测试员（工号9001）")
        page = press().seal(press().press("verification-page", facts), None)
        assert press().check(page).genuine
        text = solid(extract(page))
        assert found.file_sha256 in text
        assert solid(facts.verdict) in text
        assert solid(facts.ledger) in text
        assert all(solid(problem) in text for problem in facts.problems)
        assert not re.search("[A-Za-z]", "".join(re.sub("（.*?）", "", problem) for problem in facts.problems))
    assert facts_of(archived.settings, forged).verdict == "已被改动"


def test_every_problem_a_check_can_tell_has_chinese(archived: OpenBranch) -> None:
    found = {problem for name in FORGERIES for problem in alone(FORGERIES[name]()).problems}
    found |= {"an archive timestamp does not hold", "the teller has not signed", "the signature client does not hold"}
    for problem in found:
        told = chinese(problem)
        assert told != problem
        assert "client" not in told
        assert "branch" not in told
    assert chinese("something else") == "something else"


def test_the_page_tells_of_timestamps_of_their_lack_and_of_those_to_come(archived: OpenBranch) -> None:
    def told(found: DocumentCheck) -> str:
        return facts_of(archived.settings, found).timestamps

    assert "没有时间戳" in told(alone(sealed()))
    assert "时间戳待补" in told(replace(alone(sealed()), stamp_pending=True))
    assert "示例路证券营业部 时间戳" in told(alone(stamped()))
    assert told(alone(b"")) == "没有签名"


def test_number_of_the_page_is_its_moment_at_the_branch_and_its_file(archived: OpenBranch) -> None:
    found = replace(alone(sealed()), checked_at=datetime(2026, 11, 20, 16, 30, tzinfo=UTC) + timedelta(seconds=5))
    number = facts_of(archived.settings, found).number
    assert number == f"YQ20261121003005-{found.file_sha256[:8].upper()}"
    assert FORM in press().info(FORM).id


@pytest.mark.rule("SR-2", "AR-1")
def test_a_page_that_is_printed_is_archived_once_and_queued_like_every_document(
    archived: OpenBranch, actors: Actors
) -> None:
    found = asked(archived, sealed())
    made, page = sealed_page(press(), archived.settings, found, "测试员（工号9001）")
    pages = CheckPages(archived.db, press(), archived.blobs)
    with pytest.raises(Refused, match=r"auth\.denied"):
        pages.keep(actors.marketing, made, page)
    with pytest.raises(Refused, match=r"archive\.seal_not_valid"):
        pages.keep(actors.teller, made, page + b"x")
    kept = pages.keep(actors.teller, made, page)
    assert (kept.number, kept.form_id, kept.client_id) == (made.number, "verification-page", None)
    assert archived.blobs.get(kept.file_sha256) == page
    assert pages.keep(actors.teller, made, page) == kept
    services = services_of(archived, press(), load_policy(), archived.db.clock, Recogniser())
    (job,) = services.printing.print_document(actors.teller, kept.number)
    assert (job.source, job.number) == (SourceKind.DOCUMENT, kept.number)
    problems = verify_branch(archived, press()).problems
    assert [problem for problem in problems if kept.number in str(problem)] == []
    assert asked(archived, page).document == kept
