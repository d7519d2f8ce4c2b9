"""The bill of materials of the frozen program (CycloneDX 1.6) and the texts of its licences.

Python distributions are those whose files are in it; native libraries are read off its files, so nothing is listed
that is not there and nothing is there that is not listed: a library that nobody knows stops the build.
"""

from __future__ import annotations

import hashlib
import json
import platform
import re
import shutil
import uuid
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib import metadata
from pathlib import Path
from typing import Any, Final

from installer.places import FROZEN, HERE, PACKAGE, build_moment, version

SBOM_FILE: Final = "sbom.cdx.json"
LICENCES: Final = "licences"
LIST_FILE: Final = "LICENCES.txt"
TEXTS: Final = HERE / "licences"
"""Licences that no wheel brings, as Debian keeps them for the same library, and the common ones that they name."""

NATIVE: Final[dict[str, tuple[str, str]]] = {
    "libQt6": ("Qt", "LGPL-3.0-only"), "Qt6": ("Qt", "LGPL-3.0-only"),
    "libXau": ("libXau", "MIT"), "libxcb": ("libxcb", "MIT"), "libaom": ("libaom", "BSD-2-Clause"),
    "libavif": ("libavif", "BSD-2-Clause"), "libavcodec": ("FFmpeg", "LGPL-2.1-or-later"),
    "libavformat": ("FFmpeg", "LGPL-2.1-or-later"), "libavutil": ("FFmpeg", "LGPL-2.1-or-later"),
    "libswresample": ("FFmpeg", "LGPL-2.1-or-later"), "libswscale": ("FFmpeg", "LGPL-2.1-or-later"),
    "libbrotli": ("Brotli", "MIT"), "libbz2": ("bzip2", "bzip2-1.0.6"), "libcom_err": ("e2fsprogs com_err", "MIT"),
    "libcrypto": ("OpenSSL", "Apache-2.0"), "libssl": ("OpenSSL", "Apache-2.0"),
    "libcrypt": ("libxcrypt", "LGPL-2.1-or-later"), "libdrm": ("libdrm", "MIT"), "libffi": ("libffi", "MIT"),
    "libfreetype": ("FreeType", "FTL"), "libgfortran": ("GCC runtime", "GPL-3.0-or-later WITH GCC-exception-3.1"),
    "libquadmath": ("GCC quadmath", "LGPL-2.1-or-later"), "libgssapi_krb5": ("MIT Kerberos", "MIT"),
    "libk5crypto": ("MIT Kerberos", "MIT"), "libkrb5": ("MIT Kerberos", "MIT"),
    "libkeyutils": ("keyutils", "LGPL-2.1-or-later"), "libharfbuzz": ("HarfBuzz", "MIT-Modern-Variant"),
    "libicu": ("ICU", "Unicode-3.0"), "libjpeg": ("libjpeg-turbo", "IJG AND BSD-3-Clause"),
    "liblber": ("OpenLDAP", "OLDAP-2.8"), "libldap": ("OpenLDAP", "OLDAP-2.8"), "liblcms2": ("Little CMS", "MIT"),
    "liblzma": ("XZ Utils liblzma", "0BSD"), "libopenblas": ("OpenBLAS", "BSD-3-Clause"),
    "libscipy_openblas": ("OpenBLAS", "BSD-3-Clause"), "libopenjp2": ("OpenJPEG", "BSD-2-Clause"),
    "libpdfium": ("PDFium", "BSD-3-Clause"), "libpng16": ("libpng", "libpng-2.0"), "libpq": ("libpq", "PostgreSQL"),
    "libqpdf": ("qpdf", "Apache-2.0"), "libsasl2": ("Cyrus SASL", "BSD-4-Clause"),
    "libsharpyuv": ("libwebp", "BSD-3-Clause"), "libwebp": ("libwebp", "BSD-3-Clause"),
    "libsqlite3": ("SQLite", "blessing"), "libtiff": ("LibTIFF", "libtiff"), "libuuid": ("libuuid", "BSD-3-Clause"),
    "libvpx": ("libvpx", "BSD-3-Clause"), "libzstd": ("Zstandard", "BSD-3-Clause"), "libz": ("zlib", "Zlib"),
    "libshiboken6": ("Shiboken", "LGPL-3.0-only"), "libpyside6": ("PySide6", "LGPL-3.0-only"),
}  # fmt: skip
"""Native libraries by how their files begin (the longest beginning counts): what they are, under which licence."""

