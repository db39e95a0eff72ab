"""Our events as a part of somebody else's page, in Chromium: under any policy, in any look."""

import pytest
from playwright.sync_api import Browser
from serving import Server, free_port, running_server

from feeds.web.embed_script import integrity

from .browsing import WIDTHS
from .embedded import EMPLOYERS, framed, listed, titles, visited
from .hosting import Host
from .test_browser import overflow, violations

STRICT = (
    "default-src 'none'; script-src {origin}; connect-src {origin}; frame-src {origin}; "
    "style-src 'none'; img-src data:; require-trusted-types-for 'script'; trusted-types 'none'"
)
AFRICA = "Regional workshop on forced labour and human trafficking"


def test_a_page_that_allows_next_to_nothing_shows_all_of_it(
    site: Server, host: Host, browser: Browser
) -> None:
    """Two elements with different filters and a frame; no style of the page's own, trusted types."""
    body = f"""
        <script src="{site.url}/embed.js" async></script>
        <event-list theme="employers"><a href="{site.url}/">Events</a></event-list>
        <event-list region="africa" limit="1"></event-list>
        <iframe src="{site.url}/embed?theme=employers" title="Events" height="100"></iframe>"""
    url = host.put("/", body, STRICT.format(origin=site.url))
    with visited(browser, url) as visit:
        assert listed(visit.page) == EMPLOYERS
        assert listed(visit.page, 1) == [AFRICA]
        assert titles(framed(visit.page)) == EMPLOYERS
        gap = "element => getComputedStyle(element).borderBlockStartWidth"
        assert visit.page.locator("event-list li").nth(1).evaluate(gap) == "1px"
        assert visit.troubles == []


def test_what_the_subscribe_page_gives_shows_what_it_is_opened_with(
    site: Server, host: Host, browser: Browser
) -> None:
    """Copied from there and pasted elsewhere, each text in turn."""
    with visited(browser, f"{site.url}/subscribe?theme=employers") as visit:
        copied = visit.page.locator(".snippet > .quoted pre").all_inner_texts()
        previewed = titles(framed(visit.page))
    shown = []
    for text in copied:
        if "<iframe" in text or "<event-list" in text:
            with visited(browser, host.put("/", text)) as visit:
                is_framed = "<iframe" in text
                shown.append(titles(framed(visit.page)) if is_framed else listed(visit.page))
    assert [previewed, *shown] == [EMPLOYERS] * 5


def test_a_page_that_isolates_itself_can_have_an_element(
    site: Server, host: Host, browser: Browser
) -> None:
    """It loads only what says that anybody may have it."""
    body = f"""
        <script src="{site.url}/embed.js" async></script>
        <event-list theme="employers"></event-list>"""
    url = host.put(
        "/",
        body,
        Cross_Origin_Embedder_Policy="require-corp",
        Cross_Origin_Opener_Policy="same-origin",
    )
    with visited(browser, url) as visit:
        assert visit.page.evaluate("crossOriginIsolated")
        assert listed(visit.page) == EMPLOYERS
        assert visit.troubles == []


def test_an_element_looks_like_the_page_around_it(
    site: Server, host: Host, browser: Browser
) -> None:
    """Its fonts and colours; what is other is said by variables, and by parts."""
    host.files["/host.css"] = """
        main { font: 20px monospace; color: rgb(10, 20, 30) }
        .other { --event-list-accent: rgb(40, 50, 60); --event-list-gap: 7px }
        .other::part(date) { letter-spacing: 3px }
    """
    body = f"""
        <link rel="stylesheet" href="/host.css">
        <script src="{site.url}/embed.js" async></script>
        <event-list theme="employers"></event-list>
        <event-list class="other" theme="employers"></event-list>"""
    with visited(browser, host.put("/", body)) as visit:
        listed(visit.page)
        listed(visit.page, 1)

        def style(number: int, part: str, name: str) -> str:
            element = visit.page.locator("event-list").nth(number).locator(part).last
            value: str = element.evaluate(f"each => getComputedStyle(each)[{name!r}]")
            return value

        link, event, date = "[part=link]", "[part=event]", "[part=date]"
        assert style(0, link, "color") == "rgb(10, 20, 30)"
        assert style(0, link, "fontFamily") == "monospace"
        assert style(1, link, "color") == "rgb(40, 50, 60)"
        assert [style(number, event, "marginTop") for number in (0, 1)] == ["20px", "7px"]
        assert [style(number, date, "letterSpacing") for number in (0, 1)] == ["normal", "3px"]


