"""``guitai codes list``: the function codes, as they are typed into the command box and stand on the forms."""

from __future__ import annotations

import typer

from app.cli.options import Json
from app.cli.output import language, put_json


def register(app: typer.Typer) -> None:
    """Add the group ``codes``. It needs no branch and no sign-in."""
    codes = typer.Typer(help="Function codes of the counter.", no_args_is_help=True)
    codes.callback()(lambda: None)
    codes.command("list", help="All function codes with their names, pages and rights.")(list_codes)
    app.add_typer(codes, name="codes")


def list_codes(as_json: Json = False) -> None:
    """One line a code: code, name, name in the other language, initials, rights (any of them; none: everybody)."""
    from app.functions.catalogue import functions

    if as_json:
        put_json(
            {
                "codes": [
                    {
                        "code": one.code, "zh": one.zh, "en": one.en, "page": one.page, "act": one.act,
                        "client": one.per_client, "rights": list(one.rights), "read": list(one.read),
                        "forms": list(one.forms),
                    }
                    for one in functions()
                ]
            }
        )  # fmt: skip
        return
    for one in functions():
        names = (one.zh, one.en) if language() == "zh" else (one.en, one.zh)
        rights = ", ".join(right.value for right in one.rights)
        typer.echo("\t".join((one.code, *names, one.read[1] if len(one.read) > 1 else "", rights)))


def table() -> str:
    """The codes as the table of the user guide (``docs/zh/功能代码.md``)."""
    from app.functions.catalogue import functions, groups

    lines: list[str] = []
    for digit, (zh, _) in groups().items():
        lines += [
            f"## {digit} {zh}",
            "",
            "| 代码 | 功能 | 拼音首字母 | 英文名 | 要客户 | 打印在几种表单上 |",
            "| --- | --- | --- | --- | --- | --- |",
        ]
        for one in functions():
            if one.group == digit:
                client = "是" if one.per_client else ""
                initials = one.read[1] if len(one.read) > 1 else one.read[0]
                lines.append(f"| {one.code} | {one.zh} | {initials} | {one.en} | {client} | {len(one.forms) or ''} |")
        lines.append("")
    return "\n".join(lines)