SAID: Final = {
    "python-stdnum": "LGPL-2.1-or-later", "sqlcipher3": "Zlib", "backports.tarfile": "MIT", "colorama": "BSD-3-Clause",
    "jaraco.classes": "MIT", "markdown-it-py": "MIT", "mdurl": "MIT", "segno": "BSD-3-Clause",
    "pypdfium2": "BSD-3-Clause OR Apache-2.0", "reportlab": "BSD-3-Clause", "rl-accel": "BSD-3-Clause",
    "aiosignal": "Apache-2.0", "opencv-python-headless": "Apache-2.0", "shellingham": "ISC",
    "pyside6-essentials": "LGPL-3.0-only", "shiboken6": "LGPL-3.0-only",
}  # fmt: skip
"""Licences that a distribution tells in other words than an SPDX expression, or of several the one that we take."""

TEXT_OF: Final = {
    "brotli": "pillow", "ffmpeg": "opencv-python-headless", "freetype": "pillow", "gcc-quadmath": "numpy",
    "gcc-runtime": "numpy", "harfbuzz": "pillow", "libavif": "pillow", "libpng": "pillow", "libtiff": "pillow",
    "libvpx": "opencv-python-headless", "libwebp": "pillow", "little-cms": "pillow", "openblas": "numpy",
    "openjpeg": "pillow", "pdfium": "pypdfium2", "pyside6": "qt.txt", "pyside6-essentials": "qt.txt",
    "shiboken": "qt.txt", "shiboken6": "qt.txt", "zstandard": "pillow", "psycopg-binary": "common-lgpl-3.txt",
}  # fmt: skip
"""Parts whose licence stands in the texts of another, among what is shipped in ``licences``."""

_OPENSSL = re.compile(rb"OpenSSL (\d+\.\d+\.\d+[a-z]?) +\d{1,2} [A-Z][a-z]{2} \d{4}")
_SO_VERSION = re.compile(r"\.so\.(?P<number>[\d.]+\w?)$")


@dataclass(frozen=True, slots=True)
class Part:
    """One part. ``kind``: ``library`` or ``framework``; ``files`` with their SHA-256 for native ones."""

    name: str
    version: str
    licence: str
    kind: str
    purl: str = ""
    files: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Bill:
    """All parts, by name."""

    parts: tuple[Part, ...]


class UnknownPart(Exception):
    """Something is in the program that nobody knows the licence of."""


def bill_of(frozen: Path = FROZEN) -> Bill:
    """What the frozen program is made of. Raises :class:`UnknownPart`."""
    parts = [*_distributions(frozen), *_natives(frozen), *_built_in(frozen)]
    return Bill(tuple(sorted(parts, key=lambda part: (part.name.lower(), part.version))))


def frozen_distributions(frozen: Path = FROZEN) -> Iterator[metadata.Distribution]:
    """The Python distributions that have at least one module in the frozen program."""
    zipped = _zipped(frozen)
    for found in sorted(metadata.distributions(), key=lambda found: found.name.lower()):
        if any(_is_frozen(frozen, zipped, str(file)) for file in found.files or ()):
            yield found


def _is_frozen(frozen: Path, zipped: frozenset[str], file: str) -> bool:
    if ".dist-info" in file or file.startswith(("..", "bin/")) or file.endswith(".pyi"):
        return False
    inside = file + "c" if file.endswith(".py") else file
    return inside in zipped or (frozen / "lib" / inside).is_file()


def _zipped(frozen: Path) -> frozenset[str]:
    import zipfile

    archive = frozen / "lib" / "library.zip"
    if not archive.exists():
        return frozenset()
    with zipfile.ZipFile(archive) as content:
        return frozenset(content.namelist())


