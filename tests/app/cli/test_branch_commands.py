"""Commands on a branch: making a real one, signing in, finding, documents, the certificate."""

from __future__ import annotations

import datetime as dt
import shutil
import stat
from pathlib import Path
from types import SimpleNamespace

import pytest
import sqlalchemy as sa
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import pkcs12
from cryptography.x509.oid import NameOID

from app.audit.storage import audit_log
from app.samples.branch import fill
from app.samples.people import STAFF
from forms.engine.keys import make_sample_certificate
from tests.app.cli.desk import Said, Shell
from tests.demo import Demo, person
from tests.postgres import PostgresqlServer
from ui.wiring import ProgramWiring

PASSPHRASE = "forty-two green umbrellas"
ADMIN = "Erste-Verwalterin-9"


def make(shell: Shell, folder: Path, *more: str) -> Said:
    shell.set(GUITAI_PASSPHRASE=PASSPHRASE, GUITAI_ADMIN_PASSWORD=ADMIN)
    names = (
        "--company",
        "示例证券股份有限公司",
        "--name",
        "示例营业部",
        "--address",
        "示例路1号",
        "--telephone",
        "0571-1",
    )
    return shell("init", "--dir", folder, *names, *more, "--json")


def acts(folder: Path, passphrase: str = "") -> list[tuple[str, str]]:
    """What the audit log says was done, and where."""
    wiring = ProgramWiring(passphrase=lambda: passphrase)
    with wiring.open(folder, exclusive=False).branch as branch, branch.db.read() as connection:
        query = sa.select(audit_log.c.act, audit_log.c.station).order_by(audit_log.c.station, audit_log.c.seq)
        return [(row.act, row.station) for row in connection.execute(query)]


def as_teller(shell: Shell) -> Shell:
    return shell.sign_in("teller", person("teller").password)


# making a branch


@pytest.mark.rule("SE-1")
def test_a_real_branch_is_made_under_a_passphrase_and_opens_with_it(shell: Shell, tmp_path: Path) -> None:
    folder = tmp_path / "branch"
    said = make(shell, folder)
    assert (said.code, said.err) == (0, "")
    assert said.json["admin"] == "admin"
    assert len(said.json["recovery"].split("-")) == 8
    assert {path.name for path in folder.iterdir()} >= {"branch.toml", "branch.db", "key.wrap", "recovery.wrap"}
    assert not (folder / "sample.key").exists()
    for path in folder.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path.name
        assert not path.is_file() or not any(
            word.encode() in path.read_bytes() for word in (PASSPHRASE, ADMIN, said.json["recovery"])
        )
    verified = shell("verify", "--dir", folder, "--json")
    assert (verified.code, verified.json["ok"], verified.json["sample"]) == (0, True, False)
    assert shell.sign_in("admin", ADMIN)("documents", "list", "--dir", folder).code == 1


