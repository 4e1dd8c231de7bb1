#!/usr/bin/env python3
"""The door: runs Dateline on this folder. `python build.py --help` lists the commands."""

import sys
from pathlib import Path

from dateline.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], root=Path(__file__).resolve().parent))
