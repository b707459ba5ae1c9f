"""Third-party files of pages and tests: fetched once, committed, and checked by hash without a network.

python tools/vendor.py refresh    fetch the versions of package-lock.json with npm, copy, hash
python tools/vendor.py check      compare each folder with its hashes; exit 1 where they differ
"""

import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HASHES = "hashes.json"

COPIES = {  # folder -> where a file stands in node_modules -> where it stands in the folder
    "static/vendor": {
        "bootstrap/dist/css/bootstrap.min.css": "bootstrap/bootstrap.min.css",
        "bootstrap/LICENSE": "bootstrap/LICENSE",
        "sortablejs/Sortable.min.js": "sortablejs/sortable.min.js",
        "sortablejs/LICENSE": "sortablejs/LICENSE",
    },
    "tests/vendor": {  # never served
        "axe-core/axe.min.js": "axe-core/axe.min.js",
        "axe-core/LICENSE": "axe-core/LICENSE",
    },
}

SOURCE_MAP = re.compile(rb"/\*# sourceMappingURL=[^*]*\*/\s*")  # points at a file that is not copied


def refresh(root: Path) -> None:
    """Fetch with npm, copy, hash."""
    with tempfile.TemporaryDirectory() as work:
        modules = _install(root, Path(work))
        for folder, copies in COPIES.items():
            shutil.rmtree(root / folder, ignore_errors=True)
            for source, target in copies.items():
                _copy(modules / source, root / folder / target)
            _write_hashes(root / folder)


def check(vendor: Path) -> list[str]:
    """What differs between the folder and its list of hashes, one sentence each; empty where all is well."""
    if not (vendor / HASHES).is_file():
        return [f"{HASHES} is missing."]
    listed = _read_hashes(vendor)
    found = _hash_all(vendor)
    missing = [f"{path} is listed but is not there." for path in sorted(listed.keys() - found.keys())]
    unlisted = [f"{path} is there but is not listed." for path in sorted(found.keys() - listed.keys())]
    both = sorted(listed.keys() & found.keys())
    changed = [f"{path} was changed." for path in both if listed[path] != found[path]]
    return missing + unlisted + changed


def _install(root: Path, work: Path) -> Path:
    for name in ("package.json", "package-lock.json"):
        shutil.copy(root / name, work / name)
    subprocess.run(["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"], cwd=work, check=True)
    return work / "node_modules"


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(SOURCE_MAP.sub(b"", source.read_bytes()))


def _hash_all(vendor: Path) -> dict[str, str]:
    files = (path for path in vendor.rglob("*") if path.is_file() and path != vendor / HASHES)
    return {path.relative_to(vendor).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


def _write_hashes(vendor: Path) -> None:
    text = json.dumps(_hash_all(vendor), indent=2, sort_keys=True)
    (vendor / HASHES).write_text(text + "\n", encoding="utf-8")


def _read_hashes(vendor: Path) -> dict[str, str]:
    hashes: dict[str, str] = json.loads((vendor / HASHES).read_text(encoding="utf-8"))
    return hashes


def main(arguments: list[str], root: Path = ROOT) -> int:
    if arguments not in (["refresh"], ["check"]):
        print(__doc__)
        return 2
    if arguments == ["refresh"]:
        refresh(root)
    problems = [f"{folder}: {problem}" for folder in COPIES for problem in check(root / folder)]
    for problem in problems:
        print(problem, file=sys.stderr)
    if not problems:
        print(f"{', '.join(COPIES)}: every file is as listed.")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
