"""The verification page 《验签单》 of a check: its facts, and the page itself, sealed by the branch (AR-1)."""

from __future__ import annotations

import re
from typing import Final

from app.archive.press import Press, PressedForm, SignatureFound
from app.branch.settings import BranchSettings
from app.common.clock import BRANCH_ZONE, branch_day
from app.verification.checking import DocumentCheck, Ledger, Verdict
from app.verification.facts import CheckedSignature, VerificationFacts

FORM: Final = "verification-page"
_VERDICTS: Final = {
    Verdict.GENUINE: ("真实", "各项签名均有效，文件自归档以来未被改动。"),
    Verdict.ALTERED: ("已被改动", "该文件不是营业部归档的原件，请勿采信。"),
    Verdict.UNKNOWN: ("无法确认", "现有资料不足以证明该文件由本营业部出具。"),
}
_LEDGERS: Final = {
    Ledger.FOUND: "文件散列值与台账一致",
    Ledger.EARLIER: "文件散列值与台账中补加时间戳之前的版本一致",
    Ledger.NOT_FOUND: "台账中没有该散列值",
    Ledger.NOT_ASKED: "未比对台账",
}
_MOST_PROBLEMS: Final = 20
_ROLES: Final = {"client": "客户", "teller": "经办柜员", "branch": "营业部"}
_PROBLEMS: Final = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"the file cannot be validated \((.+)\)", "文件无法解析或校验（{}）"),
        (r"the file has no signature", "文件没有签名"),
        (r"the file is larger than any document of this program", "文件过大，不是本系统出具的文书"),
        (r"the signatures are not those of a form", "签名的种类或次序与文书不符"),
        (r"the teller has not signed", "经办柜员未签名"),
        (r"the first signature does not certify the file", "首个签名没有锁定文件"),
        (r"something follows the last signature", "最后一个签名之后还有内容"),
        (r"a revision follows the last signature", "最后一个签名之后还有修订"),
        (r"something is hidden behind a signature", "签名的预留空间中藏有其他内容"),
        (r"an archive timestamp does not hold", "归档时间戳无效"),
        (r"the certificate of an archive timestamp is not trusted", "归档时间戳的证书不受信任"),
        (r"the file was changed after the signature (.+)", "{}签名之后文件被改动"),
        (r"what the signature (.+) covers was changed", "{}签名所覆盖的内容被改动"),
        (r"the signature (.+) is not valid", "{}的签名无效"),
        (r"changes that are not allowed follow the signature (.+)", "{}签名之后有不允许的改动"),
        (r"the timestamp of the signature (.+) does not hold", "{}签名的时间戳无效"),
        (r"the timestamp of the signature (.+) is not trusted", "{}签名的时间戳不受信任"),
        (r"the timestamp of the signature (.+) is not the one that was judged", "{}签名的时间戳前后不一"),
        (r"the certificate of the signature (.+) is not trusted", "{}签名的证书不受信任或已过有效期"),
        (r"the signature (.+) does not hold", "{}的签名未通过校验"),
        (r"the ledger of this branch has no file with this hash", "本营业部台账中没有该散列值的文件"),
        (r"the pen data kept is not that of the signatures", "留存的笔迹数据与签名不符"),
    )
)


def chinese(problem: str) -> str:
    """A problem of a check in Chinese; the same sentence when it is not one of ours."""
    for pattern, told in _PROBLEMS:
        found = pattern.fullmatch(problem)
        if found:
            return told.format(*(_ROLES.get(part, part) for part in found.groups()))
    return problem


def facts_of(settings: BranchSettings, found: DocumentCheck, printed_by: str = "") -> VerificationFacts:
    """The facts of the page for one check."""
    verdict, meaning = _VERDICTS[found.verdict]
    document = found.document
    local = found.checked_at.astimezone(BRANCH_ZONE)
    return VerificationFacts(
        number=f"YQ{local:%Y%m%d%H%M%S}-{found.file_sha256[:8].upper()}",
        company=settings.company, branch=settings.name, address=settings.address, telephone=settings.telephone,
        printed_by=printed_by, checked_at=found.checked_at, verdict=verdict, meaning=meaning,
        document_number="" if document is None else document.number,
        document_title="" if document is None else document.title,
        form="" if document is None else f"{document.form_code} {document.form_version}",
        archived_at=None if document is None else document.made_at,
        file_sha256=found.file_sha256, facts_sha256=found.facts_sha256, ledger=_ledger(found),
        timestamps=_timestamps(found), signatures=tuple(map(_line, found.signatures)),
        problems=tuple(map(chinese, found.problems[:_MOST_PROBLEMS])),
    )  # fmt: skip


def _line(one: SignatureFound) -> CheckedSignature:
    wrong = "；".join(chinese(part) for part in one.why.split("; ") if part)
    return CheckedSignature(
        _ROLES.get(one.role, one.role), one.name, one.at, one.level, "有效" if one.ok else wrong or "无效"
    )


def _ledger(found: DocumentCheck) -> str:
    told = _LEDGERS[found.ledger]
    if found.destroyed is None:
        return told
    on = branch_day(found.destroyed.at)
    return f"{told}；营业部留存的原件已于 {on.isoformat()} 按销毁清册 {found.destroyed.destruction} 销毁"


def _timestamps(found: DocumentCheck) -> str:
    service = next((one.stamped_by for one in reversed(found.signatures) if one.stamped_by), "")
    if service:
        return f"时间戳由“{service}”签发，签名级别 {found.level}"
    if found.stamp_pending:
        return f"签名级别 {found.level}，时间戳待补"
    return f"签名级别 {found.level}，没有时间戳，签名时间以签署设备的时钟为准" if found.level else "没有签名"


def sealed(
    press: Press, settings: BranchSettings, found: DocumentCheck, printed_by: str = ""
) -> tuple[PressedForm, bytes]:
    """The page as pressed, and as a PDF under the branch's seal; it is not archived. Refused: as the press."""
    pressed = press.press(FORM, facts_of(settings, found, printed_by))
    return pressed, press.seal(pressed, None)