@pytest.mark.rule("SE-1")
def test_a_real_branch_needs_its_passphrase_and_the_right_one(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(shell, tmp_path / "b")
    wrong = shell.set(GUITAI_PASSPHRASE="another passphrase")("verify", "--dir", tmp_path / "b")
    assert (wrong.code, wrong.out) == (1, "")
    assert "passphrase does not open" in wrong.err
    monkeypatch.delenv("GUITAI_PASSPHRASE")
    monkeypatch.setattr("ui.passphrase._typed", [])
    nobody = shell("verify", "--dir", tmp_path / "b")
    assert (nobody.code, "GUITAI_PASSPHRASE" in nobody.err) == (1, True)


@pytest.mark.parametrize(
    ("variables", "says"),
    [
        ({"GUITAI_PASSPHRASE": ""}, "GUITAI_PASSPHRASE"),
        ({"GUITAI_PASSPHRASE": "short"}, "at least 12"),
        ({"GUITAI_ADMIN_PASSWORD": ""}, "GUITAI_ADMIN_PASSWORD"),
        ({"GUITAI_ADMIN_PASSWORD": "short"}, "at least 10"),
        ({"GUITAI_ADMIN_PASSWORD": "aaaaaaaaaaaa"}, "too easy"),
    ],
)
def test_nothing_is_made_without_what_protects_it(
    shell: Shell, tmp_path: Path, variables: dict[str, str], says: str
) -> None:
    shell.set(**{"GUITAI_PASSPHRASE": PASSPHRASE, "GUITAI_ADMIN_PASSWORD": ADMIN} | variables)
    said = shell("init", "--dir", tmp_path / "b")
    assert (said.code, said.out) == (1, "")
    assert says in said.err
    assert not (tmp_path / "b" / "branch.toml").exists()
    assert make(shell, tmp_path / "b").code == 0


@pytest.mark.parametrize(
    ("option", "value"),
    [("--admin", "a b"), ("--prefix", "../.."), ("--database", "mysql://x/y"), ("--name", "a\u202eb")],
)
def test_a_branch_with_a_wrong_setting_is_refused_and_nothing_is_made(
    shell: Shell, tmp_path: Path, option: str, value: str
) -> None:
    said = make(shell, tmp_path / "b", option, value)
    assert (said.code, said.json["ok"]) == (1, False)
    assert not (tmp_path / "b" / "branch.toml").exists()


def test_a_branch_is_never_made_over_another(shell: Shell, demo_branch: Path) -> None:
    before = (demo_branch / "branch.db").read_bytes()
    said = make(shell, demo_branch)
    assert (said.code, said.json["code"]) == (1, "branch.exists")
    assert (demo_branch / "branch.db").read_bytes() == before


def test_a_real_branch_works_on_a_server(postgresql_server: PostgresqlServer, tmp_path: Path, shell: Shell) -> None:
    url = postgresql_server.create()
    try:
        assert make(shell, tmp_path / "b", "--database", url).code == 0
        assert not (tmp_path / "b" / "branch.db").exists()
        assert url.rsplit("/", 1)[0].encode() not in (tmp_path / "b" / "branch.toml").read_bytes()
        assert shell("verify", "--dir", tmp_path / "b", "--json").json["audit_rows"] >= 3
        other = make(shell, tmp_path / "c", "--database", url)
        assert (other.code, other.json["code"]) == (1, "branch.exists")
    finally:
        postgresql_server.drop(url)


# real work and sample keys


@pytest.mark.rule("SE-1")
def test_a_sample_key_opens_no_branch_that_says_it_is_real(shell: Shell, demo_branch: Path) -> None:
    mark = demo_branch / "branch.toml"
    mark.write_text(mark.read_text("utf-8").replace("sample = true", "sample = false"), encoding="utf-8")
    for line in ("verify", "clients find x", "documents list"):
        said = as_teller(shell)(*line.split(), "--dir", demo_branch, "--json")
        assert (said.code, said.json["code"]) == (1, "keys.sample_key_on_real_branch")
    assert shell("demo", "--headless", "--dir", demo_branch, "--json").json["code"] == "branch.not_a_sample"


@pytest.mark.rule("SE-1")
def test_a_real_branch_that_is_called_a_sample_is_refused(shell: Shell, demo: Demo, tmp_path: Path) -> None:
    make(shell, tmp_path / "b")
    shutil.copy(demo.folder / "sample.key", tmp_path / "b")
    mark = tmp_path / "b" / "branch.toml"
    text = mark.read_text("utf-8").replace("sample = false", "sample = true")
    mark.write_text(text, encoding="utf-8")
    assert shell("verify", "--dir", tmp_path / "b", "--json").json["code"] == "branch.other_branch"
    mark.write_text(text.replace('"passphrase"', '"sample"'), encoding="utf-8")
    assert shell("verify", "--dir", tmp_path / "b", "--json").json["code"] == "branch.wrong_key"


def test_the_demo_refuses_a_real_branch_without_asking_for_its_passphrase(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make(shell, tmp_path / "b")
    monkeypatch.delenv("GUITAI_PASSPHRASE")
    for more in ((), ("--headless",)):
        said = shell("demo", "--dir", tmp_path / "b", *more)
        assert (said.code, said.err) == (
            1,
            "guitai: This folder holds a real branch. Choose another folder for the sample.\n",
        )


# signing in


@pytest.mark.parametrize("line", ["clients find lzx", "documents list", "documents export"])
def test_without_variables_and_terminal_signing_in_is_refused(shell: Shell, demo: Demo, line: str) -> None:
    said = shell(*line.split(), "--dir", demo.folder)
    assert (said.code, said.out) == (1, "")
    assert "GUITAI_USER and GUITAI_PASSWORD" in said.err


@pytest.mark.rule("SE-1")
def test_signing_in_and_out_and_failing_are_audited_like_windows(shell: Shell, demo_branch: Path) -> None:
    before = len(acts(demo_branch))
    assert as_teller(shell)("clients", "find", "lzx", "--dir", demo_branch).code == 0
    wrong = shell.sign_in("teller", "Falsches-Passwort-1")("clients", "find", "lzx", "--dir", demo_branch, "--json")
    assert (wrong.code, wrong.json["code"]) == (1, "auth.wrong")
    assert "Falsches" not in wrong.err + wrong.out
    denied = shell.sign_in("admin", person("admin").password)("clients", "find", "lzx", "--dir", demo_branch)
    assert (denied.code, denied.out) == (1, "")
    assert "role does not allow" in denied.err
    done = [act for act, _ in acts(demo_branch)]
    assert len(done) == before + 6
    for act in ("auth.signed-in", "auth.signed-out", "auth.failed", "auth.denied"):
        assert act in done


def test_somebody_at_the_terminal_is_asked(shell: Shell, demo_branch: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.cli.output.terminal", lambda: True)
    monkeypatch.setattr("builtins.input", lambda _: "teller")
    monkeypatch.setattr("getpass.getpass", lambda _: person("teller").password)
    assert "林梓萱" in shell("clients", "find", "lzx", "--dir", demo_branch).out


# clients and documents


@pytest.mark.parametrize("text", ["林梓萱", "梓萱", "linzixuan", "lzx", "0424", "7120001", "8801000007"])
def test_clients_are_found_by_every_key_and_shown_masked(shell: Shell, demo_branch: Path, text: str) -> None:
    found = as_teller(shell)("clients", "find", text, "--dir", demo_branch, "--json")
    assert found.code == 0
    hit = next(hit for hit in found.json["clients"] if hit["name"] == "林梓萱")
    assert (hit["paper_masked"], hit["mobile_masked"]) == ("3301***********424", "138****0001")
    assert "13857120001" not in found.out


def test_nobody_found_is_an_empty_list_and_no_error(shell: Shell, demo_branch: Path) -> None:
    found = as_teller(shell)("clients", "find", "nobody", "--dir", demo_branch, "--json")
    assert (found.code, found.json) == (0, {"clients": []})


@pytest.mark.rule("OP-4")
def test_marketing_staff_see_neither_clients_nor_documents(shell: Shell, demo_branch: Path) -> None:
    shell.sign_in("marketer", person("marketer").password)
    for line in ("clients find lzx", "documents list", "documents export"):
        said = shell(*line.split(), "--dir", demo_branch, "--json")
        assert (said.code, said.json["code"]) == (1, "auth.denied")


def test_documents_are_listed_and_exported_again_byte_for_byte(shell: Shell, demo: Demo, demo_branch: Path) -> None:
    listed = as_teller(shell)("documents", "list", "--dir", demo_branch, "--json").json["documents"]
    told = {d["number"]: d["content_sha256"] for case in (*demo.report["completed"], *demo.report["transfers"])
            for d in case["documents"]}  # fmt: skip
    hashes = {document["number"]: document["content_sha256"] for document in listed}
    assert told.items() <= hashes.items()
    shutil.rmtree(demo_branch / "export")
    without = shell("documents", "export", "--dir", demo_branch, "--json")
    assert (without.code, without.json["code"]) == (1, "archive.purpose_needed")
    exported = shell("documents", "export", "--dir", demo_branch, "--why", "档案核对", "--json")
    assert exported.code == 0
    assert len(exported.json["files"]) == len(hashes)
    for path in (demo.folder / "export").glob("*.pdf"):
        assert (demo_branch / "export" / path.name).read_bytes() == path.read_bytes()


def test_single_documents_are_exported_where_one_likes(shell: Shell, demo: Demo, demo_branch: Path) -> None:
    number = demo.report["completed"][0]["documents"][0]["number"]
    to = demo_branch.parent / "elsewhere"
    said = as_teller(shell)("documents", "export", "--dir", demo_branch, "--to", to, number)
    assert (said.code, len(list(to.glob("*.pdf")))) == (0, 1)
    assert said.out.strip() == str(next(to.glob("*.pdf")))
    unknown = shell("documents", "export", "--dir", demo_branch, "--to", to, "KH-none")
    assert (unknown.code, unknown.out) == (1, "")


def test_a_branch_without_documents_has_nothing_to_list_or_export(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.samples.branch.CLIENTS", ())
    monkeypatch.setattr("app.samples.branch.open_institution", lambda *_: SimpleNamespace(client_id=""))
    monkeypatch.setattr("app.samples.branch.shares_move", lambda *_: None)
    monkeypatch.setattr("app.cli.demo.fill", lambda services, _: fill(services))  # without transfers
    folder = tmp_path / "b"
    said = shell("demo", "--headless", "--dir", folder)
    assert (said.code, "0 documents exported" in said.out) == (0, True)
    for member in STAFF:
        assert not member.login or (member.login in said.out and member.password in said.out)
    as_teller(shell)
    assert shell("documents", "list", "--dir", folder, "--json").json == {"documents": []}
    assert shell("documents", "export", "--dir", folder, "--json").json == {"files": []}


# the certificate


def test_another_certificate_is_used_from_now_on_and_older_seals_still_hold(shell: Shell, demo_branch: Path) -> None:
    content, password = make_sample_certificate("另一证书")
    file = demo_branch.parent / "branch.p12"
    file.write_bytes(content)
    assert shell("certificate", "use", file, "--dir", demo_branch).code == 1
    shell.set(GUITAI_SEAL_PASSWORD="wrong")
    assert shell("certificate", "use", file, "--dir", demo_branch).code == 1
    said = shell.set(GUITAI_SEAL_PASSWORD=password)("certificate", "use", file, "--dir", demo_branch)
    assert (said.code, said.err) == (0, "")
    assert "branch.certificate" in [act for act, _ in acts(demo_branch)]
    assert shell("verify", "--dir", demo_branch).code == 0


def test_a_certificate_that_is_none_or_cannot_sign_is_refused(shell: Shell, demo: Demo, tmp_path: Path) -> None:
    shell.set(GUITAI_SEAL_PASSWORD="p")
    bad = tmp_path / "bad.p12"
    bad.write_bytes(b"no certificate")
    for file in (bad, tmp_path / "none.p12", _expired(tmp_path / "expired.p12", b"p")):
        said = shell("certificate", "use", file, "--dir", demo.folder)
        assert (said.code, said.out) == (1, ""), file
        assert said.err.startswith("guitai: ")


def _expired(file: Path, password: bytes) -> Path:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "expired")])
    certificate = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
        .not_valid_before(dt.datetime(2020, 1, 1, tzinfo=dt.UTC))
        .not_valid_after(dt.datetime(2021, 1, 1, tzinfo=dt.UTC))
        .sign(key, hashes.SHA256())
    )
    protection = serialization.BestAvailableEncryption(password)
    file.write_bytes(pkcs12.serialize_key_and_certificates(b"x", key, certificate, None, protection))
    return file
