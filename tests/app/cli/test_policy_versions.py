"""``guitai policy list`` and ``show`` tell of versions, dates and texts; those who may not are refused (RA-3)."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.app.cli.desk import Shell


@pytest.mark.rule("RA-3")
def test_versions_are_listed_and_their_texts_shown_by_day(shell: Shell, demo_branch: Path) -> None:
    shell.sign_in("compliance", "Hegui-2026-Shili")
    told = shell("policy", "list", "--dir", demo_branch, "--json").json
    files = {one["name"]: one for one in told["files"]}
    (coming,), (waiting,) = files["dossier.toml"]["versions"], files["questionnaire-4-level.toml"]["versions"]
    assert (coming["state"], waiting["state"], waiting["decided_by"]) == ("coming", "proposed", None)
    assert coming["effective"] > told["today"]
    lines = shell("policy", "list", "--dir", demo_branch).out.splitlines()
    assert ["dossier.toml", coming["version"], coming["effective"], "coming"] in [line.split("\t") for line in lines]
    shown = ("policy", "show", "dossier.toml", "--dir", demo_branch)
    assert "loan_days = 14" in shell(*shown).out
    assert "loan_days = 10" in shell(*shown, "--day", coming["effective"]).out
    assert shell(*shown, "--json").json["file"] == "dossier.toml"
    assert shell(*shown, "--day", "tomorrow").code == 1
    assert "no policy file" in shell("policy", "show", "nothing.toml", "--dir", demo_branch).err


def test_tellers_and_administrators_have_no_part_in_it(shell: Shell, demo_branch: Path) -> None:
    for login, password in (("teller", "Guitai-2026-Shili"), ("admin", "Xitong-2026-Shili")):
        assert shell.sign_in(login, password)("policy", "list", "--dir", demo_branch).code == 1
