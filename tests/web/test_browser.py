"""The pages in Chromium: for everybody, in any width, language and light, with scripts or without."""

from base64 import b64encode
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import zxingcpp
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, Route
from serving import ROOT, Server, running_server

from .browsing import HEIGHTS, TIMEOUT_MILLISECONDS, Scheme, Visit
from .careless import careless_server
from .embedded import framed, wait_until_it_fits
from .pages import PAGES, address

AXE = ROOT / "tests/node_modules/axe-core/axe.min.js"
RULES = [
    "wcag2a",
    "wcag2aa",
    "wcag21a",
    "wcag21aa",
    "wcag22aa",
    "best-practice",
]
"""WCAG 2.2 at level AA, and what axe advises besides."""
DARK, BRIGHT = 64, 192
"""Of 255: a ground below the one is dark, above the other bright."""


@contextmanager
def opened(  # noqa: PLR0913 - all of them facts of one visit
    browser: Browser,
    url: str,
    *,
    width: int = 1280,
    scheme: Scheme = "light",
    scripts: bool = True,
    permissions: Sequence[str] = (),
) -> Iterator[Visit]:
    """Open a page while the block runs."""
    context = browser.new_context(
        viewport={"width": width, "height": HEIGHTS[width]},
        color_scheme=scheme,
        reduced_motion="reduce",
        java_script_enabled=scripts,
        permissions=permissions,
    )
    context.set_default_timeout(TIMEOUT_MILLISECONDS)
    visit = Visit(context.new_page())
    _listen(visit, urlsplit(url).netloc)
    try:
        visit.page.goto(url, wait_until="load")
        yield visit
    finally:
        context.close()


def _listen(visit: Visit, host: str) -> None:
    def on_request(request: Request) -> None:
        if urlsplit(request.url).netloc not in {host, ""}:  # none: data within the page
            visit.hear("another host was asked", request.url)

    def on_console(message: ConsoleMessage) -> None:
        visit.hear(f"{message.type}: {message.text}", message.location["url"])

    page = visit.page
    page.on("request", on_request)
    page.on("requestfailed", lambda request: visit.hear("request failed", request.url))
    page.on("pageerror", lambda error: visit.hear(f"error: {error}", page.url))
    page.on("console", on_console)


def violations(page: Page) -> list[str]:
    """Have axe examine a page, and list what it finds."""
    page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate(
        "tags => axe.run({runOnly: {type: 'tag', values: tags}, resultTypes: ['violations']})",
        RULES,
    )
    return [
        f"{violation['id']}: {node['html']}: {node['failureSummary']}"
        for violation in found["violations"]
        for node in violation["nodes"]
    ]