def test_an_element_says_what_the_feed_does_and_leads_to_the_list(
    site: Server, host: Host, browser: Browser
) -> None:
    """Dates as our pages word them, place, and the ways to the page and to subscribing."""
    body = f"""
        <script src="{site.url}/embed.js" async></script>
        <event-list q="atlanta"></event-list>
        <event-list lang="fr" q="atlanta" from="2008" limit="3"></event-list>
        <event-list when="upcoming"></event-list>"""
    with visited(browser, host.put("/", body)) as visit:
        listed(visit.page)
        listed(visit.page, 1)
        english, french, none = visit.page.locator("event-list").all()
        text = " ".join(english.locator("[dir=auto]").inner_text().split())
        assert text == (
            "20 February 2008 Engaging Business: Addressing Forced Labour "
            "Coca-Cola's headquarters, Atlanta All events Subscribe"
        )
        assert "20 février 2008" in french.locator("[dir=auto]").inner_text()
        assert french.locator("[lang=fr]").count() == 1
        assert french.locator("[part=all]").get_attribute("href") == (
            f"{site.url}/fr/?from=2008&q=atlanta"
        )
        assert french.locator("[part=subscribe]").get_attribute("href") == (
            f"{site.url}/fr/subscribe?from=2008&q=atlanta"
        )
        for link in english.locator("a").all():
            assert link.get_attribute("rel") == "noopener"
        none.get_by_text("There are no events here at the moment.").wait_for()
        assert visit.page.locator("[aria-busy]").count() == 0
        assert visit.troubles == []


def test_an_element_follows_its_attributes_and_asks_for_each_feed_once(
    site: Server, host: Host, browser: Browser
) -> None:
    """However many elements show it, and whatever was shown between; it leaves no global name."""
    body = """
        <event-list theme="employers"></event-list>
        <event-list theme="employers" id="second"></event-list>
        <script>window.before = Object.keys(window).length + 1</script>"""
    with visited(browser, host.put("/", body)) as visit:
        asked: list[str] = []
        visit.page.on("request", lambda request: asked.append(request.url))
        for _ in range(2):
            visit.page.add_script_tag(url=f"{site.url}/embed.js")
        assert listed(visit.page, 1) == listed(visit.page) == EMPLOYERS
        second = visit.page.locator("#second")
        second.evaluate(
            "each => { each.setAttribute('region', 'africa');  each.removeAttribute('theme') }"
        )
        second.get_by_text(AFRICA).wait_for()
        second.evaluate(
            "each => { each.removeAttribute('region'); each.setAttribute('theme', 'employers') }"
        )
        second.get_by_text(EMPLOYERS[0]).wait_for()
        assert listed(visit.page, 1) == EMPLOYERS
        feeds = [url for url in asked if ".json" in url]
        assert len(feeds) == len(set(feeds)) == 2
        assert visit.page.evaluate("Object.keys(window).length - window.before") == 0


