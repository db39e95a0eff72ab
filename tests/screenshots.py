"""Takes pictures of pages, for people to look at: ``python tests/screenshots.py FOLDER [PATH…]``.

Each page at 360 and 1280 pixels, light and dark, in full height. Starts the server on the real
list, unless ``--url`` names one that runs.
"""

import argparse
import re
from contextlib import nullcontext
from pathlib import Path

from playwright.sync_api import Browser
from serving import Server, running_server
from web.browsing import HEIGHTS, SCHEMES, WIDTHS, chromium
from web.pages import PAGES, address


def main() -> None:
    """Take the pictures and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, help="where the pictures go")
    parser.add_argument("paths", nargs="*", default=PAGES, help="one page of each kind by default")
    parser.add_argument("--url", help="a server that runs already")
    arguments = parser.parse_args()
    arguments.folder.mkdir(parents=True, exist_ok=True)
    running = (
        nullcontext(Server(url=arguments.url.rstrip("/"), base=arguments.url))
        if arguments.url
        else running_server()
    )
    with running as server, chromium() as browser:
        for path in arguments.paths:
            for width in WIDTHS:
                for scheme in SCHEMES:
                    name = re.sub(r"\W+", "-", path).strip("-") or "home"
                    picture = arguments.folder / f"{name}-{width}-{scheme}.png"
                    take(browser, address(server.url, path), width, scheme, picture)
                    print(picture)


def take(browser: Browser, url: str, width: int, scheme: str, picture: Path) -> None:
    """Take one picture."""
    page = browser.new_page(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    try:
        page.goto(url, wait_until="load")
        page.screenshot(path=picture, full_page=True)
    finally:
        page.close()


if __name__ == "__main__":
    main()
