"""The .deb's own files say what they must; what is taken out of the program is not what it needs."""

from __future__ import annotations

import configparser
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from installer import check, debian_files, freezing, places, pruning
from installer.windows_check import imported, sources
from ui.self_checks import SCREENS

SOURCE = places.HERE / "debian"


def test_the_control_file_has_every_field_and_no_dependency_twice() -> None:
    text = debian_files.control(["libc6 (>= 2.34)", "xkb-data"], 4321, "amd64")
    fields = dict(line.split(": ", 1) for line in text.splitlines() if not line.startswith(" "))
    assert fields["Package"] == "guitai"
    assert fields["Version"] == places.version()
    assert fields["Architecture"] == "amd64"
    assert fields["Installed-Size"] == "4321"
    assert fields["Depends"] == "libc6 (>= 2.34), libx11-6, xkb-data"
    assert not {"python3", "Pre-Depends"} & {fields["Depends"].split()[0], *fields}
    assert all(line.startswith(" ") and len(line) <= 80 for line in text.partition("Description: ")[2].splitlines()[1:])


def test_removing_the_package_runs_nothing() -> None:
    # a branch's data lies outside the package: no script that could touch it is shipped
    assert {file.name for file in SOURCE.iterdir()} == {
        "guitai.desktop", "guitai.svg", "guitai.metainfo.xml", "guitai.1", "guitai.zh_CN.1", "guitai.sh"
    }  # fmt: skip


def test_the_changelog_is_as_debian_wants_it_newest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    text = "# Changelog\n\n## 0.3.0 (in work)\n\n- One\n  two.\n- Three.\n\n## 0.2.0 (November 2026)\n\n- Old.\n"
    first, _, second = debian_files.changelog(text).partition("guitai (0.2.0)")
    assert first.startswith("guitai (0.3.0) stable; urgency=medium\n\n  * One two.\n  * Three.\n\n -- ")
    assert "Wed, 18 Nov 2026 11:06:40 +0000" in first
    assert "Sat, 21 Nov 2026 00:00:00 +0000" in second
    assert debian_files.changelog().startswith(f"guitai ({places.version()})")


def test_the_start_menu_names_the_program_in_both_languages_and_calls_commands_that_exist() -> None:
    desktop = configparser.ConfigParser(interpolation=None)
    desktop.optionxform = str  # type: ignore[assignment,method-assign]  # names are as they are written
    desktop.read(SOURCE / "guitai.desktop", encoding="utf-8")
    entry = desktop["Desktop Entry"]
    assert entry["Name"] == "Guitai Counter"
    assert entry["Name[zh_CN]"] == "柜台"
    assert entry["Exec"] == "guitai window"
    assert desktop["Desktop Action demo"]["Exec"] == "guitai demo"
    assert entry["Icon"] == "guitai"
    assert entry["Terminal"] == "false"


def test_software_centres_find_name_summary_and_launcher_in_both_languages() -> None:
    component = ElementTree.fromstring(debian_files.filled("guitai.metainfo.xml"))  # noqa: S314 - our own file
    assert component.findtext("launchable") == "guitai.desktop"
    release = component.find("releases/release")
    assert release is not None
    assert release.get("version") == places.version()
    for tag in ("name", "summary"):
        assert len(component.findall(tag)) == 2
    assert len(component.findall("description/p")) == 4


@pytest.mark.parametrize("name", ["guitai.1", "guitai.zh_CN.1"])
def test_the_manual_tells_the_commands_exit_codes_and_where_data_stays(name: str) -> None:
    page = debian_files.filled(name)
    assert page.startswith(".TH GUITAI 1 ")
    assert "@" not in page
    for told in ("self\\-test", "run \\-\\-dir", "verify", "130", "GUITAI_PASSPHRASE", ".local/share/guitai"):
        assert told in page


def test_the_icon_is_a_drawing_of_its_own() -> None:
    icon = ElementTree.parse(SOURCE / "guitai.svg").getroot()  # noqa: S314 - our own file
    assert icon.get("viewBox") == "0 0 128 128"
    assert not re.search(r"href|<image|<script", (SOURCE / "guitai.svg").read_text(encoding="utf-8"))


