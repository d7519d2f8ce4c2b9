"""Commands that keep the archive sound over the years: timestamps, and what the branch signs with."""

from __future__ import annotations

import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Annotated

import typer

from app.archive.renewal import BEFORE, RenewalService
from app.branch.seal import Token
from app.cli.document_commands import der
from app.cli.options import Folder, Json
from app.cli.output import put_json, seal_password, signed_in
from app.cli.wiring import Wiring
from app.common.errors import Refused
from app.dossier.destroying_rows import destroyed

Roots = Annotated[list[Path] | None, typer.Option("--root", help="A root certificate to trust (PEM or DER).")]


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the command groups ``archive`` and ``certificate`` to ``app``."""
    archive = typer.Typer(help="The archive of documents.", no_args_is_help=True)
    app.add_typer(archive, name="archive")
    _register_renew(archive, wiring)
    certificate = typer.Typer(help="The branch's signing certificate and timestamps.", no_args_is_help=True)
    app.add_typer(certificate, name="certificate")
    _register_use(certificate, wiring)
    _register_tsa(certificate, wiring)


def _register_renew(archive: typer.Typer, wiring: Wiring) -> None:
    @archive.command()
    def renew(
        folder: Folder,
        before: Annotated[int, typer.Option(min=0, help="Days before the last timestamp's certificate ends.")] = (
            BEFORE.days
        ),
        as_json: Json = False,
    ) -> None:
        """Add missing timestamps, and new ones before the last expire; exit code 1 when any is still due."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            care = RenewalService(services.branch.db, services.branch.blobs, services.press, services.clock, destroyed)
            done = care.renew(actor, timedelta(days=before), progress=tell_progress("stamped"))
        if as_json:
            put_json({"ok": done.ok, "due": done.due, "stamped": done.stamped, "known": done.known,
                      "failed": [{"document": number, "code": code} for number, code in done.failed]})  # fmt: skip
        else:
            print(f"Due: {done.due}. Stamped: {len(done.stamped)}. Stamped already: {len(done.known)}.")
            for number, code in done.failed:
                print(f"guitai: {number}: {code}", file=sys.stderr)
        if not done.ok:
            raise typer.Exit(1)


def tell_progress(verb: str) -> Callable[[int, int], None]:
    """Tell on standard error how far it is, where somebody looks at it."""

    def tell(done: int, count: int) -> None:
        if sys.stderr.isatty():
            print(f"\r{verb} {done} of {count}", end="\n" if done == count else "", file=sys.stderr, flush=True)

    return tell


def _register_use(certificate: typer.Typer, wiring: Wiring) -> None:
    @certificate.command()
    def use(
        folder: Folder,
        pkcs12: Annotated[Path | None, typer.Argument(help="A PKCS#12 file (.p12, .pfx).")] = None,
        pkcs11: Annotated[str, typer.Option(help="The library of a token or security module instead.")] = "",
        token: Annotated[str, typer.Option(help="The token's label.")] = "",
        certificate_label: Annotated[str, typer.Option("--certificate", help="The certificate's label in it.")] = "",
        key_label: Annotated[str, typer.Option("--key", help="The key's label; else the certificate's.")] = "",
        root: Roots = None,
    ) -> None:
        """Seal with this certificate from now on (password or PIN from GUITAI_SEAL_PASSWORD, or asked for)."""
        if bool(pkcs11) == (pkcs12 is not None):
            raise typer.BadParameter("give a PKCS#12 file, or --pkcs11 with --token and --certificate")
        if pkcs12 is not None:
            try:
                content = pkcs12.read_bytes()
            except OSError:
                raise Refused("signing.key_unreadable") from None
            wiring.use_certificate(folder, content, seal_password())
        else:
            wanted = Token(pkcs11, token, seal_password(), certificate_label, key_label or certificate_label)
            wiring.use_token(folder, wanted, _roots(root))
        print(f"The branch in {folder} seals with this certificate now.")


def _register_tsa(certificate: typer.Typer, wiring: Wiring) -> None:
    @certificate.command()
    def tsa(
        service: Annotated[str, typer.Argument(help="http(s)://... (RFC 3161), local, or none.")],
        folder: Folder,
        root: Roots = None,
    ) -> None:
        """Stamp documents by this timestamp service from now on; `archive renew` adds what is missing."""
        wiring.use_timestamps(folder, service, _roots(root))
        print(f"The branch in {folder} is stamped by: {service}.")


def _roots(files: list[Path] | None) -> list[bytes]:
    found = []
    for file in files or ():
        try:
            found.append(der(file.read_bytes()))
        except OSError:
            raise Refused("signing.root_unreadable") from None
    return found
