from __future__ import annotations

from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from forms import catalogue, commands
from forms.engine.press import press_document
from tests.forms.engine.samples import extract


def run(*words: str) -> tuple[int, str, str]:
    app = typer.Typer()
    commands.register(app)
    done = CliRunner().invoke(app, ["forms", *words])
    return done.exit_code, done.stdout, done.stderr


def test_forms_are_listed_one_a_line_with_the_id_first() -> None:
    code, out, err = run("list")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert [line.split()[0] for line in lines] == list(catalogue.form_ids())
    assert lines[4].split("\t") == ["disclosure", "证券交易风险揭示书"]


def test_a_sample_is_the_archival_form(tmp_path: Path) -> None:
    target = tmp_path / "样张.pdf"
    assert run("sample", "custody", "-o", str(target)) == (0, "", "")
    module = catalogue.form("custody")
    assert target.read_bytes() == press_document(module.build(module.sample()), module.sample()).pdf


@pytest.mark.parametrize("form_id", ["custody", "contents"])
def test_a_sample_can_be_sealed(tmp_path: Path, form_id: str) -> None:
    target = tmp_path / "sealed.pdf"
    assert run("sample", form_id, "-o", str(target), "--sealed")[0] == 0
    assert "业务专用章" in extract(target.read_bytes())


def test_an_unknown_form_is_a_sentence_on_stderr_and_exit_one(tmp_path: Path) -> None:
    code, out, err = run("sample", "nothing", "-o", str(tmp_path / "x.pdf"))
    assert (code, out) == (1, "")
    assert err.startswith("There is no form with this id. Known forms: booking, ")
    assert not (tmp_path / "x.pdf").exists()


def test_a_file_that_cannot_be_written_is_a_sentence_on_stderr(tmp_path: Path) -> None:
    code, _, err = run("sample", "custody", "-o", str(tmp_path / "none" / "x.pdf"))
    assert code == 1
    assert err == "The file cannot be written: No such file or directory.\n"


def test_wrong_usage_is_exit_two() -> None:
    assert run("sample")[0] == 2