def overflow(page: Page) -> int:
    """Return by how many pixels a page can be scrolled sideways."""
    pixels: int = page.evaluate(
        "() => document.scrollingElement.scrollWidth - document.documentElement.clientWidth"
    )
    return pixels


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody looks at a page."""

    width: int
    scheme: Scheme
    language: str
    scripts: bool = True

    def __str__(self) -> str:
        return f"{self.width}-{self.scheme}-{self.language}{'' if self.scripts else '-no-scripts'}"


LOOKS = (
    (
        Look(360, "dark", "en"),
        Look(768, "light", "fr", scripts=False),
        Look(1280, "dark", "es"),
        Look(1920, "light", "en"),
    ),
    (
        Look(360, "light", "es"),
        Look(768, "dark", "en"),
        Look(1280, "light", "fr"),
        Look(1920, "dark", "es", scripts=False),
    ),
    (
        Look(360, "dark", "fr", scripts=False),
        Look(768, "dark", "es"),
        Look(1280, "light", "en"),
        Look(1920, "light", "fr"),
    ),
)
"""Each row has every width, every language and both schemes, with scripts and without."""
VISITS = [(path, look) for number, path in enumerate(PAGES) for look in LOOKS[number % len(LOOKS)]]
PREFIXES = {"en": "", "fr": "/fr", "es": "/es"}


def test_every_page_is_looked_at_in_every_way() -> None:
    """None of them in one combination alone."""
    for row in LOOKS:
        assert {look.width for look in row} == set(HEIGHTS)
        assert {look.language for look in row} == set(PREFIXES)
        assert {look.scheme for look in row} == {"light", "dark"}
        assert {look.scripts for look in row} == {True, False}


@pytest.mark.parametrize(("path", "look"), VISITS, ids=str)
def test_a_page_shuts_nobody_out(server: Server, browser: Browser, path: str, look: Look) -> None:
    """No violation found by axe, nothing to scroll sideways, no error, no other host asked.

    What a person's system asks for, the dark or the light, the page does.
    """
    url = address(server.url, path, PREFIXES[look.language])
    width, scheme, scripts = look.width, look.scheme, look.scripts
    with opened(browser, url, width=width, scheme=scheme, scripts=scripts) as visit:
        assert visit.page.locator("html").get_attribute("lang") == look.language
        assert overflow(visit.page) <= 0
        assert (_brightness(visit.page) < DARK) is (scheme == "dark")
        assert (_brightness(visit.page) > BRIGHT) is (scheme == "light")
        if scripts:
            assert violations(visit.page) == []
        assert visit.troubles == []


@pytest.mark.parametrize(
    ("path", "width", "scheme"),
    [
        ("/", 360, "light"),
        ("/", 1280, "dark"),
        ("/event/one", 360, "dark"),
        ("/theme/human-trafficking", 768, "light"),
    ],
)
def test_an_open_panel_shuts_nobody_out(
    server: Server, browser: Browser, path: str, width: int, scheme: Scheme
) -> None:
    """What is folded away is examined as well."""
    with opened(browser, address(server.url, path), width=width, scheme=scheme) as visit:
        visit.page.locator("#follow > summary").click()
        assert visit.page.get_by_role("link", name="Apple Calendar").is_visible()
        assert violations(visit.page) == []
        assert overflow(visit.page) <= 0
        assert visit.troubles == []


def test_these_checks_are_able_to_fail(browser: Browser) -> None:
    """An image without words, a box too wide, errors and another host are all seen."""
    with careless_server() as url, opened(browser, url, width=360) as visit:
        assert any(found.startswith("image-alt") for found in violations(visit.page))
        assert overflow(visit.page) > 0
        troubles = " ".join(visit.troubles)
        for trouble in ("another host", "request failed", "error: something", "undefinedFunction"):
            assert trouble in troubles


def _brightness(page: Page) -> float:
    """Return how bright the page's ground is, from 0 to 255."""
    color: str = page.evaluate(
        """() => [document.body, document.documentElement]
            .map(element => getComputedStyle(element).backgroundColor)
            .find(color => color !== 'rgba(0, 0, 0, 0)') ?? 'none'"""
    )
    channels = [float(part) for part in color.partition("(")[2].rstrip(")").split(",")[:3]]
    assert channels, f"no ground is set: {color}"
    return sum(channels) / len(channels)


def words(page: Page) -> str:
    """Return what the main part of a page says, with plain spaces."""
    return " ".join(page.inner_text("main").split())


def test_the_list_is_there_without_scripts(server: Server, browser: Browser) -> None:
    """By month, newest first, each with its days; a theme is one click away."""
    with opened(browser, f"{server.url}/", scripts=False) as visit:
        text = words(visit.page).lower()  # small capitals count as capitals
        months = ("November 2008", "October 2008", "July 2008", "June 2008", "February 2008")
        places = [text.index(f"{month.lower()} ") for month in months]
        assert places == sorted(places)
        assert "30 june – 1 july 2008" in text
        visit.page.get_by_role("link", name="Human trafficking").first.click()
        visit.page.wait_for_url("**/theme/human-trafficking")
        assert "21–22 May 2008" in words(visit.page)
        assert "20 February 2008" not in words(visit.page)
        assert visit.troubles == []