def licence_of(found: metadata.Distribution) -> str:
    """The licence as an SPDX expression. Raises :class:`UnknownPart`."""
    name = found.name.lower().replace("_", "-")
    if name in SAID:
        return SAID[name]
    said = found.metadata
    told = next((said[field] for field in ("License-Expression", "License") if field in said), "")
    if told in ("Apache 2.0", "Apache License 2.0"):
        return "Apache-2.0"
    if not told or "\n" in told or len(told) > 80:
        raise UnknownPart(f"{found.name} does not tell its licence")
    return str(told)


def _distributions(frozen: Path) -> Iterator[Part]:
    for found in frozen_distributions(frozen):
        purl = f"pkg:pypi/{found.name.lower().replace('_', '-')}@{found.version}"
        yield Part(found.name, found.version, licence_of(found), "library", purl)


def _natives(frozen: Path) -> Iterator[Part]:
    """Bundled libraries, those of one project and version together."""
    files: dict[tuple[str, str, str], list[tuple[str, str]]] = {}
    for file in sorted([*frozen.rglob("lib*.so*"), *frozen.rglob("Qt6*.dll")]):
        name, licence = native(file.name)
        content = file.read_bytes()
        number = _native_version(name, file, content)
        if name == "OpenSSL" and number.startswith("1."):
            licence = "OpenSSL"  # the older licence, with its acknowledgement
        digest = (file.relative_to(frozen).as_posix(), hashlib.sha256(content).hexdigest())
        files.setdefault((name, number, licence), []).append(digest)
    for (name, number, licence), found in files.items():
        yield Part(name, number, licence, "framework" if name == "Qt" else "library", files=tuple(found))


def native(file_name: str) -> tuple[str, str]:
    """Project and licence of a bundled library. Raises :class:`UnknownPart`."""
    known = max((start for start in NATIVE if file_name.startswith(start)), key=len, default=None)
    if known is None and file_name.startswith("libq"):  # Qt's plug-ins
        return NATIVE["libQt6"]
    if known is None and re.match(r"lib(xdg-shell|qt-shell|adwaita|bradient|composeplatform|ibusplatform)", file_name):
        return NATIVE["libQt6"]
    if known is None:
        raise UnknownPart(f"{file_name}: nobody wrote down what it is")
    return NATIVE[known]


def _native_version(name: str, file: Path, content: bytes) -> str:
    if name in ("Qt", "PySide6", "Shiboken"):
        return metadata.version("PySide6_Essentials")
    told = _OPENSSL.search(content) if name == "OpenSSL" else None
    if told is not None:
        return told[1].decode()
    match = _SO_VERSION.search(file.name)
    return match["number"] if match else ""


def _built_in(frozen: Path) -> Iterator[Part]:
    """What is compiled into an extension module, where no file name tells it."""
    yield Part("CPython", platform.python_version(), "PSF-2.0", "framework")
    import psycopg.pq
    from sqlcipher3 import dbapi2

    connection = dbapi2.connect(":memory:")
    cipher = str(connection.execute("PRAGMA cipher_version").fetchone()[0]).split()[0]
    connection.close()
    yield Part("SQLCipher", cipher, "BSD-3-Clause", "library")
    yield Part("SQLite (in SQLCipher)", str(dbapi2.sqlite_version), "blessing", "library")
    number = psycopg.pq.version()
    yield Part("libpq (in psycopg)", f"{number // 10000}.{number % 10000}", "PostgreSQL", "library")
    for file in sorted([*frozen.rglob("_rust*.so"), *frozen.rglob("_sqlite3*.so"), *frozen.rglob("_rust*.pyd")]):
        told = _OPENSSL.search(file.read_bytes())
        if told is not None:
            yield Part(f"OpenSSL (in {file.relative_to(frozen / 'lib').parts[0]})", told[1].decode(), "Apache-2.0",
                       "library")  # fmt: skip


