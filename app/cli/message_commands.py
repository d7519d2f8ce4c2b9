"""``guitai messages list|send|test|gateway|prepare`` and ``guitai unusual import|list|template`` (FU-2, FU-4, FU-5)."""

from __future__ import annotations

import getpass
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import INTERRUPTED, language, put_json, signed_in, terminal, watched
from app.cli.sheets import put_template, tell_problems
from app.cli.wiring import Wiring
from app.common.clock import branch_time
from app.common.errors import Refused
from app.common.refusals import sentence

if TYPE_CHECKING:
    from app.gateways.messages.settings import GatewaySettings
    from app.unusual_trading.importing import UnusualImport


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the groups ``messages`` and ``unusual``."""
    group = typer.Typer(help="Text messages to clients.", no_args_is_help=True)
    app.add_typer(group, name="messages")
    _looking(group, wiring)
    _sending(group, wiring)
    lists = typer.Typer(help="Lists of unusual accounts.", no_args_is_help=True)
    app.add_typer(lists, name="unusual")
    _lists(lists, wiring)


def _looking(group: typer.Typer, wiring: Wiring) -> None:
    @group.command("list")
    def list_(
        folder: Folder,
        state: Annotated[list[str] | None, typer.Option(help="Only these states, like queued or failed.")] = None,
        as_json: Json = False,
    ) -> None:
        """List the outbox, the newest first; numbers are masked."""
        from app.messages.domain import MessageState

        known = {one.value for one in MessageState}
        if set(state or ()) - known:
            raise typer.BadParameter(f"one of {', '.join(sorted(known))}")
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            lines = services.messages.listed(actor, tuple(MessageState(one) for one in state or ()))
        told = [
            {
                "id": line.message.id, "kind": line.message.kind.value, "state": line.message.state.value,
                "reason": line.message.reason, "mobile": line.message.mobile_masked, "client": line.client_number,
                "name": line.client_name, "created_at": line.message.created_at, "parts": line.message.parts,
            }
            for line in lines
        ]  # fmt: skip
        if as_json:
            put_json({"messages": told})
            return
        for one in told:
            why = sentence(Refused(str(one["reason"])), language()) if one["reason"] else ""
            created = branch_time(one["created_at"])  # type: ignore[arg-type]  # of a table of mixed values
            print(f"{created}\t{one['kind']}\t{one['state']}\t{one['mobile']}\t{one['client']}\t{one['name']}\t{why}")

    @group.command()
    def prepare(folder: Folder, as_json: Json = False) -> None:
        """Make today's reminders, and the tasks of large and active clients; what was made is not made again."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            made = services.rhythm.prepare(actor)
        if as_json:
            put_json({"ok": True, "visits": made.visits, "reminders": made.reminders})
        elif language() == "zh":
            print(f"已生成走访待办 {made.visits} 项、提醒短信 {made.reminders} 条。")
        else:
            print(f"{made.visits} visits and {made.reminders} reminders were made.")


