"""The files of the .deb beside the frozen program, and its control data: text made from what the source says."""

from __future__ import annotations

import gzip
import re
import shutil
import subprocess
import textwrap
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from installer.places import HERE, MAINTAINER, PACKAGE, TOP, build_moment, version

SOURCE: Final = HERE / "debian"
PROGRAM: Final = Path("usr/lib/guitai")
DOCS: Final = Path("usr/share/doc/guitai")
ICON_SIZES: Final = (16, 24, 32, 48, 64, 128, 256)

RECOMMENDS: Final = ("cups-client", "gnome-keyring | kwalletmanager", "dbus-user-session | dbus-x11")
"""Printing, a place for the branch's key, and the bus both are reached by: the program says what it does without."""
SUGGESTS: Final = ("fonts-hanazono", "postgresql-client")
DLOPENED: Final = ("libx11-6", "xkb-data")
"""Opened by name while running, so no library is linked to them: the keyboard's layouts above all."""

_HEADING = re.compile(r"^## (?P<version>\d+\.\d+\.\d+) \((?P<when>[^)]+)\)", re.MULTILINE)

ACCEPTED: Final = {
    "bogus-mail-host": "there is no address for letters yet",
    "bogus-mail-host-in-debian-changelog": "there is no address for letters yet",
    "embedded-library": "the program brings the exact libraries that it was tested with",
    "hardening-no-fortify-functions": "wheels are taken as their projects build them",
    "hardening-no-bindnow": "wheels are taken as their projects build them",
    "hardening-no-pie": "the frozen start program is taken as its project builds it",
    "shared-library-lacks-prerequisites": "a library of data only",
    "unstripped-binary-or-object": "stripping breaks libraries that auditwheel has patched",
    "unstripped-static-library": "stripping breaks libraries that auditwheel has patched",
    "custom-library-search-path": "libraries find each other beside the program, never in the system",
    "library-not-linked-against-libc": "a library of data only",
    "no-manual-page": "of the program inside /usr/lib, which nobody calls by hand",
    "executable-in-usr-lib": "the frozen program with its libraries is one folder",
    "initial-upload-closes-no-bugs": "not uploaded to Debian",
    "bad-distribution-in-changes-file": "not uploaded to Debian",
    "font-in-non-font-package": "forms embed these exact fonts; their checksums are recorded",
    "package-installs-python-bytecode": "the frozen program is bytecode for its own Python",
    "extra-license-file": "licences of every part are shipped under licences/ on purpose",
    "national-encoding": "a table of the frozen program",
    "truetype-font-prohibits-installable-embedding": "fonts under the OFL may be embedded",
    "spelling-error-in-binary": "in libraries taken as their projects build them",
    "script-not-executable": "part of the frozen program",
    "image-file-in-usr-lib": "part of the frozen program",
    "package-contains-documentation-outside-usr-share-doc": "part of the frozen program",
    "duplicate-files": "licence texts that several parts share, each under its part's name",
    "unusual-interpreter": "part of the frozen program",
    "repeated-path-segment": "part of the frozen program",
    "nested-examples-directory": "part of the frozen program",
}
"""Lintian's tags that are as they should be for a program that brings all it needs, and why."""


def control(depends: Iterable[str], installed_kib: int, architecture: str) -> str:
    """The control file."""
    description = textwrap.dedent("""\
        Description: counter of a securities branch
         A teller opens accounts for clients who walk in, changes data, assesses
         suitability, and carries a transfer-out from the request to the archived
         papers. The client reads, answers and signs on a second screen or on paper.
        """)
    fields = {
        "Package": PACKAGE,
        "Version": version(),
        "Section": "misc",
        "Priority": "optional",
        "Architecture": architecture,
        "Installed-Size": str(installed_kib),
        "Depends": ", ".join(sorted({*depends, *DLOPENED})),
        "Recommends": ", ".join(RECOMMENDS),
        "Suggests": ", ".join(SUGGESTS),
        "Maintainer": MAINTAINER,
    }
    return "".join(f"{name}: {value}\n" for name, value in fields.items()) + description


def changelog(text: str | None = None) -> str:
    """The notes of every release as a Debian changelog."""
    text = (TOP / "CHANGELOG.md").read_text(encoding="utf-8") if text is None else text
    found = list(_HEADING.finditer(text))
    entries = []
    for place, (heading, following) in enumerate(zip(found, [*found[1:], None], strict=True)):
        body = text[heading.end() : following.start() if following else len(text)]
        entries.append(_entry(heading["version"], heading["when"], body, 22 - place))
    return "\n".join(entries)


def _entry(number: str, when: str, body: str, day_of_month: int) -> str:
    points = re.findall(r"^- (.+(?:\n  .+)*)", body, re.MULTILINE)
    lines = [
        textwrap.fill(" ".join(point.split()), 78, initial_indent="  * ", subsequent_indent="    ") for point in points
    ]
    try:
        day = datetime.strptime(when, "%B %Y").replace(day=max(1, day_of_month), tzinfo=UTC)
    except ValueError:  # not released yet
        day = datetime.fromtimestamp(build_moment(), UTC)
    stamp = day.strftime("%a, %d %b %Y %H:%M:%S +0000")
    return f"{PACKAGE} ({number}) stable; urgency=medium\n\n" + "\n".join(lines) + f"\n\n -- {MAINTAINER}  {stamp}\n"


