from __future__ import annotations

import sys
from pathlib import Path

import pytest

from forms import catalogue
from forms.engine.clauses import load_clauses

TEXT = """
version = "2026-11"
title = "表"
[notice]
title = "提醒"
paragraphs = ["慎。"]
[text]
note = "本人已读。"
[[section]]
id = "a"
title = "一"
paragraphs = ["甲乙", "丙"]
[[clause]]
title = "范围"
paragraphs = ["文。"]
[[clause]]
title = "期限"
paragraphs = ["文。"]
items = ["项一；", "项二。"]
"""


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> tuple[str, Path]:
    name = f"clauses_of_{request.node.name.split('[')[0]}_{abs(hash(request.node.name))}"
    folder = tmp_path / name
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.setattr(sys, "path", [str(tmp_path), *sys.path])
    return name, folder / "clauses.toml"


def test_clauses_are_read_and_numbered(package: tuple[str, Path]) -> None:
    name, path = package
    path.write_text(TEXT, encoding="utf-8")
    clauses = load_clauses(name)
    assert (clauses.version, clauses.title, clauses.text["note"]) == ("2026-11", "表", "本人已读。")
    assert [(clause.number, clause.title, clause.items) for clause in clauses.clauses] == [
        (1, "范围", ()),
        (2, "期限", ("项一；", "项二。")),
    ]
    assert clauses.sections[0].length == 3
    assert clauses.notice is not None
    assert clauses.notice.paragraphs == ("慎。",)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('version = "1"\ntitle = "表"\nclauses = []\n', "unknown key clauses"),
        ('version = "1"\n', "'title'"),
        ('version = "1"\ntitle = "表"\n[[section]]\nid = "a"\ntitle = "b"\n', "'paragraphs'"),
    ],
)
def test_a_faulty_file_is_told_with_its_package_and_key(package: tuple[str, Path], text: str, complaint: str) -> None:
    name, path = package
    path.write_text(text, encoding="utf-8")
    with pytest.raises(ValueError, match=complaint) as fault:
        load_clauses(name)
    assert name in str(fault.value)


def test_the_catalogue_lists_each_form_once_and_ids_agree() -> None:
    assert len(set(catalogue.form_ids())) == len(catalogue.FOLDERS)
    assert tuple(info.id for info in catalogue.infos()) == catalogue.form_ids()
    assert len({info.code for info in catalogue.infos()}) == len(catalogue.FOLDERS)
