"""``guitai suitability``: may this client buy this product, the list of products, the daily table of classes."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from app.cli.options import Folder, Json, id_of_client, read_day
from app.cli.output import language, put_json, signed_in
from app.cli.wiring import Wiring
from app.common.clock import branch_day
from app.common.errors import Refused
from app.common.refusals import sentence
from app.common.values import plain

_FITS = {
    "suits": ("suits the client's level", "与客户等级相匹配"),
    "above": (
        "above the client's level: only with a signed acknowledgement",
        "高于客户等级：须签署风险不匹配告知确认书",
    ),
    "never": ("not for a client of this level, not even signed for", "该等级的客户不得购买，签署确认书也不可以"),
    "not-assessed": ("the client has no valid risk assessment", "客户没有有效的风险承受能力评估"),
}


def register(app: typer.Typer, wiring: Wiring) -> None:
    """Add the group ``suitability`` (check, products, table)."""
    group = typer.Typer(help="Suitability of products and clients.", no_args_is_help=True)
    app.add_typer(group, name="suitability")

    @group.command()
    def check(
        client: Annotated[str, typer.Argument(help="The client's number.")],
        product: Annotated[str, typer.Argument(help="The product's code.")],
        folder: Folder,
        as_json: Json = False,
    ) -> None:
        """May this client buy this product? Exit code 0: yes; 2: with an acknowledgement only; 1: no."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            found = services.suitability.check(actor, id_of_client(services, actor, client), product)
        if as_json:
            put_json(plain(found))
        else:
            word = _FITS[found.fit.value][language() == "zh"]
            print("\t".join((found.product.code, found.product.name, found.product_class, found.level or "-", word)))
        code = {"suits": 0, "above": 2}.get(found.fit.value, 1)
        if code:
            raise typer.Exit(code)

    @group.command()
    def products(
        folder: Folder,
        file: Annotated[Path | None, typer.Argument(help="A list to import: CSV or .xlsx.")] = None,
        dry_run: Annotated[bool, typer.Option("--dry-run", help="Only look for mistakes; nothing is changed.")] = False,
        as_json: Json = False,
    ) -> None:
        """Import the list of products, or show the one in force. Exit code 1 when there are mistakes."""
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            if file is None:
                listed = services.suitability.products(actor)
                put_json({"products": plain(listed)}) if as_json else _show(listed)
                return
            report = services.suitability.import_products(actor, file, dry_run=dry_run)
        problems = [
            {"row": one.row, "column": one.column, "reason": sentence(one.refused, language())}
            for one in report.problems
        ]
        if as_json:
            told = {"added": report.added, "changed": report.changed, "gone": report.gone}
            put_json({"ok": report.ok, "rows": len(report.products), "problems": problems, **told})
        for one in problems:
            print(f"{report.source}, {one['row']} {one['column']}: {one['reason']}", file=sys.stderr)
        if not report.ok:
            raise typer.Exit(1)
        if not as_json:
            print(f"{len(report.products)}\t+{len(report.added)} ~{len(report.changed)} -{len(report.gone)}")

    @group.command()
    def table(
        folder: Folder,
        day: Annotated[str, typer.Option(help="The day: 2026-11-22; today when none is given.")] = "",
        xlsx: Annotated[Path | None, typer.Option(help="Write a workbook here.")] = None,
        pdf: Annotated[Path | None, typer.Option(help="Write the form as PDF here.")] = None,
        as_json: Json = False,
    ) -> None:
        """《风险承受能力客户分类表》 of a day (RA-7)."""
        for path in (xlsx, pdf):
            if path is not None and path.exists():
                raise Refused("reports.file_exists")
        services = wiring.open(folder, exclusive=False)
        with services.branch, signed_in(services) as actor:
            wanted = read_day(day) if day else branch_day(services.clock.now())
            found = services.class_tables.table(actor, wanted)
            for path, make in ((xlsx, services.class_tables.xlsx), (pdf, services.class_tables.pdf)):
                if path is not None:
                    path.write_bytes(make(actor, wanted))
        if as_json:
            missing = [one.client_number for one in found.missing]
            put_json({"day": wanted, "clients": found.clients, "levels": plain(found.levels), "missing": missing})
            return
        for one in found.levels:
            print(f"{one.label}\t{one.new}\t{one.total}")
        print(f"-\t\t{len(found.missing)}")


def _show(listed: tuple[object, ...]) -> None:
    for one in listed:
        print("\t".join(str(value) for value in plain(one).values()))
