#!/usr/bin/env python3
"""The door: runs Dateline on this folder. `python build.py --help` lists the commands."""

import os
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent


def main() -> int:
    """Run the command line, with the packages of `.venv` where the Python at hand lacks them."""
    if find_spec("msgspec") is None:
        python = ROOT / ".venv" / "bin" / "python"
        if not python.exists() or Path(sys.prefix) == ROOT / ".venv":
            print("Dateline's packages are not installed yet: run `make site` once", file=sys.stderr)
            return 2
        os.execv(python, [str(python), __file__, *sys.argv[1:]])
    from dateline.cli import main as run

    return run(sys.argv[1:], root=ROOT)


if __name__ == "__main__":
    sys.exit(main())
