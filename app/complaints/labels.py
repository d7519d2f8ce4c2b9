"""The Chinese words of complaints as forms and workbooks print them."""

from __future__ import annotations

from app.complaints.domain import AnswerWay, Gravity, Kind, Level, Source, State, Step, Verdict

SOURCES = {
    Source.TELEPHONE: "电话",
    Source.LETTER: "信函",
    Source.EMAIL: "电子邮件",
    Source.FAX: "传真",
    Source.ON_SITE: "现场",
    Source.REGULATOR: "监管机构转办",
}
KINDS = {
    Kind.SYSTEM: "系统",
    Kind.PREMISES: "营业环境",
    Kind.SERVICE: "服务",
    Kind.FINANCIAL_SERVICE: "理财服务",
    Kind.MARKETING: "市场营销",
    Kind.MISCONDUCT: "举报违法违规",
    Kind.OTHER: "其他",
}
LEVELS = {Level.COMPANY: "公司", Level.REGIONAL: "分公司", Level.BRANCH: "营业部"}
GRAVITIES = {Gravity.SERIOUS: "重大", Gravity.MASS: "群体性", Gravity.DIFFICULT: "疑难"}
STATES = {
    State.TAKEN: "已受理，待分派",
    State.ASSIGNED: "已分派，待调查",
    State.INVESTIGATED: "已调查，待拟定方案",
    State.PLANNED: "方案已定，待答复",
    State.WITH_COMPLIANCE: "待合规审核",
    State.ANSWERED: "已答复，待回访",
    State.CALLED_BACK: "已回访，待结案",
    State.CLOSED: "已结案",
    State.WITHDRAWING: "申请撤回，待合规审核",
    State.WITHDRAWN: "已撤回",
}
STEPS = {
    Step.TAKE: "受理",
    Step.ASSIGN: "分派",
    Step.NAME: "增列被投诉人",
    Step.INVESTIGATE: "调查核实",
    Step.PLAN: "拟定处理方案",
    Step.AGREE: "合规同意",
    Step.SEND_BACK: "合规退回",
    Step.POSTPONE: "延期",
    Step.ANSWER: "答复投诉人",
    Step.CALL_BACK: "回访",
    Step.REOPEN: "重新办理",
    Step.CLOSE: "结案",
    Step.LEVEL: "变更级别",
    Step.WITHDRAW: "投诉人撤回",
    Step.LET_GO: "合规同意撤回",
    Step.KEEP_ON: "合规要求继续办理",
}
VERDICTS = {
    Verdict.NONE: "尚无结论",
    Verdict.FOUNDED: "属实",
    Verdict.PARTLY: "部分属实",
    Verdict.UNFOUNDED: "不属实",
}
WAYS = {
    AnswerWay.LETTER: "书面信函",
    AnswerWay.EMAIL: "电子邮件",
    AnswerWay.TELEPHONE: "电话",
    AnswerWay.IN_PERSON: "当面",
    AnswerWay.NONE: "无法联系（匿名）",
}
NOBODY = "未指明"
"""The unit of a complaint about nobody in particular."""
ANONYMOUS = "匿名"
