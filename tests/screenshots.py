"""Takes pictures of pages, for people to look at: ``python tests/screenshots.py FOLDER [PATH…]``.

Each page at 360 and 1280 pixels, light and dark, in full height. Starts the server on the real
list, unless ``--url`` names one that runs. With ``--docs`` it takes those that docs/pages.md shows,
each as high as a screen.
"""

import argparse
import re
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page
from serving import ROOT, Server, running_server
from web.browsing import HEIGHTS, SCHEMES, WIDTHS, chromium
from web.pages import PAGES, address

DOCS = ROOT / "docs/pictures"


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A page to take a picture of, in what width and scheme; ``opens`` is clicked before."""

    name: str
    path: str
    width: int = 1280
    scheme: str = "light"
    opens: str = ""


SHOWN = (
    Picture(name="list", path="/"),
    Picture(name="list-phone", path="/theme/human-trafficking", width=360, scheme="dark"),
    Picture(name="panel", path="/theme/employers", opens="#follow > summary"),
    Picture(name="event", path="/event/trade-union-focal-points", scheme="dark"),
    Picture(name="event-phone", path="/es/event/trade-union-focal-points", width=360),
    Picture(name="subscribe", path="/subscribe?theme=trade-unions"),
    Picture(name="subscribe-phone", path="/fr/subscribe", width=360),
    Picture(name="feeds", path="/feeds"),
    Picture(name="embed", path="/embed?theme=employers&limit=3", width=360),
)
"""The pictures of docs/pages.md."""


def main() -> None:
    """Take the pictures and print where they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path, nargs="?", help="where the pictures go")
    parser.add_argument("paths", nargs="*", default=PAGES, help="one page of each kind by default")
    parser.add_argument("--url", help="a server that runs already")
    parser.add_argument("--docs", action="store_true", help="take those that docs/pages.md shows")
    arguments = parser.parse_args()
    if not (arguments.folder or arguments.docs):
        parser.error("name a folder for the pictures")
    folder = DOCS if arguments.docs else arguments.folder
    folder.mkdir(parents=True, exist_ok=True)
    pictures = SHOWN if arguments.docs else tuple(_each(arguments.paths))
    running = (
        nullcontext(Server(url=arguments.url.rstrip("/"), base=arguments.url))
        if arguments.url
        else running_server(env={"FEEDS_BASE_URL": "https://events.example.org"})
    )
    with running as server, chromium() as browser:
        for picture in pictures:
            path = folder / f"{picture.name}.png"
            take(browser, server, picture, path, full_page=not arguments.docs)
            print(path)


def _each(paths: list[str]) -> Iterator[Picture]:
    for path in paths:
        for width in WIDTHS:
            for scheme in SCHEMES:
                name = re.sub(r"\W+", "-", path).strip("-") or "home"
                yield Picture(
                    name=f"{name}-{width}-{scheme}", path=path, width=width, scheme=scheme
                )


def take(
    browser: Browser, server: Server, picture: Picture, path: Path, *, full_page: bool
) -> None:
    """Take one picture."""
    page = browser.new_page(
        viewport={"width": picture.width, "height": HEIGHTS.get(picture.width, 900)},
        color_scheme="dark" if picture.scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    try:
        page.goto(address(server.url, picture.path), wait_until="load")
        _open(page, picture.opens)
        page.screenshot(path=path, full_page=full_page)
    finally:
        page.close()


def _open(page: Page, selector: str) -> None:
    if selector:
        page.click(selector)


if __name__ == "__main__":
    main()
