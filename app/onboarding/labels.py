"""Chinese labels of codes that are the program's own rather than a branch's policy."""

from __future__ import annotations

from app.clients.domain import ContactWay
from app.clients.papers import PaperKind
from app.policy.values import Choice, Policy

PAPER_KINDS = (
    Choice(PaperKind.RESIDENT_ID.value, "居民身份证"),
    Choice(PaperKind.HMT_RESIDENCE_PERMIT.value, "港澳台居民居住证"),
    Choice(PaperKind.PERMANENT_RESIDENCE_2017.value, "外国人永久居留身份证（2017版）"),
    Choice(PaperKind.PERMANENT_RESIDENCE_2023.value, "外国人永久居留身份证（2023版）"),
    Choice(PaperKind.HM_TRAVEL_PERMIT.value, "港澳居民来往内地通行证"),
    Choice(PaperKind.TW_TRAVEL_PERMIT.value, "台湾居民来往大陆通行证"),
    Choice(PaperKind.PASSPORT.value, "护照"),
)
CONTACT_WAYS = (
    Choice(ContactWay.TELEPHONE.value, "接受电话回访"),
    Choice(ContactWay.MESSAGES.value, "不接受电话，改发短信提示"),
)
CHANNELS = ("柜台委托", "网上委托", "手机委托", "电话委托")


def choices(policy: Policy, list_name: str) -> tuple[Choice, ...]:
    """The entries of a list of the branch's policy, or of the program's own list ``paper_kinds``."""
    return PAPER_KINDS if list_name == "paper_kinds" else policy.choices(list_name)


def contact_way_label(code: str) -> str:
    """How the client wants to be reached later; empty where nothing was said (FU-2)."""
    return next((choice.label for choice in CONTACT_WAYS if choice.code == code), "")


def paper_label(kind: PaperKind) -> str:
    """The Chinese name of a kind of paper."""
    return next(choice.label for choice in PAPER_KINDS if choice.code == kind.value)


STEP_LABELS = {
    "identity": "身份信息",
    "licence": "登记证照",
    "people": "法定代表人与经办人",
    "owners": "受益所有人",
    "contact": "联系与背景",
    "education": "投资者教育",
    "questionnaire": "风险测评问卷",
    "result": "测评结果",
    "disclosure": "风险揭示",
    "consent": "电子签名与协议",
    "relationship": "服务关系",
    "custody": "存管银行",
    "password": "设置密码",
    "review": "客户核对",
    "signatures": "签名",
}
"""The Chinese names of the steps, for refusals that name one."""
