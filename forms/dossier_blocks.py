"""Blocks that the forms of the archive share: which dossier it is about; the number of the sample dossier."""

from __future__ import annotations

from dataclasses import replace

from app.archive.heads import Head
from forms import sample_facts
from forms.engine.document import Field, Fields

SAMPLE_NUMBER = "DA2026000001"


def dossier_of(archive_number: str, client_name: str, client_number: str, *more: tuple[str, str]) -> Fields:
    """Which dossier a paper is about, and whatever else is told beside it."""
    return Fields(
        (
            Field("档案编号", archive_number),
            Field("客户名称", client_name),
            Field("客户编号", client_number),
            *(Field(label, value) for label, value in more),
        )
    )


def dossier_head(number: str, case_number: str = SAMPLE_NUMBER) -> Head:
    """The head of a sample paper of the archive."""
    return replace(sample_facts.sample_branch_head(number), case_number=case_number)
