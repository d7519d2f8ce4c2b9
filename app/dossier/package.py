"""The package that goes out of the house: what is in the zip, and how it comes to lie whole or not at all."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
import os
import shutil
import tempfile
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from importlib import resources
from pathlib import Path
from typing import Any

from app.common.clock import BRANCH_ZONE, branch_day, branch_time
from app.common.errors import Refused
from app.common.values import plain
from app.dossier.view import DossierView
from app.gateways.workbook import safe_text

TEXTS = ("说明.txt", "README.txt")
SUMS = "sha256sums.txt"

_HANDLES = Path("/proc/self/fd")
"""A file without a name is reached by its handle here."""


def as_json(value: Any) -> bytes:
    """``value`` as JSON that a person can read."""
    return (json.dumps(plain(value), ensure_ascii=False, indent=2, sort_keys=True) + "\n").encode()


def index_csv(view: DossierView, files: Mapping[str, str]) -> bytes:
    """The index for a spreadsheet; ``files``: document number -> path in the package."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(
        ("类别", "文件编号", "文件名称", "版本", "归档时间", "页数", "份数", "内容摘要SHA-256", "文件SHA-256",
         "纸质签署", "销毁日期", "包内文件")
    )  # fmt: skip
    for section, papers in view.sections:
        for paper in papers:
            document, gone = paper.document, paper.destroyed
            cells = (
                section.label, document.number, document.title, document.form_version, branch_time(document.made_at),
                str(document.pages), str(document.copies), document.content_sha256, document.file_sha256,
                "是" if document.level == "paper" else "否", branch_day(gone.at).isoformat() if gone else "",
                files.get(document.number, ""),
            )  # fmt: skip
            writer.writerow([safe_text(cell) for cell in cells])
    return ("\ufeff" + out.getvalue()).encode()


def index_json(view: DossierView, files: Mapping[str, str]) -> bytes:
    """The index for programs, with place, keeping and what was destroyed."""
    papers = [
        {**plain(paper.document), "section": section.value, "destroyed": plain(paper.destroyed),
         "path": files.get(paper.document.number)}
        for section, listed in view.sections for paper in listed
    ]  # fmt: skip
    return as_json(
        {
            "archive_number": view.archive_number, "client_number": view.client_number, "documents": papers,
            "places": view.places, "closed_on": view.keeping.closed_on, "keep_until": view.keeping.until,
            "missing": {one.case.number: one.missing for one in view.sets if one.missing},
        }
    )  # fmt: skip


def texts() -> dict[str, bytes]:
    """The pages that say how to check the package without this program."""
    folder = resources.files("app.dossier").joinpath("texts")
    return {name: folder.joinpath(name).read_bytes() for name in TEXTS}


def write_zip(path: Path, entries: Iterable[tuple[str, bytes]], at: datetime) -> None:
    """Write the entries and their sums into ``path``, which is there already and empty; durable when it returns."""
    moment = at.astimezone(BRANCH_ZONE).timetuple()[:6]
    sums = []
    with path.open("wb") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in entries:
                sums.append(f"{hashlib.sha256(content).hexdigest()}  {name}")
                _add(archive, name, content, moment)
            _add(archive, SUMS, ("\n".join(sorted(sums, key=lambda line: line[66:])) + "\n").encode(), moment)
        file.flush()
        os.fsync(file.fileno())


def _add(archive: zipfile.ZipFile, name: str, content: bytes, moment: tuple[int, ...]) -> None:
    info = zipfile.ZipInfo(name, (*moment,))  # type: ignore[arg-type]  # six numbers
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    archive.writestr(info, content)


@contextlib.contextmanager
def unpublished(path: Path) -> Iterator[Path]:
    """An empty file (0600) in the folder of ``path`` to write into; gone at the end, whatever happens.

    Where the system can, the file has no name until it is published: a program that is killed leaves nothing behind.
    Refused: ``dossier.file_exists``, ``dossier.cannot_write``.
    """
    if os.path.lexists(path):
        raise Refused("dossier.file_exists", field="path")
    with contextlib.ExitStack() as ending:
        try:
            made = _nameless(path.parent, ending) or _named(path.parent, ending)
        except OSError as error:
            raise Refused("dossier.cannot_write", field="path") from error
        try:
            yield made
        except OSError as error:
            raise Refused("dossier.cannot_write", field="path") from error


def _nameless(folder: Path, ending: contextlib.ExitStack) -> Path | None:
    flag = getattr(os, "O_TMPFILE", 0)
    if not flag or not _HANDLES.is_dir():
        return None
    try:
        handle = os.open(folder, flag | os.O_RDWR, 0o600)
    except OSError:
        return None  # a file system without it, such as a stick's; a folder that is not there is told by the next try
    ending.callback(os.close, handle)
    return _HANDLES / str(handle)


def _named(folder: Path, ending: contextlib.ExitStack) -> Path:
    handle, name = tempfile.mkstemp(prefix=".writing-", suffix=".zip", dir=folder)
    ending.callback(Path(name).unlink, missing_ok=True)
    os.close(handle)
    return Path(name)


def publish(made: Path, path: Path) -> None:
    """Let a whole file appear under its name, never over another one. Refused: ``dossier.file_exists``."""
    try:
        _link(made, path)
    except FileExistsError as error:
        raise Refused("dossier.file_exists", field="path") from error
    except OSError:  # a file system without links, such as a stick's
        _move(made, path)


def _link(made: Path, path: Path) -> None:
    if made.parent != _HANDLES:
        os.link(made, path)
        return
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        # with a folder given, the link is made to the file itself, not to its entry under /proc
        os.link(made, path, src_dir_fd=folder, follow_symlinks=True)
    finally:
        os.close(folder)


def _move(made: Path, path: Path) -> None:
    try:
        claim = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)  # the name is ours: nobody's file is there
    except FileExistsError as error:
        raise Refused("dossier.file_exists", field="path") from error
    os.close(claim)
    try:
        if made.parent == _HANDLES:
            shutil.copyfile(made, path)
        else:
            made.replace(path)
    except OSError:
        path.unlink(missing_ok=True)
        raise
