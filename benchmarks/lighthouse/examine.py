"""Has Lighthouse examine the pages as on a phone, and holds its scores against what is promised.

Usage: python benchmarks/lighthouse/examine.py

The real list must have 100 in everything, the first page of 2,000 events 95 in performance.
Lighthouse, of npm, stands beside this file (`make lighthouse` installs it); Chromium is Debian's.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
sys.path[:0] = [str(ROOT / "tests"), str(ROOT)]

from serving import running_server  # noqa: E402 - the tests' own

from benchmarks.lists import write_list  # noqa: E402 - beside the tests

LIGHTHOUSE = HERE / "node_modules/.bin/lighthouse"
CHROMIUM = "/usr/bin/chromium"
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LONG_LIST = 2000
LONG_PERFORMANCE = 95
TIMEOUT_SECONDS = 120


def main() -> None:
    """Print the scores of each page, and end with 1 where one is below what is promised."""
    failed = False
    print("page".ljust(34), *(name.rjust(15) for name in CATEGORIES))
    with tempfile.TemporaryDirectory() as folder, running_server() as real:
        for path in ("/", "/event/engaging-business", "/fr/", "/subscribe", "/feeds"):
            failed |= _examined(real.base, path, dict.fromkeys(CATEGORIES, 100))
        events = write_list(Path(folder) / "events.yaml", LONG_LIST)
        with running_server(events) as long:
            failed |= _examined(
                long.base, "/", {"performance": LONG_PERFORMANCE}, " (2,000 events)"
            )
    sys.exit(failed)


def _examined(base: str, path: str, least: dict[str, int], note: str = "") -> bool:
    scores = scores_of(base + path)
    print(f"{path}{note}".ljust(34), *(str(scores[name]).rjust(15) for name in CATEGORIES))
    return any(scores[name] < score for name, score in least.items())


def scores_of(url: str) -> dict[str, int]:
    """Return the scores of a page, from 0 to 100, by category."""
    done = subprocess.run(
        [
            LIGHTHOUSE,
            url,
            "--quiet",
            "--output=json",
            f"--only-categories={','.join(CATEGORIES)}",
            "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        ],
        env={**os.environ, "CHROME_PATH": CHROMIUM},
        capture_output=True,
        text=True,
        timeout=TIMEOUT_SECONDS,
        check=True,
    )
    categories = json.loads(done.stdout)["categories"]
    return {name: round(categories[name]["score"] * 100) for name in CATEGORIES}


if __name__ == "__main__":
    main()
