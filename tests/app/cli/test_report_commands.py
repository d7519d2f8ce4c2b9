"""``guitai cases list`` and ``guitai report churn`` on a branch in which requests were made."""

from __future__ import annotations

import json
from datetime import datetime
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.approvals.domain import StepKind
from app.audit.storage import audit_log
from app.branch.opened import OpenBranch
from app.branch.seal import SealKey, save_seal
from app.common.clock import SystemClock, branch_day
from app.samples import transfers
from app.samples.leaving import know_the_years
from app.transfer_out.case import Outcome
from forms.engine.keys import make_sample_certificate
from tests.app.cli.desk import Shell
from tests.app.reports.workbook_reading import read
from tests.app.transfer_out.desk import IMPORTANT, ORDINARY, TransferDesk, transfer_desk
from tests.builders import Actors

PERIOD = ("--from", "2026-01-01", "--to", "2026-12-31")


def sealed_desk(branch: OpenBranch, actors: Actors) -> TransferDesk:
    """A branch that the program itself can open: it has its certificate."""
    pkcs12, password = make_sample_certificate("样例营业部")
    save_seal(branch.folder, branch.keys.purpose("seal"), SealKey(pkcs12, password))
    return transfer_desk(branch, actors)


@pytest.fixture
def desk(sqlite_branch: OpenBranch, actors: Actors) -> TransferDesk:
    return with_requests(sealed_desk(sqlite_branch, actors))


@pytest.fixture
def either_desk(branch: OpenBranch, actors: Actors) -> TransferDesk:
    return with_requests(sealed_desk(branch, actors))


def with_requests(desk: TransferDesk) -> TransferDesk:
    """One client about to leave with an approval by telephone outstanding, one request taken back.

    The command's own clock is the computer's: the calendar knows whatever year that is in.
    """
    know_the_years(desk.services, branch_day(SystemClock().now()))
    who, services = desk.actors, desk.services
    first, second = desk.client(IMPORTANT), desk.client(ORDINARY, own_staff=True)
    desk.snapshot()
    number = transfers.take_in(services, who.teller, first).case.number
    transfers.talk(services, who.teller, number, "介绍了产品", Outcome.LEAVES)
    transfers.submit(services, who.teller, number)
    director = services.transfer.approvers(who.teller, number, StepKind.DIRECTOR)[0][0]
    services.transfer.record_by_telephone(
        who.teller, number, StepKind.DIRECTOR, director, "同意办理", "13857120099", desk.clock.now()
    )
    other = transfers.take_in(services, who.teller, second).case.number
    services.transfer.cancel(who.teller, other, "客户改变主意")
    return desk


@pytest.fixture
def supervisor(shell: Shell) -> Shell:
    return shell.sign_in("user0", "Mima-2026-0-Ceshi")


def folder_of(desk: TransferDesk) -> Path:
    return desk.services.branch.folder


@pytest.mark.rule("TO-5")
@pytest.mark.rule("TO-6")
@pytest.mark.rule("TO-15")
def test_requests_are_listed_with_deadline_and_everybodys_approval(
    supervisor: Shell, either_desk: TransferDesk
) -> None:
    desk = either_desk
    said = supervisor("cases", "list", "--kind", "transfer-out", "--json", "--dir", folder_of(desk))
    assert (said.code, said.err) == (0, "")
    (case,) = said.json["cases"]
    _, client = desk.registered[0]
    assert {name: case[name] for name in ("number", "client", "status", "tier", "deadline")} == {
        "number": "ZX20261120000001", "client": client.number, "status": "approved", "tier": "important",
        "deadline": "2026-11-24",
    }  # fmt: skip
    (approval,) = case["approvals"]
    assert datetime.fromisoformat(approval.pop("at")) == desk.clock.now()
    assert approval.pop("status") in ("unconfirmed", "late")  # the command's own clock is the computer's
    name = desk.actors.marketing_director.name
    assert approval == {"step": "director", "name": name, "way": "telephone", "version": 1}


@pytest.mark.rule("SE-1")
def test_a_list_names_nobody_unless_names_are_asked_for(supervisor: Shell, desk: TransferDesk) -> None:
    names = [client.name for _, client in desk.registered]
    for arguments in (("--json",), ("--all",), ()):
        said = supervisor("cases", "list", *arguments, "--dir", folder_of(desk))
        assert said.code == 0
        assert not [name for name in names if name in said.out]
    said = supervisor("cases", "list", "--all", "--names", "--dir", folder_of(desk))
    assert [name for name in names if name in said.out] == names


