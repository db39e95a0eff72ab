"""Holds the lock of a history until its standard input ends; started by a test.

Usage: python tests/history/holder.py HISTORY
"""

import sys
from pathlib import Path

from feeds.history import locked

with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
    Path(sys.argv[1]).write_text("written by the holder\n")
