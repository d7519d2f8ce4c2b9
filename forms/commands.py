"""``guitai forms``: the list of forms and sample PDFs, without a branch."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from app.common.clock import FixedClock
from app.common.errors import Refused
from forms import catalogue

if TYPE_CHECKING:
    from app.archive.press import PressedForm
    from forms.engine.keys import SigningKeys


def register(app: typer.Typer) -> None:
    """Add the command group ``forms`` to the program's command line."""
    group = typer.Typer(no_args_is_help=True, help="Forms: list them, print a sample.")
    group.command("list")(list_forms)
    group.command("sample")(sample)
    app.add_typer(group, name="forms")


def list_forms() -> None:
    """List the forms, one a line: id, then title."""
    for info in catalogue.infos():
        typer.echo(f"{info.id}\t{info.title}")


def sample(
    form: Annotated[str, typer.Argument(help="Id of the form, see: forms list")],
    out: Annotated[Path, typer.Option("--out", "-o", help="PDF file to write")],
    sealed: Annotated[bool, typer.Option(help="Sign and seal it with throw-away keys")] = False,
) -> None:
    """Write a sample of FORM, filled with made-up facts, as PDF/A."""
    try:
        module = catalogue.form(form)
        from forms.engine.press import press_document

        facts = module.sample()
        pressed = press_document(module.build(facts), facts)
        out.write_bytes(_sealed(pressed, module.FORM.signers) if sealed else pressed.pdf)
    except Refused as refused:
        typer.echo(_sentence(refused), err=True)
        raise typer.Exit(1) from refused
    except OSError as fault:
        typer.echo(f"The file cannot be written: {fault.strerror or type(fault).__name__}.", err=True)
        raise typer.Exit(1) from fault


def _sentence(refused: Refused) -> str:
    if refused.code == "forms.unknown":
        return f"There is no form with this id. Known forms: {', '.join(catalogue.form_ids())}."
    facts = ", ".join(str(value) for value in refused.facts.values())
    return f"The sample cannot be made ({refused.code}{': ' + facts if facts else ''})."


def _sealed(pressed: PressedForm, signers: tuple[str, ...]) -> bytes:
    from forms.engine.keys import SigningKeys, make_sample_certificate

    return sealed_sample(pressed, signers, SigningKeys.from_pkcs12(*make_sample_certificate("样例证券营业部")))


def sealed_sample(pressed: PressedForm, signers: tuple[str, ...], keys: SigningKeys) -> bytes:
    """A sample as whoever ``signers`` names would sign it, with made-up ink, sealed with ``keys``."""
    from app.archive.press import Signing
    from forms.engine.press import FormPress
    from forms.engine.sample_ink import sample_ink

    clock = FixedClock()
    at = clock.now() + timedelta(minutes=5)
    client = Signing("样例客户", sample_ink(), at, "样例柜员", "样例柜台") if "client" in signers else None
    later = at + timedelta(minutes=1)
    teller = Signing("样例柜员", sample_ink(3), later, "", "样例柜台") if "teller" in signers else None
    return FormPress(keys, clock=clock).seal(pressed, client, teller)