def as_cyclonedx(bill: Bill) -> dict[str, Any]:
    """The bill as CycloneDX 1.6; the same parts give the same text."""
    names = "".join(f"{part.name}@{part.version};" for part in bill.parts)
    serial = uuid.uuid5(uuid.NAMESPACE_OID, f"{PACKAGE}@{version()};{names}")
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "serialNumber": f"urn:uuid:{serial}",
        "version": 1,
        "metadata": {
            "timestamp": datetime.fromtimestamp(build_moment(), UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "component": {"type": "application", "bom-ref": PACKAGE, "name": PACKAGE, "version": version()},
        },
        "components": [_component(part) for part in bill.parts],
        "dependencies": [{"ref": PACKAGE, "dependsOn": [_ref(part) for part in bill.parts]}],
    }


def _ref(part: Part) -> str:
    return part.purl or f"{part.name}@{part.version}"


def _component(part: Part) -> dict[str, Any]:
    made: dict[str, Any] = {
        "type": part.kind,
        "bom-ref": _ref(part),
        "name": part.name,
        "version": part.version,
        "licenses": [{"expression": part.licence}],
    }
    if part.purl:
        made["purl"] = part.purl
    if part.files:
        made["components"] = [
            {"type": "file", "bom-ref": f"file:{name}", "name": name, "hashes": [{"alg": "SHA-256", "content": digest}]}
            for name, digest in part.files
        ]
    return made


def is_free_of_gpl(licence: str) -> bool:
    """Whether a licence can be taken without the GPL or AGPL: of alternatives one, of several together all.

    The GCC runtime's exception lets programs be under any licence.
    """
    alternatives = re.split(r"\bOR\b", licence.replace("(", " ").replace(")", " "))
    return any(
        not re.search(r"(?<!L)\b(?:A?GPL)", alternative) or "GCC-exception" in alternative
        for alternative in alternatives
    )


def write(frozen: Path, folder: Path) -> Bill:
    """Write the bill, the list of licences and their texts into ``folder``; the bill.

    Raises :class:`UnknownPart`, also for a part under the GPL or AGPL alone.
    """
    bill = bill_of(frozen)
    refused = [part.name for part in bill.parts if not is_free_of_gpl(part.licence)]
    if refused:
        raise UnknownPart(f"under the GPL: {', '.join(refused)}")
    folder.mkdir(parents=True, exist_ok=True)
    text = json.dumps(as_cyclonedx(bill), ensure_ascii=False, indent=1, sort_keys=True)
    (folder / SBOM_FILE).write_text(text + "\n", encoding="utf-8", newline="\n")
    lines = [f"{part.name} {part.version}\t{part.licence}\n" for part in bill.parts]
    (folder / LIST_FILE).write_text("".join(lines), encoding="utf-8", newline="\n")
    _copy_texts(frozen, folder / LICENCES)
    if without := textless(bill, {file.name for file in (folder / LICENCES).iterdir()}):
        raise UnknownPart(f"no licence text: {', '.join(without)}")
    return bill


def textless(bill: Bill, texts: Collection[str]) -> list[str]:
    """Parts whose licence text is not among ``texts``: a folder of its own, a file of its own, or those of another."""
    wanting = []
    for part in bill.parts:
        name = re.sub(r"[^a-z0-9.]+", "-", part.name.lower().partition(" (in ")[0])
        if not {name, name.replace("-", "_"), part.name.lower(), f"{name}.txt", TEXT_OF.get(name)} & set(texts):
            wanting.append(part.name)
    return wanting


def _copy_texts(frozen: Path, folder: Path) -> None:
    """What distributions bring, what lies in the program, and ``installer/licences`` for what wheels do not tell."""
    for found in frozen_distributions(frozen):
        for file in found.files or ():
            name = file.name.lower()
            told = "/licenses/" in str(file) or re.match(r"(licen[cs]e|copying|notice|authors|ofl)", name)
            if ".dist-info" in str(file) and told:
                place = folder / found.name.lower() / "-".join(file.parts[1:]).removeprefix("licenses-")
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(str(file.locate()), place)
    for extra in sorted(frozen.glob("lib/**/LICENSE*")):
        place = folder / "-".join(extra.relative_to(frozen / "lib").parts).lower()
        shutil.copyfile(extra, place)
    shutil.copytree(TEXTS, folder, dirs_exist_ok=True, ignore=shutil.ignore_patterns("*.md"))