def test_the_list_fits_on_paper(server: Server, browser: Browser) -> None:
    """Printed, even from the dark, it is on white, and nothing is cut at the side."""
    with opened(browser, f"{server.url}/", scheme="dark") as visit:
        visit.page.emulate_media(media="print")
        visit.page.set_viewport_size({"width": 718, "height": 1000})  # A4 less margins of 1 cm
        assert overflow(visit.page) <= 0
        assert _brightness(visit.page) > BRIGHT
        assert "20 February 2008" in words(visit.page)


def test_a_keyboard_leads_past_the_head_of_the_page(server: Server, browser: Browser) -> None:
    """The first stop is a link to the content."""
    with opened(browser, f"{server.url}/") as visit:
        visit.page.keyboard.press("Tab")
        visit.page.keyboard.press("Enter")
        target = urlsplit(visit.page.url).fragment
        assert target
        assert visit.page.locator(f"#{target}").count() == 1


def tab_to(page: Page, selector: str, most: int = 90) -> None:
    """Press Tab until something has the focus."""
    for _ in range(most):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"{most} times Tab, and {selector} was not reached")


def said_aloud(page: Page, text: str) -> None:
    """Wait until screen readers are told of something."""
    page.wait_for_function(
        "text => document.querySelector('[role=status]#said').innerText.includes(text)", arg=text
    )


def test_a_keyboard_is_enough_to_filter(server: Server, browser: Browser) -> None:
    """A checkbox is reached and ticked; the list changes, is told of, and the focus stays."""
    with opened(browser, f"{server.url}/") as visit:
        page = visit.page
        tab_to(page, "input[name=theme][value=employers]")
        page.keyboard.press("Space")
        page.wait_for_url("**/theme/employers")
        said_aloud(page, "Employers, 3 events")
        assert page.locator("article.h-event").count() == 3
        assert page.evaluate("document.activeElement.id") == "theme-employers"
        assert page.locator("#theme-employers").is_checked()
        page.keyboard.press("Space")
        page.wait_for_url(f"{server.url}/")
        said_aloud(page, "All events, 10 events")
        assert visit.troubles == []


def test_a_keyboard_is_enough_to_subscribe(server: Server, browser: Browser) -> None:
    """The panel opens, and the link of a program is reached; its focus can be seen."""
    with opened(browser, f"{server.url}/theme/employers") as visit:
        page = visit.page
        tab_to(page, "#follow > summary")
        page.keyboard.press("Enter")
        tab_to(page, "a[href^='webcal:']", most=12)
        focused = page.evaluate(
            """() => {
              const {outlineStyle, outlineWidth} = getComputedStyle(document.activeElement);
              return [document.activeElement.href, outlineStyle, parseFloat(outlineWidth)];
            }"""
        )
        assert focused == [
            f"webcal://{urlsplit(server.base).netloc}/theme/employers.ics",
            "solid",
            3,
        ]
        assert visit.troubles == []


def test_a_keyboard_is_enough_to_copy(server: Server, browser: Browser) -> None:
    """The address is in the clipboard, and that it is is said, to eyes and ears."""
    allowed = ("clipboard-read", "clipboard-write")
    with opened(browser, f"{server.url}/theme/employers", permissions=allowed) as visit:
        page = visit.page
        tab_to(page, "#follow > summary")
        page.keyboard.press("Enter")
        tab_to(page, ".copy button[data-copy]", most=5)
        page.keyboard.press("Enter")
        said_aloud(page, "Copied")
        button = page.locator(".copy button[data-copy]").first
        assert button.inner_text() == "Copied"
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == f"{server.base}/theme/employers.ics"
        page.wait_for_function("button => button.innerText === 'Copy'", arg=button.element_handle())
        assert visit.troubles == []


