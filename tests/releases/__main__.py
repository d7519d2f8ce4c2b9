"""``python -m tests.releases make [FOLDER]``: the fixture of the present version; ``half``: its opening signed by half.

Both are made once, by the release's own program, and never again.
"""

import sys
import tomllib
from pathlib import Path

from tests.releases import half_signed
from tests.releases.making import make

if __name__ == "__main__":
    root = Path(__file__).parents[2]
    version = tomllib.loads((root / "pyproject.toml").read_text())["project"]["version"]
    if sys.argv[1:2] not in (["make"], ["half"]):
        sys.exit("python -m tests.releases make|half [FOLDER]")
    folder = Path(sys.argv[2]) if len(sys.argv) > 2 else root / "tests" / "data" / "releases" / version
    half_signed.make(folder) if sys.argv[1] == "half" else make(folder)
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    print(f"{folder}: {size / 1e6:.1f} MB")
