"""Our events in a frame on somebody else's page, in Chromium: with scripts, without, in a sandbox."""

import json
import re
from pathlib import Path
from typing import Any

import pytest
from fetching import get, get_ok
from lxml import html
from playwright.sync_api import Browser
from serving import ROOT, Server

from feeds.publication import Publication
from feeds.selection import parse_query
from feeds.settings import Settings
from feeds.web.snippets import snippets_of

from .browsing import WIDTHS, Scheme
from .embedded import (
    EMPLOYERS,
    framed,
    inner_height,
    titles,
    visited,
    wait_until,
    wait_until_it_fits,
)
from .hosting import Host, document
from .test_browser import BRIGHT, DARK, opened, overflow, violations
from .test_html import check

FRAMED = (
    "/embed",
    "/embed?when=upcoming",
    "/embed?theme=x",
    "/embed/event/engaging-business",
    "/fr/embed?scheme=dark",
)
FULL_WIDTH = "Bad value “100%” for attribute “width” on element “iframe”"
"""Every browser takes it; what the standard has instead is a style, which strict policies refuse."""
WORDPRESS = """\
const heard = [];
addEventListener("message", ({ data, source, origin }) => {
  const frame = document.querySelector("iframe[data-secret]");
  if (source !== frame.contentWindow || data.secret !== frame.dataset.secret) return;
  heard.push([data.message, origin]);
  if (data.message === "height") frame.height = data.value;
  if (data.message === "link") document.querySelector("output").textContent = data.value;
});
"""
"""What WordPress does with a frame that it made of a link: sizes it, and follows its links."""


def test_a_frame_grows_with_its_content(site: Server, host: Host, browser: Browser) -> None:
    """With the script, as early or late as it comes; in any box, narrow or wide."""
    frame = f'<iframe src="{site.url}/embed" title="Events" width="100%" height="50"></iframe>'
    host.files["/host.css"] = ".boxed iframe { box-sizing: border-box; border: 5px solid }"
    body = f'<link rel="stylesheet" href="/host.css">{frame}<div class="boxed">{frame}</div>'
    with visited(browser, host.put("/", body)) as visit:
        page, frames = visit.page, [framed(visit.page, number) for number in (0, 1)]
        assert all(
            each.evaluate("innerHeight") == 50 - 10 * boxed for boxed, each in enumerate(frames)
        )
        page.add_script_tag(url=f"{site.url}/embed.js")
        heights = {}
        for width in (1280, 360):
            page.set_viewport_size({"width": width, "height": 900})
            for each in frames:
                wait_until_it_fits(each)
            heights[width] = inner_height(frames[0])
        assert 300 < heights[1280] < heights[360]


def test_no_other_site_can_set_the_height_of_a_frame(
    site: Server, host: Host, browser: Browser
) -> None:
    """Neither the page itself, nor a frame of another site."""
    liar = 'parent.postMessage({type: "event-list:height", height: 777}, "*")'
    host.put("/liar", f"<script>{liar}</script>")
    body = f"""
        <script src="{site.url}/embed.js"></script>
        <iframe src="/liar" title="Another" height="50"></iframe>
        <iframe src="{site.url}/embed?limit=1" title="Events" height="50"></iframe>
        <script>{liar}</script>"""
    with visited(browser, host.put("/", body)) as visit:
        wait_until(lambda: framed(visit.page, 1).evaluate("innerHeight") != 50)
        heights = visit.page.evaluate(
            "[...document.querySelectorAll('iframe')].map(each => each.clientHeight)"
        )
        assert heights[0] == 50
        assert heights[1] != 777


def test_a_frame_speaks_with_wordpress(site: Server, host: Host, browser: Browser) -> None:
    """In its sandbox, of an origin that is none: its height, and the link that was clicked."""
    host.files["/wordpress.js"] = WORDPRESS
    body = f"""
        <script src="/wordpress.js"></script><output></output>
        <iframe sandbox="allow-scripts" security="restricted" data-secret="s3cret" title="Events"
            src="{site.url}/embed?theme=employers#?secret=s3cret" width="600" height="50"></iframe>"""
    with visited(browser, host.put("/", body)) as visit:
        frame = framed(visit.page)
        wait_until_it_fits(frame)
        assert frame.evaluate("origin") == "null"
        assert frame.evaluate("getComputedStyle(document.body).marginTop") == "0px"  # our style
        frame.locator(".title a").first.click()
        output = visit.page.locator("output")
        output.get_by_text("/event/role-of-employers").wait_for()
        assert output.inner_text() == f"{site.url}/event/role-of-employers"
        kinds = visit.page.evaluate("heard.map(([kind, origin]) => `${kind} ${origin}`)")
        assert set(kinds) == {"height null", "link null"}
        assert frame.url.startswith(f"{site.url}/embed")
        assert visit.troubles == []


def test_wordpress_can_hand_the_secret_over_later(
    site: Server, host: Host, browser: Browser
) -> None:
    """As it does with a frame that had none, and then says that it listens."""
    body = f"""
        <script src="/wordpress.js"></script><output></output>
        <iframe sandbox="allow-scripts" data-secret="later" title="Events"
            src="{site.url}/embed" width="600" height="50"></iframe>"""
    host.files["/wordpress.js"] = WORDPRESS
    with visited(browser, host.put("/", body)) as visit:
        frame = framed(visit.page)
        assert frame.evaluate("innerHeight") == 50
        visit.page.evaluate(
            """() => {
                const frame = document.querySelector("iframe");
                frame.src += "#?secret=later";
                frame.contentWindow.postMessage({ message: "ready", secret: "later" }, "*");
            }"""
        )
        wait_until(lambda: frame.evaluate("innerHeight") > 50)