def test_where_nothing_may_be_written_to_the_clipboard_the_field_is_copied(
    server: Server, browser: Browser
) -> None:
    """An old browser, or a page that is not secure, has no clipboard to write to."""
    with opened(browser, f"{server.url}/", permissions=("clipboard-read",)) as visit:
        page = visit.page
        page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(Error()); }")
        page.locator("#follow > summary").click()
        page.locator(".copy button[data-copy]").first.click()
        said_aloud(page, "Copied")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == f"{server.base}/events.ics"


def test_the_button_of_other_programs_copies(server: Server, browser: Browser) -> None:
    """What they are told is the address; without scripts it leads to where that stands."""
    allowed = ("clipboard-read", "clipboard-write")
    with opened(browser, f"{server.url}/", permissions=allowed) as visit:
        page = visit.page
        page.locator("#follow > summary").click()
        page.get_by_role("link", name="Thunderbird and others").click()
        said_aloud(page, "Copied")
        copied = page.evaluate("() => navigator.clipboard.readText()")
        assert copied == f"{server.base}/events.ics"
        assert page.url == f"{server.url}/"
    with opened(browser, f"{server.url}/", scripts=False) as visit:
        page = visit.page
        page.locator("#follow > summary").click()
        page.get_by_role("link", name="Thunderbird and others").click()
        assert page.url == f"{server.url}/#address"
        assert page.locator("#address").is_visible()


@contextmanager
def filtering(
    server: Server, browser: Browser, path: str = "/"
) -> Iterator[tuple[Page, list[str]]]:
    """Open a list and mark it; give the page, and which pages are loaded anew from then on."""
    with opened(browser, server.url + path) as visit:
        loaded: list[str] = []

        def on_request(request: Request) -> None:
            if request.is_navigation_request():
                loaded.append(request.url.removeprefix(server.url))

        visit.page.evaluate("() => { window.mark = 'same page'; }")
        visit.page.on("request", on_request)
        yield visit.page, loaded
        assert visit.troubles == []


def heads(page: Page) -> list[str]:
    """Return what the head of a page says of it: title, canonical address, feeds."""
    told: list[str] = page.evaluate(
        """() => [document.title, ...[...document.head.querySelectorAll(
            "link[rel=canonical], link[rel=alternate][type]")].map(link => link.href)]"""
    )
    return told


def test_filtering_loads_no_page_anew(server: Server, browser: Browser) -> None:
    """Address, title and feeds are those of what is shown, and the way back leads back."""
    with filtering(server, browser) as (page, loaded):
        before = heads(page)
        page.locator(".filters a", has_text="Employers").click()
        page.wait_for_url("**/theme/employers")
        page.wait_for_function("() => document.querySelector('h1').innerText === 'Employers'")
        with opened(browser, f"{server.url}/theme/employers") as fresh:
            assert sorted(heads(page)) == sorted(heads(fresh.page))
            assert page.inner_html("main") == fresh.page.inner_html("main")
        page.locator(".chosen a", has_text="Show all events").click()
        page.wait_for_function("() => document.querySelector('h1').innerText === 'All events'")
        page.go_back()
        page.wait_for_function("() => document.querySelector('h1').innerText === 'Employers'")
        page.go_back()
        page.wait_for_function("() => document.querySelector('h1').innerText === 'All events'")
        assert page.url == f"{server.url}/"
        assert sorted(heads(page)) == sorted(before)
        page.go_forward()
        page.wait_for_url("**/theme/employers")
        assert page.evaluate("window.mark") == "same page"
        assert loaded == []


def test_a_search_loads_no_page_anew(server: Server, browser: Browser) -> None:
    """Words and Enter are enough; an empty answer says so, and leads out of itself."""
    with filtering(server, browser) as (page, loaded):
        page.get_by_label("Search").fill("nobody")
        page.keyboard.press("Enter")
        page.wait_for_url("**/?q=nobody")
        said_aloud(page, "Matching “nobody”, No events")
        page.locator(".none a", has_text="Show all events").click()
        said_aloud(page, "All events, 10 events")
        assert page.evaluate("window.mark") == "same page"
        assert loaded == []


