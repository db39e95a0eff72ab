"""Writes the manual of the format anew: ``python tests/renew_format.py [FILE]``."""

import sys
from pathlib import Path

from manual import document

PAGE = Path(__file__).resolve().parent.parent / "docs" / "format.md"

if __name__ == "__main__":
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    page.write_text(document(), "utf-8")