def test_no_module_of_qt_that_the_windows_import_is_taken_out() -> None:
    files = (places.TOP / "ui").rglob("*.py")
    used = {name.partition(".")[2] for name in imported(files) if name.startswith("PySide6.")}
    assert "QtWidgets" in used
    assert used <= pruning.QT_MODULES
    assert {f"Qt6{name[2:]}" for name in used} <= pruning.QT_DLLS


def test_every_plug_in_that_the_self_test_asks_for_stays() -> None:
    screens = {name for names in SCREENS.values() for name in names} - {"qcocoa"} | {"qxcb", "qoffscreen"}
    assert all(pruning.is_kept(Path("plugins/platforms") / f"lib{name}.so") for name in screens)
    assert pruning.is_kept(Path("plugins/imageformats/libqsvg.so"))
    assert pruning.is_kept(Path("plugins/iconengines/qsvgicon.dll"))
    assert not pruning.is_kept(Path("plugins/platforms/libqvnc.so"))
    assert not pruning.is_kept(Path("plugins/platformthemes/libqgtk3.so"))


def test_what_is_imported_by_a_name_in_a_string_is_frozen_whole() -> None:
    pattern = re.compile(r"import_module\(\"([\w.]+)\"\)")
    named = {
        name
        for package in ("app", "forms", "ui")
        for file in (places.TOP / package).rglob("*.py")
        for name in pattern.findall(file.read_text(encoding="utf-8"))
    }
    assert {"pypinyin", "pyqtgraph"} <= named
    assert {name.partition(".")[0] for name in named} <= {*freezing.BY_NAME, *freezing.OWN}


def test_nothing_is_left_out_that_the_program_imports() -> None:
    never = {name for name in freezing.NEVER if "." not in name}
    assert not never & imported(sources())


def test_pruning_takes_what_is_unused_and_leaves_the_rest(tmp_path: Path) -> None:
    kept = ("lib/PySide6/QtCore.abi3.so", "lib/PySide6/Qt/plugins/platforms/libqxcb.so", "lib/app/x.pyc",
            "lib/PySide6/Qt/translations/qtbase_zh_CN.qm", "lib/PySide6/Qt6Core.dll")  # fmt: skip
    gone = ("lib/PySide6/QtNetwork.abi3.so", "lib/PySide6/Qt/plugins/platforms/libqeglfs.so",
            "lib/PySide6/Qt/translations/qtbase_de.qm", "lib/libreadline-2c5f7b8d.so.6.2", "lib/PySide6/Qt6Quick.dll",
            "lib/PySide6/Qt/lib/libQt6Quick.so.6", "lib/pillow.libs/libavif-c6062d5f.so.16",
            "lib/resources/translations/shell_zh_CN.ts", "share/zoneinfo/right/Asia/Shanghai")  # fmt: skip
    for name in (*kept, *gone):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"1234")
    pruned = pruning.prune(tmp_path)
    assert set(pruned.files) == set(gone)
    assert pruned.bytes == 4 * len(gone)
    assert {file.relative_to(tmp_path).as_posix() for file in tmp_path.rglob("*") if file.is_file()} == set(kept)


def test_a_painted_screen_is_told_from_an_empty_one() -> None:
    head = (100).to_bytes(4, "big") + bytes(72) + (0).to_bytes(4, "big") + bytes(20)
    assert check.colours(head + bytes(28 * 64)) == 1
    painted = b"".join(number.to_bytes(4, "big") * 7 for number in range(64))
    assert check.colours(head + painted) == 64


def test_the_clean_root_is_roots_alone(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    assert check.check(Path("no.deb")) == 1
    assert "root only" in capsys.readouterr().out
    monkeypatch.setattr("os.geteuid", lambda: 0)
    assert check.check(Path("no.deb")) == 1
    assert "./guitai package deb" in capsys.readouterr().out