def test_a_panel_stays_open_while_one_filters(server: Server, browser: Browser) -> None:
    """And gives the addresses of what is shown."""
    with filtering(server, browser) as (page, _):
        page.locator("#follow > summary").click()
        page.locator("#region-europe").check()
        page.wait_for_url("**/region/europe")
        page.wait_for_function(
            "() => document.querySelector('#address').value.endsWith('europe.ics')"
        )
        assert page.get_by_role("link", name="Apple Calendar").is_visible()
        assert page.locator(".copy button[data-copy]").first.is_visible()


def test_the_last_of_two_choices_is_shown(server: Server, browser: Browser) -> None:
    """However late the answer to the first one comes."""
    with filtering(server, browser) as (page, loaded):

        def late(route: Route) -> None:
            page.wait_for_timeout(300)
            route.continue_()

        page.route("**/theme/employers", late)
        with page.expect_response("**/theme/employers"):
            page.evaluate(
                """() => {
                  for (const label of ["Employers", "Trade unions"])
                    [...document.querySelectorAll(".filters a")]
                      .find(link => link.innerText === label).click();
                }"""
            )
        page.wait_for_timeout(200)
        assert page.url == f"{server.url}/theme/trade-unions"
        assert page.inner_text("h1") == "Trade unions"
        assert loaded == []


def test_where_nothing_can_be_fetched_the_page_is_gone_to(server: Server, browser: Browser) -> None:
    """As if there were no script."""
    with opened(browser, f"{server.url}/") as visit:
        page = visit.page

        def fail(route: Route) -> None:
            if route.request.resource_type == "fetch":
                route.abort()
            else:
                route.continue_()

        page.evaluate("() => { window.mark = 'same page'; }")
        page.route("**/theme/employers", fail)
        page.locator(".filters a", has_text="Employers").click()
        page.wait_for_url("**/theme/employers")
        assert page.inner_text("h1") == "Employers"
        assert page.evaluate("window.mark") is None


def test_what_is_refused_is_shown_as_any_page(server: Server, browser: Browser) -> None:
    """A search that cannot be meant leads to what is wrong with it."""
    with opened(browser, f"{server.url}/") as visit:
        page = visit.page
        page.get_by_label("Search").fill("…")
        page.keyboard.press("Enter")
        page.wait_for_url("**/find?q=*")
        assert page.locator("form[data-swap]").count() == 0
        assert "Show all events" in words(page)


def test_filtering_works_without_scripts(server: Server, browser: Browser) -> None:
    """By a form that is sent; the panel opens, and nothing in it does nothing."""
    with opened(browser, f"{server.url}/", scripts=False, width=360) as visit:
        page = visit.page
        page.locator("#theme-employers").check()
        page.locator("#region-europe").check()
        page.get_by_role("button", name="Show events").click()
        page.wait_for_url("**/theme/employers/region/europe")
        assert page.locator("article.h-event").count() == 1
        page.locator("#follow > summary").click()
        assert page.get_by_role("link", name="Apple Calendar").is_visible()
        dead = page.locator("button[type=button]:visible")
        assert dead.all_inner_texts() == []
        assert visit.troubles == []


@pytest.mark.parametrize(
    ("path", "scheme", "width"),
    [
        ("/subscribe?theme=employers", "light", 360),
        ("/fr/subscribe?from=2008&region=europe", "dark", 1280),
    ],
)
def test_the_code_of_a_page_is_read_by_a_phone(
    server: Server, browser: Browser, path: str, scheme: Scheme, width: int
) -> None:
    """As it is seen on the screen, in the dark too: it is the page's own address."""
    with opened(browser, server.url + path, scheme=scheme, width=width) as visit:
        wait_until_it_fits(framed(visit.page))  # on a phone, the frame before the code moves it
        picture = visit.page.locator(".code").screenshot()
    assert codes_in(browser, picture) == [server.base + path]


