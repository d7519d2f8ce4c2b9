"""What the services refuse stands at its field: each field they name is one that some page has."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from app.common.errors import Refused
from ui.refusals import show_refusal
from ui.support.run_op import OpRunner
from ui.widgets.banner import InlineBanner
from ui.widgets.editors import LineEdit
from ui.widgets.field import LabelledField

TOP = Path(__file__).resolve().parents[2]
NO_FIELD = {
    "app_role": "written in the settings of the server",
    "assigned_to": "tasks that cases make; a page hands over by staff_id",
    "branch_id": "written in the settings of the branch",
    "company": "written in the settings of the branch",
    "evidence": "a file that was chosen; the page's banner says it",
    "identity_checked": "asked in a question of its own",
    "items": "the lines of a receipt, a table",
    "mend_by": "asked in a question for each sheet of papers",
    "path": "a file that was chosen; the page's banner says it",
    "payer": "taken from the case",
    "product": "a row of a sheet; listed by its row",
    "recovery": "asked at the terminal",
    "second": "the second key of a backup, on the command line",
    "secret": "written in the settings of a gateway",
    "signature": "written on the pad; the page's banner says it",
    "staff_number": "on the command line",
    "suspicion": "a row of a sheet; listed by its row",
}
"""Fields that no page has, and why: what is refused there stands in the page's banner or is said elsewhere."""


def named() -> set[str]:
    """The fields that services and rules refuse something at."""
    found: set[str] = set()
    for file in (TOP / "app").rglob("*.py"):
        if not {"cli", "samples"} & set(file.parts):
            found.update(re.findall(r'\bfield="([a-z_]+)"', file.read_text(encoding="utf-8")))
    return found


def test_every_field_that_is_refused_is_one_of_a_page_or_known_to_be_none() -> None:
    windows = "".join(file.read_text(encoding="utf-8") for file in (TOP / "ui").rglob("*.py"))
    without = {name for name in named() if f'"{name}"' not in windows and f"{name}=" not in windows}
    assert without == set(NO_FIELD)
    assert len(named()) > 130


@pytest.mark.parametrize(("field", "at"), [("name", "name"), ("name.0", "name"), ("other", ""), (None, "")])
def test_what_is_refused_stands_at_its_field_or_else_in_the_banner(
    runner: OpRunner, qtbot: QtBot, field: str | None, at: str
) -> None:
    fields = {name: LabelledField(name, LineEdit()) for name in ("name", "mobile")}
    banner = InlineBanner()
    for widget in (*fields.values(), banner):
        qtbot.addWidget(widget)
    said = show_refusal(Refused("text.required", field=field), fields, banner)
    assert {name for name, one in fields.items() if one.error() == said} == ({at} if at else set())
    assert banner.text() == ("" if at else said)
