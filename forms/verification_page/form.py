"""《验签单》: one PDF that came back, as it was checked: what it is, who signed it, whether it holds (AR-1)."""

from __future__ import annotations

from app.verification.facts import CheckedSignature, VerificationFacts
from forms import sample_facts
from forms.engine.clauses import load_clauses
from forms.engine.document import Block, Document, Field, Fields, Heading, Result, Table, Text
from forms.shared_blocks import DASH, form_info, form_moment, numbered, seal_only

TEXT = load_clauses("forms.verification_page")
FORM = form_info("verification-page", "GT-YQ-01", "verification", TEXT, client_signs=False, copies=("客户留存联",))


def build(facts: VerificationFacts) -> Document:
    """The filled page; it belongs to no case."""
    text = TEXT.text
    by = f"　　核验人员 {facts.printed_by}" if facts.printed_by else ""
    blocks: tuple[Block | None, ...] = (
        Text(text["intro"]),
        Result("核验结论", facts.verdict, facts.meaning),
        Heading(text["document"]),
        _document(facts),
        Heading(text["signatures"]),
        _signatures(facts.signatures),
        Heading(text["problems"]) if facts.problems else None,
        Fields((Field("说明", "\n".join(numbered(facts.problems)), wide=True),)) if facts.problems else None,
        seal_only(text["note"]),
    )
    return Document(
        title=FORM.title,
        subtitle=f"核验时间 {form_moment(facts.checked_at)}{by}",
        form_id=FORM.id,
        form_code=FORM.code,
        form_version=FORM.version,
        number=facts.number,
        company=facts.company,
        branch=facts.branch,
        contact=f"{facts.address}  电话 {facts.telephone}",
        blocks=tuple(block for block in blocks if block is not None),
    )


def _document(facts: VerificationFacts) -> Fields:
    return Fields(
        (
            Field("文书编号", facts.document_number),
            Field("表单", facts.form),
            Field("文书名称", facts.document_title),
            Field("归档时间", form_moment(facts.archived_at)),
            Field("文件散列值", facts.file_sha256, wide=True),
            Field("数据散列值", facts.facts_sha256, wide=True),
            Field("台账比对", facts.ledger, wide=True),
            Field("时间戳", facts.timestamps, wide=True),
        )
    )


def _signatures(rows: tuple[CheckedSignature, ...]) -> Block:
    if not rows:
        return Text(TEXT.text["no_signatures"])
    lines = tuple((row.role, row.name or DASH, form_moment(row.at) or DASH, row.level, row.result) for row in rows)
    return Table(("签署方", "署名", "时间", "级别", "结果"), lines, (0.13, 0.33, 0.2, 0.11, 0.23))


def sample() -> VerificationFacts:
    """Made-up facts: an altered file."""
    branch = sample_facts.BRANCH
    return VerificationFacts(
        number="YQ20261122104200-3F2A9C01", company=branch.company, branch=branch.branch, address=branch.address,
        telephone=branch.telephone, printed_by="样柜员（工号3301000）", checked_at=sample_facts.MOMENT,
        verdict="已被改动", meaning="该文件不是营业部归档的原件，请勿采信。",
        document_number="KH20261122000001-02", document_title="开户申请表（个人）", form="GT-KH-02 2026-11",
        archived_at=sample_facts.MOMENT, file_sha256="3f2a9c01" * 8, facts_sha256="70b1d2e4" * 8,
        ledger="台账中没有该散列值", timestamps="签名级别 B-B，没有时间戳，签名时间以签署设备的时钟为准",
        signatures=(
            CheckedSignature("客户", "林𬭎样", sample_facts.MOMENT, "B-B", "有效"),
            CheckedSignature("营业部", branch.branch, sample_facts.MOMENT, "B-B", "营业部签名所覆盖的内容被改动"),
        ),
        problems=("营业部签名所覆盖的内容被改动", "本营业部台账中没有该散列值的文件"),
    )  # fmt: skip