def _sending(group: typer.Typer, wiring: Wiring) -> None:
    @group.command()
    def send(folder: Folder, as_json: Json = False) -> None:
        """Send now what is due. Ctrl+C stops between two messages: exit code 130, the others wait in the outbox."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor, watched("sent", quiet=as_json) as watch:
            sent = services.messages.send_due(actor, watch=watch)
        chinese, left = language() == "zh", sent.of - sent.done
        if as_json:
            put_json({"ok": True, "sent": sent.done, "left": left})
        else:
            print(f"已发出 {sent.done} 条短信。" if chinese else f"{sent.done} messages were sent.")
        if sent.stopped:
            told = f"已停止，其余 {left} 条留在发件箱。" if chinese else f"stopped; {left} more wait in the outbox."
            print(f"guitai: {told}", file=sys.stderr)
            raise typer.Exit(INTERRUPTED)

    @group.command()
    def test(folder: Folder, as_json: Json = False) -> None:
        """Ask the gateway whether it takes our signature; nothing is sent. Exit code 1 when it does not."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            told = services.messages.test_gateway(actor)
        if told.reason:
            raise Refused(told.reason)
        if as_json:
            put_json({"ok": True})
        else:
            print("短信通道正常。" if language() == "zh" else "The gateway takes our signature.")

    @group.command()
    def gateway(
        folder: Folder,
        files: Annotated[Path | None, typer.Option("--files", help="Lay messages into this folder.")] = None,
        address: Annotated[str, typer.Option("--http", help="Post messages to https://HOST/PATH.")] = "",
        key: Annotated[str, typer.Option("--key", help="The name of the gateway's key.")] = "",
        root: Annotated[Path | None, typer.Option("--root", help="Its root certificate, PEM.")] = None,
        none: Annotated[bool, typer.Option("--none", help="Send nothing from this computer.")] = False,
        as_json: Json = False,
    ) -> None:
        """Set the gateway of this computer, or tell it; the secret: GUITAI_GATEWAY_SECRET, else it is asked for."""
        if sum((files is not None, bool(address), none)) > 1:
            raise typer.BadParameter("one of --files, --http and --none")
        wanted = _wanted(files, address, key, root)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            if files is not None or address or none:
                services.messages.set_gateway(actor, wanted)
            told = services.messages.gateway_name(actor)
        if as_json:
            put_json({"ok": True, "gateway": told})
        else:
            print(told)


def _wanted(files: Path | None, address: str, key: str, root: Path | None) -> GatewaySettings:
    from app.gateways.messages.settings import GatewaySettings

    if files is not None:
        return GatewaySettings(folder=str(files.absolute()))
    if not address:
        return GatewaySettings()
    pem = root.read_text(encoding="ascii") if root is not None else ""
    return GatewaySettings(address=address, key_name=key, secret=_secret(), root=pem)


def _secret() -> str:
    given = os.environ.get("GUITAI_GATEWAY_SECRET", "")
    if given:
        return given
    if not terminal():
        raise Refused("messages.gateway_secret", field="secret")
    return getpass.getpass("Secret of the gateway: ")


def _lists(group: typer.Typer, wiring: Wiring) -> None:
    @group.command("import")
    def import_(
        file: Annotated[Path, typer.Argument(help="A sheet like the template: .xlsx, or CSV in UTF-8 or GB18030.")],
        folder: Folder,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look for mistakes; no call is made.")] = False,
        skip: Annotated[bool, typer.Option("--skip-duplicates", help="Leave out what was in an earlier list.")] = False,
        as_json: Json = False,
    ) -> None:
        """Take a whole list in, or nothing when there is a mistake in it (exit code 1)."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            report = services.unusual.import_file(actor, file, dry_run=dry_run, skip_duplicates=skip)
        if as_json:
            put_json(report.as_json(language()))
        _tell(report, as_json=as_json)
        if not report.ok:
            raise typer.Exit(1)

    @group.command("list")
    def list_(folder: Folder, as_json: Json = False) -> None:
        """List the lists, with how many calls are open."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.unusual.lists(actor)
        if as_json:
            put_json({"lists": found})
            return
        for one in found:
            listed = one.listed
            print(
                f"{listed.number}\t{branch_time(listed.imported_at)}\t{listed.source}\t{listed.rows}\t"
                f"{listed.calls}\t{one.open_calls}"
            )

    @group.command()
    def template(file: Annotated[Path, typer.Argument(help="Where to put it: a new .xlsx.")]) -> None:
        """Write the empty sheet to be filled in; a file that is there already is left as it is."""
        from app.unusual_trading.sheet_rows import template as made

        put_template(file, made())


def _tell(report: UnusualImport, *, as_json: bool) -> None:
    """Mistakes on standard error, the counts on standard output unless JSON stands there."""
    tell_problems(report.source, report.problems, report.problem_count - len(report.problems))
    if as_json:
        return
    if language() == "zh":
        print(
            f"共 {report.rows} 行：回访 {report.calls} 项，跳过 {report.skipped} 行，错误 {report.problem_count} 处。"
        )
    else:
        print(f"{report.rows} rows: {report.calls} calls, {report.skipped} left out, {report.problem_count} mistakes.")
