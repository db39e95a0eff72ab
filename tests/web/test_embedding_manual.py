"""The manual for people who keep websites: each example works, under just the policy it names."""

import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import Browser
from serving import ROOT, Server

from feeds.web.embed_script import NEWEST, integrity
from feeds.web.static_files import FOLDER

from .browsing import Visit
from .embedded import EMPLOYERS, framed, listed, titles, visited, wait_until
from .hosting import Host

MANUAL = (ROOT / "docs/embedding.md").read_text("utf-8")
SCRIPT = (FOLDER / f"embed-{NEWEST}.js").read_text("utf-8")
OURS = "https://events.example.org"
NOTHING = "default-src 'none'; img-src data:; require-trusted-types-for 'script'"


@dataclass(frozen=True, slots=True)
class Example:
    """What a section of the manual gives to copy: HTML, style, and lines of a policy."""

    html: str
    css: str
    policy: tuple[str, ...]


def _examples() -> dict[str, Example]:
    found = {}
    for section in MANUAL.split("\n## ")[1:]:
        blocks = re.findall(r"^```(\w+)\n(.*?)^```", section, re.DOTALL | re.MULTILINE)
        texts = {
            kind: "".join(text for each, text in blocks if each == kind)
            for kind in ("html", "css", "csp")
        }
        if texts["html"]:
            policy = tuple(texts["csp"].splitlines())
            found[section.partition("\n")[0]] = Example(texts["html"], texts["css"], policy)
    return found


EXAMPLES = _examples()


def put(host: Host, site: Server, example: Example, policy: tuple[str, ...]) -> str:
    """Put an example on a site, about our server in place of the one of the manual."""
    here = {OURS: site.url, "'self'": host.url}
    html, css, allowed = example.html, example.css, "; ".join((NOTHING, *policy))
    for old, new in here.items():
        html, css, allowed = (text.replace(old, new) for text in (html, css, allowed))
    host.files["/host.css"] = css
    style = '<link rel="stylesheet" href="/host.css">' if css else ""
    return host.put("/", style + html, allowed)


@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_works_under_the_policy_that_it_names(
    site: Server, host: Host, browser: Browser, name: str
) -> None:
    """On a page that allows nothing else; each shows events."""
    example = EXAMPLES[name]
    with visited(browser, put(host, site, example, example.policy)) as visit:
        if "<event-list" in example.html:
            assert listed(visit.page) == EMPLOYERS
        elif "/event/" in example.html:
            assert framed(visit.page).locator("h1").inner_text().startswith("Engaging Business")
        else:
            assert titles(framed(visit.page)) == EMPLOYERS
        assert visit.troubles == []


@pytest.mark.parametrize(
    ("name", "line"), [(name, line) for name, each in EXAMPLES.items() for line in each.policy]
)
def test_no_line_of_a_policy_is_named_in_vain(
    site: Server, host: Host, browser: Browser, name: str, line: str
) -> None:
    """Without it, the browser refuses something."""
    example = EXAMPLES[name]
    others = tuple(each for each in example.policy if each != line)
    with visited(browser, put(host, site, example, others)) as visit:
        wait_until(lambda: _was_refused(visit))


def _was_refused(visit: Visit) -> bool:
    """Tell whether the browser has said by now that the policy forbade something."""
    visit.page.wait_for_timeout(20)  # without which nothing that it says is heard
    return any("Content Security Policy" in said for said in visit.troubles)


def test_the_look_that_the_manual_shows_is_the_look_it_gives(
    site: Server, host: Host, browser: Browser
) -> None:
    """By variables and by parts."""
    example = EXAMPLES["Looks"]
    with visited(browser, put(host, site, example, example.policy)) as visit:
        listed(visit.page)
        element = visit.page.locator("event-list")
        color = element.locator("[part=link]").first.evaluate(
            "each => getComputedStyle(each).color"
        )
        case = element.locator("[part=date]").first.evaluate(
            "each => getComputedStyle(each).textTransform"
        )
        assert (color, case) == ("rgb(138, 28, 74)", "uppercase")


def test_the_manual_names_all_that_the_script_knows() -> None:
    """Every attribute, variable and part, and no other; and the hash of the script."""
    filters = re.search(r"FILTERS = \[(.*?)\]", SCRIPT)
    names = re.search(r"NAMES = \[(.*?)\]", SCRIPT)
    assert filters
    assert names
    attributes = set(re.findall(r'"(\w+)"', filters[1] + names[1]))
    table = MANUAL[MANUAL.index("| attribute |") :].partition("\n\n")[0]
    cells = (line.split("|")[1] for line in table.splitlines()[2:])
    assert {name for cell in cells for name in re.findall(r"`(\w+)`", cell)} == attributes
    variables = set(re.findall(r"--event-list-\w+", SCRIPT))
    assert set(re.findall(r"--event-list-\w+", MANUAL)) == variables
    made = set(re.findall(r'(?:make\(\s*"\w+",\s*|link\()"(\w+)"', SCRIPT))
    assert set(re.findall(r"`::part\((\w+)\)`", MANUAL)) == made
    assert f'integrity="{integrity()}"' in MANUAL
