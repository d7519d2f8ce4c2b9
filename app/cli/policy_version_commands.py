"""``guitai policy list`` and ``show``: which versions of the branch's policy files there are, and what each says."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from app.cli.options import Folder, Json, read_day
from app.cli.output import language, put_json, signed_in
from app.cli.wiring import Wiring
from app.policy.service import FileLine
from app.policy.versions import State

_STATES = {
    State.PROPOSED: ("proposed", "待决定"),
    State.DECLINED: ("declined", "未通过"),
    State.LAPSED: ("lapsed", "逾期未决"),
    State.COMING: ("coming", "待生效"),
    State.WITHDRAWN: ("withdrawn", "已撤销"),
    State.IN_FORCE: ("in force", "执行中"),
    State.PAST: ("past", "已被替换"),
}


def register(group: typer.Typer, wiring: Wiring) -> None:
    """Add ``list`` and ``show`` to the group ``policy``."""

    @group.command("list", help="The branch's policy files with their versions and dates.")
    def list_(folder: Folder, as_json: Json = False) -> None:
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.policies.overview(actor)
        if as_json:
            put_json({"today": found.today, "files": [_told(one) for one in found.files]})
            return
        for one in found.files:
            for line in one.versions:
                version, state = line.proposal, _STATES[line.state][language() == "zh"]
                typer.echo("\t".join((one.name, version.version, version.effective.isoformat(), state)))
            began = _STATES[State.PAST if one.current else State.IN_FORCE][language() == "zh"]
            typer.echo("\t".join((one.name, one.began.version, one.began.effective.isoformat(), began)))

    @group.command("show", help="The text of a policy file as it holds on a day, today when none is given.")
    def show(
        name: Annotated[str, typer.Argument(help="Name of the file, as “guitai policy list” gives it.")],
        folder: Folder,
        day: Annotated[str, typer.Option(help="The day: 2026-12-01.")] = "",
        as_json: Json = False,
    ) -> None:
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.policies.overview(actor)
        file = found.file(name)
        text = file.text_on(read_day(day) if day else found.today)
        put_json({"file": name, "text": text}) if as_json else typer.echo(text, nl=not text.endswith("\n"))


def _told(one: FileLine) -> dict[str, Any]:
    versions = [
        {
            "version": line.proposal.version, "effective": line.proposal.effective, "state": line.state.value,
            "sha256": line.proposal.sha256, "proposed_by": line.proposal.by_name,
            "decided_by": line.proposal.verdict.by_name if line.proposal.verdict else None,
        }
        for line in one.versions
    ]  # fmt: skip
    began = {"version": one.began.version, "effective": one.began.effective, "in_force": not one.current}
    return {"name": one.name, "kind": one.kind, "used": one.used, "began_with": began, "versions": versions}
