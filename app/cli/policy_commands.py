"""Commands that need no branch and no sign-in: score answers, classify, check a policy file or an identity number.

With ``--json`` one object goes to standard output, for a refusal as well. Refusals go to standard error as a sentence,
with exit code 1; wrong usage is 2. Nothing is stored or logged, and a number is never repeated in a message.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any

import typer

from app.cli.options import Json
from app.cli.output import complain, language, put_json
from app.common.errors import Refused
from app.common.refusals import sentence


def register(app: typer.Typer) -> typer.Typer:
    """Add the groups ``policy`` (score, classify, check), which is given back for more, and ``id`` (check)."""
    policy = typer.Typer(help="Questionnaire scores, classes of clients and policy files.", no_args_is_help=True)
    policy.command("score", help="Score questionnaire answers.")(score)
    policy.command("classify", help="Class and tier of a client with these assets and this turnover.")(classify)
    policy.command("check", help="Check a policy file; every mistake is told with its line.")(check)
    app.add_typer(policy, name="policy")
    identity = typer.Typer(help="Identity numbers.", no_args_is_help=True)
    identity.command("check", help="Check an identity number and read it.")(check_id)
    app.add_typer(identity, name="id")
    return policy


def score(
    answers: Annotated[str, typer.Option(help="All answers, such as “1A 2B … 9ACD 10A 11C 12D”.")],
    file: Annotated[Path | None, typer.Option(help="Questionnaire or branch file, else the shipped one.")] = None,
    as_json: Json = False,
) -> None:
    """Points of each question, total and level (RA-2, RA-3)."""
    from app.policy.loader import load_questionnaire
    from app.suitability.domain import assess, parse_answers

    with _refusals(as_json):
        questionnaire = load_questionnaire(file)
        result = assess(parse_answers(answers, questionnaire), questionnaire)
    if as_json:
        put_json(
            {
                "total": result.total,
                "level": result.level_label,
                "level_key": result.level,
                "per_question": {str(number): points for number, points in result.per_question.items()},
                "policy": result.policy_version,
            }
        )
        return
    for number, points in result.per_question.items():
        typer.echo(f"{number}\t{points}")
    typer.echo(f"{result.total}\t{result.level_label} ({result.level})\t{result.policy_version}")


def classify(
    assets: Annotated[str, typer.Option(help="Assets in yuan, such as 1250000.")],
    turnover: Annotated[str, typer.Option(help="Two-sided amount of a year over average assets, such as 3.2.")],
    institution: Annotated[bool, typer.Option("--institution", help="The client is an institution.")] = False,
    file: Annotated[Path | None, typer.Option(help="Transfer-out or branch file, else the shipped one.")] = None,
    as_json: Json = False,
) -> None:
    """Class of the client (CL-1) and tier of a transfer-out request (TO-4)."""
    from app.classification.domain import figure, judge
    from app.policy.loader import load_transfer

    with _refusals(as_json):
        policy = load_transfer(file)
        code, _ = judge(policy, figure(assets, field="assets"), figure(turnover, field="turnover"))
        tier = policy.tier_of(code, institution=institution)
    if as_json:
        put_json({"class": code, "tier": tier, "label": tier.label, "policy_version": policy.version})
        return
    typer.echo(f"{code}\t{tier.value}\t{tier.label}\t{policy.version}")


def check(file: Annotated[Path, typer.Argument(help="The policy file.")], as_json: Json = False) -> None:
    """Check a policy file of any kind."""
    from app.policy.loader import check_policy

    with _refusals(as_json):
        problems = check_policy(file)
    chinese = language() == "zh"
    told = [
        {"line": found.line, "key": found.key, "reason": found.reason_zh if chinese else found.reason}
        for found in problems
    ]
    if as_json:
        put_json({"file": file.name, "valid": not told, "problems": told})
    for found in told:
        place = f"第 {found['line']} 行" if chinese else f"line {found['line']}"
        key = f"{found['key']}: " if found["key"] else ""
        typer.echo(f"{file.name}, {place}: {key}{found['reason']}", err=True)
    if told:
        raise typer.Exit(1)
    if not as_json:
        typer.echo(f"{file.name}：没有错误。" if chinese else f"{file.name}: no mistakes.")


def check_id(
    number: Annotated[str, typer.Argument(help="The number, 18 digits or that of another identity paper.")],
    as_json: Json = False,
) -> None:
    """Check an identity number: kind, birth date and sex, or what is wrong (KY-1)."""
    from app.clients.papers import read_number
    from app.common.clock import SystemClock, branch_day

    with _refusals(as_json, valid=False):
        reading = read_number(number, today=branch_day(SystemClock().now()))
    warnings = [sentence(Refused(code), language()) for code in reading.warnings]
    birth = reading.birth_date.isoformat() if reading.birth_date else None
    if as_json:
        put_json(
            {
                "kind": reading.kind.value, "valid": True, "birth_date": birth, "sex": reading.sex,
                "warnings": warnings,
            }
        )  # fmt: skip
        return
    typer.echo("\t".join(part for part in (reading.kind.value, reading.kind.label, birth, reading.sex) if part))
    for warning in warnings:
        typer.echo(warning, err=True)


@contextmanager
def _refusals(as_json: bool, **facts: Any) -> Iterator[None]:
    """Turn a refusal into its sentence on standard error and exit code 1; with JSON, an object with it as well."""
    try:
        yield
    except Refused as refused:
        if as_json:
            put_json({**facts, "reason": sentence(refused, language()), "code": refused.code})
        complain(refused)
        raise typer.Exit(1) from None
