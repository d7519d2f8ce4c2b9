"""Runs in the environment of ``others.lock``: makes PDFs of forms by one library, as often as it is told to.

First line of standard input: which library, where to, the parts of the forms, the fonts. After it
a line for each packet, answered by the milliseconds it took.
"""

from __future__ import annotations

import html
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

PLACEHOLDER = "{{name}}"
CLIENT = "示例姓名"
Parts = list[tuple[str, Any]]
Make = Callable[[Parts, Path], None]


def by_weasyprint(fonts: Path) -> Make:
    """HTML set by WeasyPrint."""
    import weasyprint
    from weasyprint.text.fonts import FontConfiguration

    known = FontConfiguration()
    face = f"@font-face{{font-family:Form;src:url('file://{fonts}/NotoSerifSC-Regular.ttf')}}"
    look = "@page{size:A4;margin:2cm} body{font:10.5pt/1.5 Form} p{margin:0} table{width:100%;border-collapse:collapse}"
    style = weasyprint.CSS(string=f"{face}{look} td{{border:.5pt solid #888;padding:2pt}}", font_config=known)
    marks = {"title": "h1", "head": "h2", "text": "p"}

    def block(kind: str, what: Any) -> str:
        if kind != "table":
            return f"<{marks[kind]}>{html.escape(what)}</{marks[kind]}>"
        rows = ("".join(f"<td>{html.escape(cell)}" for cell in row) for row in what)
        return f"<table>{''.join(f'<tr>{row}' for row in rows)}</table>"

    def make(parts: Parts, file: Path) -> None:
        page = "<html lang=zh><body>" + "".join(block(kind, what) for kind, what in parts)
        weasyprint.HTML(string=page).write_pdf(file, stylesheets=[style], font_config=known)

    return make


def by_typst(fonts: Path) -> Make:
    """Typst as a library; the form is handed to it as a value, so that nothing in it is markup."""
    import typst

    source = """
#set page(paper: "a4", margin: 2cm)
#set text(font: "Noto Serif SC", size: 10.5pt, lang: "zh")
#for (kind, what) in json(bytes(sys.inputs.form)) {
  if kind == "table" {
    let wide = calc.max(..what.map(row => row.len()))
    table(columns: (1fr,) * wide, stroke: .5pt + gray, ..what.map(row => row + ("",) * (wide - row.len())).flatten())
  } else if kind == "text" { par(what) } else { heading(level: if kind == "title" { 1 } else { 2 }, what) }
}
"""
    kept = typst.Fonts(include_system_fonts=False, font_paths=[str(fonts)])

    def make(parts: Parts, file: Path) -> None:
        form = json.dumps(parts, ensure_ascii=False)
        file.write_bytes(typst.compile(source.encode(), font_paths=kept, sys_inputs={"form": form}))

    return make


def by_fpdf2(fonts: Path) -> Make:
    """fpdf2, which reads the typeface anew for each file: it has no way to keep it."""
    import fpdf

    sizes = {"title": 18, "head": 12, "text": 10.5}

    def make(parts: Parts, file: Path) -> None:
        pdf = fpdf.FPDF(format="A4")
        pdf.add_font("Form", fname=fonts / "NotoSerifSC-Regular.ttf")
        pdf.set_auto_page_break(True, 20)
        pdf.add_page()
        for kind, what in parts:
            pdf.set_font("Form", size=sizes.get(kind, 10.5))
            if kind == "table":
                wide = max(map(len, what))
                with pdf.table([row + [""] * (wide - len(row)) for row in what], first_row_as_headings=False):
                    pass  # drawn on leaving
            else:
                pdf.multi_cell(0, 6, what, new_x="LMARGIN", new_y="NEXT")
        pdf.output(str(file))

    return make


WAYS = {"weasyprint": by_weasyprint, "typst": by_typst, "fpdf2": by_fpdf2}


def packet(make: Make, papers: list[Parts], folder: Path, client: str) -> float:
    """Milliseconds to fill in ``client`` and make PDFs of all ``papers``."""
    begun = time.perf_counter()
    for number, paper in enumerate(papers):
        make(json.loads(json.dumps(paper).replace(PLACEHOLDER, client)), folder / f"{number}.pdf")
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Answer until standard input ends."""
    settings = json.loads(sys.stdin.readline())
    papers, folder = settings["papers"], Path(settings["folder"])
    try:
        make = WAYS[settings["name"]](Path(settings["fonts"]))
        packet(make, papers[:1], folder, CLIENT)
    except Exception as fault:  # noqa: BLE001 - whatever it is, the comparison is left out and the reason told
        print(f"failed: {type(fault).__name__}: {fault}", flush=True)
        return
    print("ready", flush=True)
    for number, _ in enumerate(sys.stdin):
        # another client each time: typst would otherwise give back what it made before
        print(f"{packet(make, papers, folder, CLIENT + '甲乙丙丁戊己庚辛壬癸'[number % 10]):.3f}", flush=True)


if __name__ == "__main__":
    main()