def test_the_ended_ones_are_listed_when_all_are_asked_for(supervisor: Shell, desk: TransferDesk) -> None:
    said = supervisor("cases", "list", "--all", "--json", "--dir", folder_of(desk))
    by_status = {case["status"]: case for case in said.json["cases"]}
    assert set(by_status) == {"approved", "cancelled"}
    assert [step["status"] for step in by_status["cancelled"]["approvals"]] == ["open", "open"]
    assert by_status["cancelled"]["approvals"][0] | {"step": "", "status": ""} == {
        "step": "", "status": "", "name": None, "at": None, "way": None, "version": None,
    }  # fmt: skip
    lines = supervisor("cases", "list", "--dir", folder_of(desk)).out.splitlines()
    assert [line.split("\t")[0] for line in lines] == ["ZX20261120000001"]


def test_another_kind_of_case_is_wrong_usage(supervisor: Shell, desk: TransferDesk) -> None:
    assert supervisor("cases", "list", "--kind", "loans", "--dir", folder_of(desk)).code == 2


@pytest.mark.rule("TO-16")
@pytest.mark.rule("SE-1")
def test_the_figures_go_to_files_and_both_exports_are_registered(
    supervisor: Shell, either_desk: TransferDesk, tmp_path: Path
) -> None:
    desk = either_desk
    xlsx, pdf = tmp_path / "流失.xlsx", tmp_path / "流失.pdf"
    where = ("--dir", folder_of(desk))
    said = supervisor("report", "churn", *PERIOD, "--xlsx", xlsx, "--pdf", pdf, "--json", *where)
    assert (said.code, said.err) == (0, "")
    assert said.json["total"] | {"label": ""} == {
        "label": "", "requests": 2, "left": 0, "retained": 0, "open": 1, "assets_left": "0.00",
    }  # fmt: skip
    assert said.json["files"] == [str(xlsx), str(pdf)]
    assert len(said.json["tables"]) == 6
    assert read(xlsx.read_bytes()).sheets["总体情况"]["B7"] == 2
    assert pdf.read_bytes().startswith(b"%PDF")
    with desk.services.branch.db.read() as conn:
        rows = conn.execute(sa.select(audit_log.c.after).where(audit_log.c.act == "reports.exported")).scalars()
        assert [json.loads(row)["kind"] for row in rows] == ["xlsx", "pdf"]


def test_no_file_is_written_over_unless_forced(supervisor: Shell, desk: TransferDesk, tmp_path: Path) -> None:
    there = tmp_path / "old.xlsx"
    there.write_text("mine")
    where = ("--dir", folder_of(desk))
    said = supervisor("report", "churn", *PERIOD, "--xlsx", there, "--pdf", tmp_path / "new.pdf", "--json", *where)
    assert (said.code, said.json["code"]) == (1, "reports.file_exists")
    assert there.read_text() == "mine"
    assert not (tmp_path / "new.pdf").exists()
    assert supervisor("report", "churn", *PERIOD, "--xlsx", there, "--force", *where).code == 0
    assert there.read_bytes().startswith(b"PK")


def test_the_figures_can_be_read_in_the_terminal(supervisor: Shell, desk: TransferDesk) -> None:
    said = supervisor("report", "churn", *PERIOD, "--dir", folder_of(desk))
    assert said.code == 0
    assert "合计\t2\t0\t0\t1\t0.00" in said.out.splitlines()
    assert "按受理柜员" in said.out


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("--from", "2026-12-31", "--to", "2026-01-01"), "reports.period_backwards"),
        (("--from", "1926-01-01", "--to", "2026-01-01"), "reports.period_too_long"),
        (("--from", "yesterday", "--to", "2026-01-01"), "reports.day"),
        ((*PERIOD, "--xlsx", "one", "--pdf", "./one"), "reports.same_file"),
    ],
)
def test_what_cannot_be_is_told_with_its_code(
    shell: Shell, sqlite_branch: OpenBranch, actors: Actors, arguments: tuple[str, ...], code: str
) -> None:
    sealed_desk(sqlite_branch, actors)
    shell.sign_in("user0", "Mima-2026-0-Ceshi")
    said = shell("report", "churn", *arguments, "--json", "--dir", sqlite_branch.folder)
    assert (said.code, said.json["code"]) == (1, code)
    assert said.err.startswith("guitai: ")


@pytest.mark.rule("SE-1")
def test_who_may_not_read_reports_gets_no_file(
    shell: Shell, sqlite_branch: OpenBranch, actors: Actors, tmp_path: Path
) -> None:
    sealed_desk(sqlite_branch, actors)
    shell.sign_in("user3", "Mima-2026-3-Ceshi")  # marketing
    where = ("--json", "--dir", sqlite_branch.folder)
    said = shell("report", "churn", *PERIOD, "--xlsx", tmp_path / "x.xlsx", *where)
    assert (said.code, said.json["code"]) == (1, "auth.denied")
    assert not (tmp_path / "x.xlsx").exists()
    assert shell("cases", "list", *where).json["code"] == "auth.denied"
