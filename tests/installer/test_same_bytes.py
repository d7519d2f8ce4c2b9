"""The same source gives the same package; what is stripped loads as before; an older package is told from a newer."""

from __future__ import annotations

import shutil
import struct
import subprocess
import zipfile
from pathlib import Path

import pytest

from installer import check, settling, stripping, twice
from installer.freezing import lay_out_compiled


def _module(stamp: int) -> bytes:
    return b"\xa7\r\r\n" + bytes(4) + struct.pack("<II", stamp, 99) + b"the code"


def test_a_compiled_module_and_an_archive_tell_nothing_of_their_day(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    for name, stamp, order in (("one", 1, ("a.pyc", "b.txt")), ("other", 2, ("b.txt", "a.pyc"))):
        place = tmp_path / name
        place.mkdir()
        (place / "m.pyc").write_bytes(_module(stamp))
        with zipfile.ZipFile(place / "library.zip", "w") as archive:
            for file in (*order, "x-1.dist-info/RECORD"):
                archive.writestr(
                    zipfile.ZipInfo(file, (2000 + stamp, 1, 1, 0, 0, 0)), _module(stamp * (file[0] != "b"))
                )
        settling.settle(place)
    for file in ("m.pyc", "library.zip"):
        assert (tmp_path / "one" / file).read_bytes() == (tmp_path / "other" / file).read_bytes()
    with zipfile.ZipFile(tmp_path / "one" / "library.zip") as archive:
        assert archive.namelist() == ["a.pyc", "b.txt"]
        assert archive.getinfo("a.pyc").date_time == (2026, 11, 18, 11, 6, 40)
    assert (tmp_path / "one" / "m.pyc").read_bytes().endswith(b"the code")


def _library() -> Path:
    import pkcs11

    return next(Path(str(pkcs11.__file__)).parent.glob("_pkcs11*.so"))


def test_a_library_whose_loaded_bytes_would_change_is_not_taken(tmp_path: Path) -> None:
    one, other = tmp_path / "one.so", tmp_path / "other.so"
    content = bytearray(_library().read_bytes())
    one.write_bytes(content)
    content[0x28:0x30] = bytes(8)  # where the table of sections lies: nothing that is loaded
    other.write_bytes(content)
    assert stripping.loads_alike(one, other)
    place = struct.unpack_from("=Q", content, 0x20)[0]
    kinds = [struct.unpack_from("=IIQQQQ", content, place + 56 * number) for number in range(content[0x38])]
    offset, size = next((found[2], found[5]) for found in kinds if found[0] == 1 and found[2])
    content[offset + size // 2] ^= 1
    other.write_bytes(content)
    assert not stripping.loads_alike(one, other)


def test_stripping_leaves_a_library_that_loads(tmp_path: Path) -> None:
    library = _library()
    file = Path(shutil.copy(library, tmp_path))
    saved = stripping.strip(tmp_path)
    assert file.stat().st_size == library.stat().st_size - saved
    assert stripping.loads_alike(file, library)
    assert [found.name for found in tmp_path.iterdir()] == [file.name]


def test_pysides_own_python_is_laid_out_compiled_and_without_its_source(tmp_path: Path) -> None:
    import shiboken6

    package = tmp_path / "shiboken6"
    laid = Path(shiboken6.__file__).parent / "files.dir"
    if laid.exists():  # this machine has laid it out for itself
        shutil.copytree(laid, package / "files.dir")
    else:
        package.mkdir()
    lay_out_compiled(package)
    files = {file.relative_to(package).as_posix() for file in package.rglob("*") if file.is_file()}
    assert "files.dir/shibokensupport/signature/loader.pyc" in files
    assert {Path(file).suffix for file in files} == {".pyc"}


def _package(folder: Path, content: str) -> Path:
    root = folder / "root"
    (root / "DEBIAN").mkdir(parents=True)
    (root / "DEBIAN" / "control").write_text(
        "Package: guitai\nVersion: 9.9\nArchitecture: all\nMaintainer: a <a@example.com>\nDescription: a\n"
    )
    (root / "usr").mkdir()
    (root / "usr" / "file").write_text(content)
    deb = folder / "made.deb"
    subprocess.run(
        ["dpkg-deb", "--root-owner-group", "-Znone", "--build", str(root), str(deb)], check=True, capture_output=True
    )
    return deb


def test_two_packages_that_differ_are_told_apart_by_the_file(tmp_path: Path) -> None:
    one, other = (_package(tmp_path / name, name) for name in ("one", "two"))
    assert twice.differing(one, one) == []
    assert twice.differing(one, other) == ["usr/file"]


def test_the_older_package_of_the_check_has_a_file_that_the_newer_one_has_not(tmp_path: Path) -> None:
    older = check.older_package(_package(tmp_path / "newer", "x"), tmp_path)
    told = subprocess.run(["dpkg-deb", "--field", str(older), "Version"], capture_output=True, text=True, check=True)
    assert told.stdout.strip() == check.OLDER
    listed = subprocess.run(["dpkg-deb", "--contents", str(older)], capture_output=True, text=True, check=True)
    assert check.LEFT in listed.stdout
