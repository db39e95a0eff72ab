"""Writes the page of typical mistakes anew: ``python tests/renew_mistakes.py [FILE]``."""

import sys
from pathlib import Path

from mistakes import document

PAGE = Path(__file__).resolve().parent.parent / "docs" / "mistakes.md"

if __name__ == "__main__":
    page = Path(sys.argv[1]) if len(sys.argv) > 1 else PAGE
    page.write_text(document(), "utf-8")
