"""Third-party files are the ones listed, byte for byte; a change or a stray file is named."""

import importlib.util
import json
import re
import shutil
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
SPEC = importlib.util.spec_from_file_location("vendor", ROOT / "tools" / "vendor.py")
vendor = importlib.util.module_from_spec(SPEC)
SPEC.loader.exec_module(vendor)

STYLE = "bootstrap/bootstrap.min.css"


@pytest.fixture
def folder(tmp_path):
    for each in vendor.COPIES:
        shutil.copytree(ROOT / each, tmp_path / each)
    return tmp_path / "static" / "vendor"


@pytest.mark.parametrize("each", vendor.COPIES)
def test_the_committed_files_are_as_listed(each):
    assert vendor.check(ROOT / each) == []


def test_a_changed_file_is_named(folder):
    with (folder / STYLE).open("a") as style:
        style.write("body{color:red}")

    assert vendor.check(folder) == [f"{STYLE} was changed."]


def test_a_missing_file_is_named(folder):
    (folder / STYLE).unlink()

    assert vendor.check(folder) == [f"{STYLE} is listed but is not there."]


def test_a_stray_file_is_named(folder):
    (folder / "bootstrap" / "extra.js").write_text("alert(1)")

    assert vendor.check(folder) == ["bootstrap/extra.js is there but is not listed."]


def test_a_missing_list_is_named(folder):
    (folder / "hashes.json").unlink()

    assert vendor.check(folder) == ["hashes.json is missing."]


def test_the_command_ends_with_one_and_says_why(folder, tmp_path, capsys):
    (folder / STYLE).unlink()

    assert vendor.main(["check"], tmp_path) == 1
    assert capsys.readouterr().err == f"static/vendor: {STYLE} is listed but is not there.\n"


@pytest.mark.parametrize(("each", "copies"), vendor.COPIES.items())
def test_every_copied_file_is_listed(each, copies):
    listed = json.loads((ROOT / each / "hashes.json").read_text())

    assert sorted(listed) == sorted(copies.values())


def test_what_is_for_tests_alone_is_not_served():
    served = sorted(folder for folder in vendor.COPIES if folder.startswith("static/"))

    assert served == ["static/vendor"]


def test_a_source_map_is_left_behind(tmp_path):
    (tmp_path / "source.css").write_bytes(b"a{}\n/*# sourceMappingURL=source.css.map */\n")

    vendor._copy(tmp_path / "source.css", tmp_path / "deep" / "target.css")

    assert (tmp_path / "deep" / "target.css").read_bytes() == b"a{}\n"


def test_the_lock_names_no_registry_and_checks_every_package():
    text = (ROOT / "package-lock.json").read_text()
    packages = {name: entry for name, entry in json.loads(text)["packages"].items() if name}

    assert re.findall(r"resolved|registry", text) == []
    assert [name for name, entry in packages.items() if not entry["integrity"].startswith("sha512-")] == []
