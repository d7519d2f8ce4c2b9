"""The bill of materials: everything that is frozen and nothing else, and nothing under the GPL."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path

import pytest

from installer import freezing, pruning, sbom
from installer.places import TOP


def _frozen(folder: Path, *names: str) -> Path:
    for name in names:
        file = folder / "lib" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"\x7fELF stand-in")
    return folder


def test_distributions_native_libraries_and_what_is_compiled_in_are_named(tmp_path: Path) -> None:
    frozen = _frozen(
        tmp_path, "segno/__init__.pyc", "PySide6/__init__.pyc", "PySide6/Qt/lib/libQt6Core.so.6",
        "opencv_python_headless.libs/libavcodec-c4204469.so.62.28.101",
    )  # fmt: skip
    (tmp_path / "lib" / "libcrypto-27e744a7.so.3").write_bytes(b"\x7fELF OpenSSL 3.5.9 27 Oct 2026\0")
    bill = sbom.write(frozen, tmp_path / "doc")
    found = {part.name: part for part in bill.parts}
    assert found["segno"].purl == f"pkg:pypi/segno@{metadata.version('segno')}"
    assert {"PySide6_Essentials", "Qt", "FFmpeg", "OpenSSL", "SQLCipher", "CPython"} <= set(found)
    assert "reportlab" not in found
    assert found["OpenSSL"].version == "3.5.9"
    assert found["SQLCipher"].version.startswith("4.")
    told = json.loads((tmp_path / "doc" / sbom.SBOM_FILE).read_text(encoding="utf-8"))
    assert (told["bomFormat"], told["specVersion"]) == ("CycloneDX", "1.6")
    assert {component["name"] for component in told["components"]} == set(found)
    references = [component["bom-ref"] for component in told["components"]]
    assert len(references) == len(set(references))
    assert told["dependencies"][0]["dependsOn"] == references
    assert list((tmp_path / "doc" / "licences" / "segno").iterdir())


def test_the_same_parts_give_the_same_bill(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    bill = sbom.Bill((sbom.Part("Qt", "6.11.3", "LGPL-3.0-only", "framework", files=(("lib/a.so", "00"),)),))
    told = sbom.as_cyclonedx(bill)
    assert told == sbom.as_cyclonedx(bill)
    assert told["metadata"]["timestamp"] == "2026-11-18T11:06:40Z"
    assert told["components"][0]["components"][0]["hashes"] == [{"alg": "SHA-256", "content": "00"}]


def test_a_library_that_nobody_knows_stops_the_build() -> None:
    with pytest.raises(sbom.UnknownPart, match=r"libmystery\.so\.1"):
        sbom.native("libmystery.so.1")


def test_readline_is_neither_frozen_nor_known(tmp_path: Path) -> None:
    assert "readline" in freezing.NEVER
    pruned = pruning.prune(_frozen(tmp_path, "libreadline-2c5f7b8d.so.6.2"))
    assert pruned.files == ("lib/libreadline-2c5f7b8d.so.6.2",)
    with pytest.raises(sbom.UnknownPart):
        sbom.native("libreadline-2c5f7b8d.so.6.2")


def test_a_part_without_a_licence_text_is_named() -> None:
    names = ("libxcb", "OpenSSL (in cryptography)", "PySide6_Essentials", "Brotli", "jaraco.context", "mystery")
    bill = sbom.Bill(tuple(sbom.Part(name, "1", "MIT", "library") for name in names))
    texts = {file.name for file in sbom.TEXTS.iterdir()}
    assert sbom.textless(bill, {*texts, "pillow", "jaraco.context"}) == ["mystery"]
    assert sbom.textless(bill, texts) == ["Brotli", "jaraco.context", "mystery"]


@pytest.mark.parametrize(
    ("licence", "free"),
    [
        ("MIT", True),
        ("LGPL-3.0-only", True),
        ("LGPL-3.0-only OR GPL-2.0-only", True),
        ("GPL-3.0-or-later", False),
        ("AGPL-3.0-only", False),
        ("MIT AND GPL-2.0-only", False),
        ("GPL-3.0-or-later WITH GCC-exception-3.1", True),
    ],
)
def test_the_gpl_is_told_from_the_lgpl(licence: str, free: bool) -> None:
    assert sbom.is_free_of_gpl(licence) is free


def test_whatever_is_locked_for_the_program_tells_a_licence_that_can_be_shipped() -> None:
    names = [line.partition("==")[0] for line in (TOP / "requirements.lock").read_text().splitlines() if "==" in line]
    for name in names:
        try:
            found = metadata.distribution(name)
        except metadata.PackageNotFoundError:
            continue  # of another system
        assert sbom.is_free_of_gpl(sbom.licence_of(found)), name


def test_every_library_that_is_known_has_a_licence_that_can_be_shipped() -> None:
    assert [name for name, licence in sbom.NATIVE.values() if not sbom.is_free_of_gpl(licence)] == []