def copyright_file(parts: Iterable[tuple[str, str, str]]) -> str:
    """The copyright file; ``parts``: name, version and licence of everything bundled."""
    lines = [f"  {name} {number}: {licence}" for name, number, licence in parts]
    return (
        "Format: https://www.debian.org/doc/packaging-manuals/copyright-format/1.0/\n"
        "Upstream-Name: guitai\n"
        "Comment: The program brings the parts that are listed here; their licence texts are in\n"
        " /usr/share/doc/guitai/licences, the list with digests in /usr/share/doc/guitai/sbom.cdx.json.\n"
        " Qt, PySide6, psycopg and FFmpeg are under the LGPL: their libraries are separate files in\n"
        " /usr/lib/guitai/lib and may be replaced there. The texts of the GNU licences are in\n"
        " /usr/share/common-licenses on every Debian system.\n .\n"
        + "".join(f" {line}\n" for line in lines)
        + "\nFiles: *\nCopyright: 2026 the authors of Guitai\nLicense: proprietary\n"
        " All rights reserved: the program belongs to its authors and has no licence to others yet.\n"
        "\nFiles: usr/lib/guitai/lib/resources/fonts/*\n"
        "Copyright: 2012-2022 Google LLC and Adobe, with the reserved font names of the texts beside them\n"
        "License: OFL-1.1\n The text of the SIL Open Font License 1.1 is beside the fonts, in OFL-*.txt.\n"
        "\nFiles: usr/share/metainfo/*\nCopyright: 2026 the authors of Guitai\nLicense: CC0-1.0\n"
        " The text is in /usr/share/common-licenses/CC0-1.0 on every Debian system.\n"
    )


def lay_out(root: Path, frozen: Path) -> None:
    """Put everything but control data, licences and bill of materials below ``root``."""
    shutil.copytree(frozen, root / PROGRAM, symlinks=True)
    _script(root / "usr/bin/guitai", (SOURCE / "guitai.sh").read_text(encoding="utf-8"))
    _write(root / "usr/share/applications/guitai.desktop", (SOURCE / "guitai.desktop").read_text(encoding="utf-8"))
    _write(root / "usr/share/metainfo/guitai.metainfo.xml", filled("guitai.metainfo.xml"))
    _gzip(root / "usr/share/man/man1/guitai.1.gz", filled("guitai.1"))
    _gzip(root / "usr/share/man/zh_CN/man1/guitai.1.gz", filled("guitai.zh_CN.1"))
    _gzip(root / DOCS / "changelog.gz", changelog())
    _write(
        root / "usr/share/lintian/overrides/guitai",
        "".join(f"# {why}\n{PACKAGE}: {tag}\n" for tag, why in sorted(ACCEPTED.items())),
    )
    icons(root / "usr/share/icons/hicolor")


def filled(name: str) -> str:
    """A text of ``installer/debian`` with version and day in it."""
    day = datetime.fromtimestamp(build_moment(), UTC).date().isoformat()
    text = (SOURCE / name).read_text(encoding="utf-8")
    return text.replace("@VERSION@", version()).replace("@DATE@", day)


def icons(folder: Path) -> None:
    """The icon as it is drawn, and as pictures for desktops that do not draw."""
    drawing = SOURCE / "guitai.svg"
    _write(folder / "scalable/apps/guitai.svg", drawing.read_text(encoding="utf-8"))
    from PySide6.QtCore import QByteArray, QRectF
    from PySide6.QtGui import QImage, QPainter
    from PySide6.QtSvg import QSvgRenderer

    renderer = QSvgRenderer(QByteArray(drawing.read_bytes()))
    for size in ICON_SIZES:
        picture = QImage(size, size, QImage.Format.Format_ARGB32)
        picture.fill(0)
        painter = QPainter(picture)
        renderer.render(painter, QRectF(0, 0, size, size))
        painter.end()
        file = folder / f"{size}x{size}/apps/guitai.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        if not picture.save(str(file), "PNG"):  # type: ignore[call-overload]  # the format's name may be a str
            raise OSError(f"{file.name} cannot be drawn")


def linked_packages(root: Path) -> tuple[str, ...]:
    """The Debian packages whose libraries the program is linked to, with the versions that they must have at least."""
    from installer.pruning import is_elf

    program = root / PROGRAM
    files = [file for file in program.rglob("*") if file.is_file() and not file.is_symlink() and is_elf(file)]
    work = root.parent / "shlibdeps"
    shutil.rmtree(work, ignore_errors=True)
    (work / "debian").mkdir(parents=True)
    (work / "debian" / "control").write_text(f"Source: {PACKAGE}\n\nPackage: {PACKAGE}\nArchitecture: any\n")
    folders = sorted({f"-l{file.parent}" for file in files if ".so" in file.name})
    done = subprocess.run(
        ["dpkg-shlibdeps", "-O", "--ignore-missing-info", "--warnings=0", *folders, *map(str, files)],
        cwd=work, capture_output=True, text=True, check=False,
    )  # fmt: skip
    match = re.search(r"^shlibs:Depends=(.*)$", done.stdout, re.MULTILINE)
    if done.returncode or match is None:
        raise OSError(f"the needed libraries cannot be worked out: {done.stderr.strip()[-2000:]}")
    return tuple(part.strip() for part in match[1].split(",") if part.strip())


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8", newline="\n")


def _script(file: Path, text: str) -> None:
    _write(file, text)
    file.chmod(0o755)


def _gzip(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(gzip.compress(text.encode(), compresslevel=9, mtime=0))