def test_a_link_that_is_pasted_becomes_a_frame(site: Server, host: Host, browser: Browser) -> None:
    """As WordPress makes one: it asks the page how, and puts what it is given into a sandbox."""
    pasted: Any = html.document_fromstring(get_ok(f"{site.url}/theme/employers").text)
    (asking,) = pasted.xpath("//link[@type='application/json+oembed']/@href")
    given = json.loads(get_ok(f"{asking}&maxwidth=500&maxheight=750").text)
    frame: Any = html.fragment_fromstring(given["html"])
    frame.set("sandbox", "allow-scripts")
    frame.set("data-secret", "s3cret")
    frame.set("src", frame.get("src") + "#?secret=s3cret")
    host.files["/wordpress.js"] = WORDPRESS
    made = html.tostring(frame).decode()
    body = f'<script src="/wordpress.js"></script>{made}'
    with visited(browser, host.put("/", body)) as visit:
        assert titles(framed(visit.page)) == EMPLOYERS
        wait_until_it_fits(framed(visit.page))
        assert framed(visit.page).evaluate("innerWidth") == 500


def test_links_of_a_frame_open_beside_the_page(site: Server, host: Host, browser: Browser) -> None:
    """Where nothing is sandboxed, in a window of their own that knows nothing of the page."""
    frame = f'<iframe src="{site.url}/embed?theme=employers" title="Events"></iframe>'
    with visited(browser, host.put("/", frame)) as visit:
        with visit.page.context.expect_page() as opening:
            framed(visit.page).locator(".title a").first.click()
        opened_page = opening.value
        opened_page.wait_for_load_state("load")
        assert opened_page.url == f"{site.url}/event/role-of-employers"
        assert opened_page.evaluate("opener") is None
        assert visit.page.url == f"{host.url}/"


def test_a_frame_needs_no_script(site: Server, host: Host, browser: Browser) -> None:
    """Where nobody runs any."""
    frame = f'<iframe src="{site.url}/embed?theme=employers" title="Events"></iframe>'
    with visited(browser, host.put("/", frame), scripts=False) as visit:
        assert titles(framed(visit.page)) == EMPLOYERS


def test_no_other_page_of_ours_can_be_framed(site: Server, host: Host, browser: Browser) -> None:
    """And what is wrong with the address of a frame is said in the frame."""
    frames = "".join(
        f'<iframe src="{site.url}{path}" title="Events"></iframe>'
        for path in ("/", "/subscribe", "/event/role-of-employers", "/embed?theme=nonsense")
    )
    with visited(browser, host.put("/", frames)) as visit:
        texts = [framed(visit.page, number).content() for number in range(4)]
        assert not any("Forced" in text for text in texts[:3])
        assert "There is no theme “nonsense”." in texts[3]


def test_what_is_framed_and_what_is_copied_is_without_fault(site: Server, tmp_path: Path) -> None:
    """No error and no warning of the Nu checker, on our pages and on those that hold them; but for the width."""
    for number, path in enumerate(FRAMED):
        (tmp_path / f"{number}.html").write_bytes(get(site.url + path).body)
    publication = Publication(Settings(events=ROOT / "events.yaml"), records=False)
    snapshot = publication.snapshot
    selection = parse_query("theme=employers&region=-africa&limit=3", snapshot.terms(None))
    for number, snippet in enumerate(snippets_of(snapshot, selection)):
        body = snippet.text if "<" in snippet.text else ""
        (tmp_path / f"copied-{number}.html").write_text(document(body), "utf-8")
    assert [fault for fault in check(tmp_path) if FULL_WIDTH not in fault] == []


@pytest.mark.parametrize("asked", ["light", "dark", ""])
@pytest.mark.parametrize("system", ["light", "dark"])
def test_a_frame_is_light_or_dark(
    site: Server, browser: Browser, system: Scheme, asked: str
) -> None:
    """As the site that holds it says, else as the reader's system does; legible either way."""
    address = f"{site.url}/embed" + (f"?scheme={asked}" if asked else "")
    with opened(browser, address, scheme=system) as visit:
        ground: str = visit.page.evaluate("getComputedStyle(document.body).backgroundColor")
        shade = sum(map(int, re.findall(r"\d+", ground)[:3])) / 3
        assert shade < DARK if (asked or system) == "dark" else shade > BRIGHT
        assert violations(visit.page) == []
        assert visit.troubles == []


@pytest.mark.parametrize("width", WIDTHS)
@pytest.mark.parametrize("path", FRAMED)
def test_a_frame_shuts_nobody_out(site: Server, browser: Browser, path: str, width: int) -> None:
    """No violation found by axe, nothing to scroll sideways, no error, no other host asked."""
    with opened(browser, site.url + path, width=width) as visit:
        assert violations(visit.page) == []
        assert overflow(visit.page) <= 0
        assert visit.troubles == []
