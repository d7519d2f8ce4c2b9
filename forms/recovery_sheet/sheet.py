"""《密钥恢复单》 for the general manager's safe: the recovery passphrase and what to do with it.

No form of the archive: it is set once, when the passphrase is made, and kept nowhere by the program (SE-1).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from app.common.clock import branch_time
from app.onboarding.facts import BranchFacts
from forms.engine.clauses import load_clauses
from forms.engine.document import Document, Field, Fields, Heading, Notice, QrCode, Text
from forms.shared_blocks import chinese_number

TEXT = load_clauses("forms.recovery_sheet")
FORM_CODE = "GT-XT-01"


@dataclass(frozen=True, slots=True)
class RecoveryFacts:
    """What stands on the sheet. ``passphrase``: groups of digits with hyphens between."""

    branch: BranchFacts
    branch_id: str
    passphrase: str
    made_at: datetime


def build(facts: RecoveryFacts) -> Document:
    """The sheet."""
    text = TEXT.text
    groups = facts.passphrase.split("-")
    numbered = (Field(f"第{chinese_number(number)}组", group) for number, group in enumerate(groups, 1))
    return Document(
        title=TEXT.title,
        subtitle=f"营业部编号 {facts.branch_id}　　制作时间 {branch_time(facts.made_at)}",
        form_id="recovery-sheet",
        form_code=FORM_CODE,
        form_version=TEXT.version,
        number="",
        company=facts.branch.company,
        branch=facts.branch.branch,
        contact=f"{facts.branch.address}  电话 {facts.branch.telephone}",
        blocks=(
            Notice("保管须知", (text["keep"],)),
            Text(text["what"]),
            Heading(text["groups"]),
            Fields(tuple(numbered)),
            QrCode("".join(groups), text["qr"]),
            *TEXT.clauses,
        ),
    )


def pressed(facts: RecoveryFacts) -> bytes:
    """The sheet as PDF, without attachments and unsealed: it proves nothing, it opens."""
    from forms.engine.press import press_document

    return press_document(build(facts)).pdf