def test_without_our_server_the_words_of_the_page_itself_remain(
    site: Server, host: Host, browser: Browser
) -> None:
    """Or a link, where it has none, whether the script cannot be had or only the feed."""
    down = f"http://127.0.0.1:{free_port()}"
    elements = f"""
        <event-list base="{down}" theme="employers"><a href="{down}/x">Our events</a></event-list>
        <event-list base="{down}" theme="employers"> </event-list>"""
    script = f'<script src="{site.url}/embed.js" async></script>'
    with visited(browser, host.put("/feed", script + elements)) as visit:
        own, bare = visit.page.locator("event-list").all()
        link = bare.get_by_role("link")
        link.wait_for()
        assert link.get_attribute("href") == f"{down}/?theme=employers"
        assert visit.page.locator("[aria-busy]").count() == 0
        assert own.get_by_role("link", name="Our events").is_visible()
        assert own.locator("[part=fallback] [part=link]").count() == 0
    nothing = f'<script src="{down}/embed.js" async></script>'
    with visited(browser, host.put("/script", nothing + elements)) as visit:
        assert visit.page.get_by_role("link", name="Our events").is_visible()


def test_an_element_that_failed_tries_again_when_it_is_changed(
    site: Server, host: Host, browser: Browser
) -> None:
    """A filter that there is none of leaves the fallback; the right one shows events."""
    body = f"""
        <script src="{site.url}/embed.js" async></script>
        <event-list theme="nonsense">Events</event-list>"""
    with visited(browser, host.put("/", body)) as visit:
        element = visit.page.locator("event-list")
        element.locator("[part=fallback]:not([aria-busy])").wait_for()
        assert element.inner_text() == "Events"
        element.evaluate("each => each.setAttribute('theme', 'employers')")
        assert listed(visit.page) == EMPLOYERS


def test_a_server_that_ends_takes_nothing_from_pages_that_are_open(
    host: Host, browser: Browser
) -> None:
    """What was shown stays, and what is asked for then falls back."""
    port = free_port()
    own = f"http://127.0.0.1:{port}"
    with running_server(port=port, env={"FEEDS_BASE_URL": own}):
        body = f"""
            <script src="{own}/embed.js" async></script>
            <event-list theme="employers">First</event-list>"""
        context = browser.new_context()
        page = context.new_page()
        page.goto(host.put("/", body))
        assert listed(page) == EMPLOYERS
    page.evaluate(
        """() => {
            const element = document.createElement("event-list");
            element.append("Second");
            document.querySelector("main").append(element);
        }"""
    )
    second = page.locator("event-list").nth(1)
    second.locator("[part=fallback]:not([aria-busy])").wait_for()
    assert second.inner_text() == "Second"
    assert listed(page) == EMPLOYERS
    context.close()


@pytest.mark.parametrize("mark", [integrity(), integrity()[:-4] + "AAAA"], ids=["right", "wrong"])
def test_the_integrity_of_the_script_is_enforced(
    site: Server, host: Host, browser: Browser, mark: str
) -> None:
    """The hash that we give fits, and with another the script does not run."""
    body = f"""
        <script src="{site.url}/embed-1.js" integrity="{mark}" crossorigin="anonymous"></script>
        <event-list theme="employers">Events</event-list>"""
    with visited(browser, host.put("/", body)) as visit:
        assert visit.page.evaluate("Boolean(customElements.get('event-list'))") is (
            mark == integrity()
        )
        if mark == integrity():
            assert listed(visit.page) == EMPLOYERS
        else:
            assert visit.page.locator("event-list").inner_text() == "Events"


@pytest.mark.parametrize("width", WIDTHS)
def test_an_element_shuts_nobody_out(
    site: Server, host: Host, browser: Browser, width: int
) -> None:
    """In a page that is without fault, none comes in with it."""
    body = f"""
        <script src="{site.url}/embed.js"></script>
        <event-list></event-list><event-list lang="fr" when="upcoming"></event-list>"""
    with visited(browser, host.put("/", body), width=width) as visit:
        listed(visit.page)
        visit.page.locator("event-list").nth(1).locator("[part=none]").wait_for()
        assert violations(visit.page) == []
        assert overflow(visit.page) <= 0
        assert visit.troubles == []