def codes_in(browser: Browser, picture: bytes) -> list[str]:
    """Return what the bar codes of a PNG picture say, whose pixels Chromium takes out of it."""
    context = browser.new_context()
    try:
        width, height, pixels = context.new_page().evaluate(
            """async encoded => {
              const bytes = Uint8Array.from(atob(encoded), each => each.charCodeAt(0));
              const image = await createImageBitmap(new Blob([bytes], {type: "image/png"}));
              const {width, height} = image;
              const drawn = new OffscreenCanvas(width, height).getContext("2d");
              drawn.drawImage(image, 0, 0);
              const {data} = drawn.getImageData(0, 0, width, height);
              return [width, height, [...data].filter((_, place) => place % 4 === 1)];
            }""",
            b64encode(picture).decode(),
        )
    finally:
        context.close()
    gray = memoryview(bytes(pixels)).cast("B", (height, width))
    return [found.text for found in zxingcpp.read_barcodes(gray)]


@pytest.fixture(scope="module")
def long(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list of 2,000 events."""
    path = tmp_path_factory.mktemp("long") / "events.yaml"
    days = (date(2004, 1, 1) + timedelta(days=4 * number) for number in range(2000))
    path.write_text(
        "calendar: {title: Long, domain: d.example.org, timezone: Etc/UTC, language: en}\n"
        "themes: {tides: Tides}\nregions: {}\nevents:\n"
        + "".join(
            f"  - {{id: on-{day}, title: A talk of this day, start: {day}, themes: [tides],"
            " regions: [], summary: Some words on what it is about.}\n"
            for day in days
        )
    )
    with running_server(path) as running:
        yield running


@pytest.mark.parametrize(
    ("path", "width", "scheme"), [("/", 360, "dark"), ("/?page=20", 1280, "light")]
)
def test_a_long_list_shuts_nobody_out(
    long: Server, browser: Browser, path: str, width: int, scheme: Scheme
) -> None:
    """It comes in pages, each of a size to be read; filters show no more years than fit."""
    with opened(browser, long.url + path, width=width, scheme=scheme) as visit:
        assert 1 < visit.page.locator("article.h-event").count() <= 250
        assert visit.page.locator(".filters .year li").count() == 12
        assert overflow(visit.page) <= 0
        assert violations(visit.page) == []
        assert visit.troubles == []


ARABIC = """\
calendar: {title: أيام, domain: ayyam.example.org, timezone: Etc/UTC, language: ar}
themes: {tides: مد}
regions: {sea: {label: البحر}, bay: {label: الخليج, within: sea}}
events:
  - {id: one, title: محاضرة, start: 2008-02-20, end: 2008-02-22, themes: [tides], regions: [bay]}
  - {id: two, title: محاضرة أخرى, start: 2095-02-20, status: cancelled, themes: [tides], regions: []}
"""


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list that is written from right to left."""
    path = tmp_path_factory.mktemp("arabic") / "events.yaml"
    path.write_text(ARABIC, "utf-8")
    with running_server(path) as running:
        yield running


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", ["/", "/event/two", "/subscribe", "/feeds", "/addresses", "/none"])
def test_a_page_turns_with_the_direction_of_writing(
    arabic: Server, browser: Browser, path: str, width: int
) -> None:
    """Nothing hangs out at a side; the text begins at the right."""
    with opened(browser, arabic.url + path, width=width) as visit:
        page = visit.page
        html = page.locator("html")
        assert (html.get_attribute("lang"), html.get_attribute("dir")) == ("ar", "rtl")
        assert overflow(page) <= 0
        left = page.evaluate("() => document.scrollingElement.scrollLeft")
        assert left == 0
        title = page.locator("header .title a").bounding_box()
        assert title is not None
        assert title["x"] + title["width"] > 0.8 * width
        assert visit.troubles == []
