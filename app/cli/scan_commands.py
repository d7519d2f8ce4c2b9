"""Commands on signed papers that come back as scans."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.archive.scan_file import read_scan
from app.cli.options import Folder, Json
from app.cli.output import language, put_json, signed_in
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.common.refusals import sentence
from app.scans.domain import Source
from app.scans.view import FormToSign, RefusedFile, ScanFile, ScannedPage


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the command group ``scans`` to ``app``."""
    scans = typer.Typer(help="Signed papers that come back as scans.", no_args_is_help=True)
    app.add_typer(scans, name="scans")
    _register_take(scans, wiring)
    _register_inbox(scans, wiring)
    _register_bind(scans, wiring)


def _register_take(scans: typer.Typer, wiring: Wiring) -> None:
    @scans.command()
    def take(
        files: Annotated[list[Path], typer.Argument(help="PDF, JPEG, PNG or TIFF files, in any order.")],
        folder: Folder,
        as_json: Json = False,
    ) -> None:
        """Take scans in; pages are recognised by their codes. Exit code 1 when a file was refused."""
        read, unread = _read(files)
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            intake = services.scans.take_in(actor, read, Source.FILE)
        refused = (*unread, *intake.refused)
        if as_json:
            put_json({"ok": not refused, "pages": intake.pages, "refused": [_told(one) for one in refused]})
        else:
            _put_pages(intake.pages)
            for one in refused:
                print(f"{one.name}: {_told(one)['reason']}")
        if refused:
            raise typer.Exit(1)


def _register_inbox(scans: typer.Typer, wiring: Wiring) -> None:
    @scans.command()
    def inbox(folder: Folder, as_json: Json = False) -> None:
        """List the pages that lie there and the forms that wait for paper."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.scans.inbox(actor)
        if as_json:
            put_json({"pages": found.pages, "forms": [{**_form(form)} for form in found.forms]})
            return
        _put_pages(found.pages)
        _put_forms(found.forms)


def _register_bind(scans: typer.Typer, wiring: Wiring) -> None:
    @scans.command()
    def bind(
        folder: Folder,
        number: Annotated[str | None, typer.Argument(help="The form's number; none: all that are complete.")] = None,
        as_json: Json = False,
    ) -> None:
        """Bind the pages of a form to its document, sealed; all complete forms when no number is given."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            bound = (services.scans.bind(actor, number),) if number else services.scans.bind_ready(actor)
        if as_json:
            put_json({"ok": True, "bound": [_form(form) for form in bound]})
            return
        for form in bound:
            print(f"{form.number}  {form.title}  {form.pages} p.  bound")


def _read(files: list[Path]) -> tuple[list[ScanFile], list[RefusedFile]]:
    read: list[ScanFile] = []
    unread: list[RefusedFile] = []
    for path in files:
        try:
            read.append(ScanFile(path.name, read_scan(path)))
        except Refused as refused:
            unread.append(RefusedFile(path.name, refused.code))
    return read, unread


def _told(one: RefusedFile) -> dict[str, str]:
    return {"file": one.name, "code": one.code, "reason": sentence(Refused(one.code, **one.facts), language())}


def _form(form: FormToSign) -> dict[str, object]:
    """Without the client's name: what a command prints ends up in logs."""
    return {
        "number": form.number, "title": form.title, "case": form.case_number, "kind": form.kind.value,
        "pages": form.pages, "have": form.have, "missing": form.missing, "complete": form.complete,
        "print_again": form.reprint, "bound_at": form.bound_at,
    }  # fmt: skip


def _put_pages(pages: tuple[ScannedPage, ...]) -> None:
    for page in pages:
        which = f"{page.number} {page.page}/{page.pages}" if page.number else "-"
        print(f"{page.id[-8:]}  {page.state.value:<10}  {which}  {page.title}  ({page.file_name} p. {page.place})")


def _put_forms(forms: tuple[FormToSign, ...]) -> None:
    for form in forms:
        missing = ", ".join(map(str, form.missing))
        state = "print again" if form.reprint else f"missing {missing}" if missing else "complete"
        print(f"{form.number}  {form.title}  {len(form.have)}/{form.pages}  {state}")
