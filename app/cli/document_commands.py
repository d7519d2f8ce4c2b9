"""Commands on archived documents: list, export, pen data, and the check of any PDF that comes back."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Folder, Json
from app.cli.output import put_json, signed_in
from app.cli.wiring import Wiring
from app.common.clock import SystemClock, branch_day
from app.common.errors import Refused
from app.verification import page
from app.verification.checking import MOST_BYTES, DocumentCheck, Verdict, check_pdf


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the command group ``documents`` to ``app``."""
    documents = typer.Typer(help="Archived documents.", no_args_is_help=True)
    app.add_typer(documents, name="documents")
    _register_list(documents, wiring)
    _register_export(documents, wiring)
    _register_pen(documents, wiring)
    _register_check(documents, wiring)


def _register_list(documents: typer.Typer, wiring: Wiring) -> None:
    @documents.command("list")
    def list_(folder: Folder, as_json: Json = False) -> None:
        """List the archived documents."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.archive.list_all(actor)
        if as_json:
            put_json({"documents": found})
        for document in found if not as_json else ():
            print(f"{document.number}  {document.title}  {document.pages} p.  {document.content_sha256[:16]}")


def _register_export(documents: typer.Typer, wiring: Wiring) -> None:
    @documents.command()
    def export(
        folder: Folder,
        to: Annotated[Path | None, typer.Option("--to", "-o", help="Folder to write to, else export in --dir.")] = None,
        numbers: Annotated[list[str] | None, typer.Argument(help="Document numbers; none: all.")] = None,
        why: Annotated[
            str, typer.Option("--why", help="What clients' papers that are not one's own work are needed for.")
        ] = "",
        as_json: Json = False,
    ) -> None:
        """Export documents as PDF files; the export is registered with who, when and why."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            wanted = numbers or [document.number for document in services.archive.list_all(actor)]
            files = services.archive.export(actor, wanted, to or folder / "export", why) if wanted else ()
        _put_files(files, as_json=as_json)


def _register_pen(documents: typer.Typer, wiring: Wiring) -> None:
    @documents.command()
    def pen(
        number: Annotated[str, typer.Argument(help="The document's number.")],
        folder: Folder,
        why: Annotated[str, typer.Option(help="Why it is wanted; registered.")],
        to: Annotated[Path | None, typer.Option("--to", "-o", help="Folder to write to, else export in --dir.")] = None,
        as_json: Json = False,
    ) -> None:
        """Export the pen data of a document's ink for an expert in handwriting; registered with who, when, why."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            files = services.archive.export_pen(actor, number, to or folder / "export", why)
        _put_files(files, as_json=as_json)


def _put_files(files: tuple[Path, ...], *, as_json: bool) -> None:
    if as_json:
        put_json({"files": [str(file) for file in files]})
    for file in files if not as_json else ():
        print(file)


def _register_check(documents: typer.Typer, wiring: Wiring) -> None:
    @documents.command()
    def check(
        file: Annotated[Path, typer.Argument(help="The PDF that came back.")],
        folder: Annotated[Path | None, typer.Option("--dir", help="The branch, whose ledger is asked too.")] = None,
        root: Annotated[
            list[Path] | None, typer.Option(help="Without --dir: a root certificate to trust (PEM or DER).")
        ] = None,
        pdf: Annotated[Path | None, typer.Option("--pdf", help="Write the verification page; needs --dir.")] = None,
        as_json: Json = False,
    ) -> None:
        """Tell whether a PDF is genuine, altered or unknown; exit code 1 unless it is genuine."""
        content = _read(file)
        if folder is None:
            if pdf is not None:
                raise typer.BadParameter("the verification page bears a branch's seal: give --dir", param_hint="--pdf")
            press = wiring.press_alone([_certificate(one) for one in root or ()])
            found = check_pdf(press, content, None, SystemClock().now())
        else:
            services = wiring.open(folder, exclusive=False)
            with services.branch:
                with services.branch.db.read() as conn:
                    found = check_pdf(services.press, content, conn, services.clock.now())
                if pdf is not None:
                    pdf.write_bytes(page.sealed(services.press, services.branch.settings, found)[1])
        if as_json:
            put_json(found.as_json())
        else:
            _say(found)
        if found.verdict is not Verdict.GENUINE:
            raise typer.Exit(1)


def _say(found: DocumentCheck) -> None:
    print(f"Verdict: {found.verdict.value}.")
    if found.document is not None:
        print(f"Document: {found.document.number}  {found.document.title}")
    print(f"Ledger: {found.ledger.value}.")
    if found.destroyed is not None:
        gone = found.destroyed
        print(f"The branch's own file was destroyed by list {gone.destruction} on {branch_day(gone.at).isoformat()}.")
    for one in found.signatures:
        at = "" if one.at is None else f"  {one.at.isoformat()}"
        print(f"  {one.role}  {one.name}{at}  {one.level}  {'holds' if one.ok else one.why}")
    for problem in found.problems:
        print(f"  - {problem}")


def _read(file: Path) -> bytes:
    """The file's bytes, not many more than a document of ours can have."""
    try:
        with file.open("rb") as opened:
            return opened.read(MOST_BYTES + 1)
    except OSError:
        raise Refused("archive.cannot_read") from None


def _certificate(file: Path) -> bytes:
    return der(_read(file))


def der(content: bytes) -> bytes:
    """A certificate (PEM or DER) as DER. Refused: ``signing.root_unreadable``."""
    from cryptography import x509
    from cryptography.hazmat.primitives.serialization import Encoding

    try:
        pem = content.lstrip().startswith(b"-----BEGIN")
        found = x509.load_pem_x509_certificate(content) if pem else x509.load_der_x509_certificate(content)
    except ValueError:
        raise Refused("signing.root_unreadable") from None
    return found.public_bytes(Encoding.DER)
