"""How an organisation gives pages its look: a logo, a colour, a footer."""

import re
from pathlib import Path
from typing import Any

import pytest
from fetching import get, get_ok
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from publication.desk import Desk
from serving import ROOT, Serve, Server
from test_cli import run, write

from feeds.colors import LEAST_CONTRAST, PANEL, PAPER, contrast, readable

from .seen import page, words

LIST = """\
calendar:
  title: {{en: Talks, fr: Exposés}}
  domain: talks.example.org
  timezone: Europe/Zurich
  languages: [en, fr]
{look}
themes: {{}}
regions: {{}}
events:
  - {{id: one, title: One, start: 2008-02-20, regions: []}}
  - id: two
    title: Two
    start: 2008-02-21
    regions: []
    image: {{url: "https://pictures.example.org/two.jpg", alt: Two}}
"""
PAGES = ("/", "/fr/", "/event/one", "/addresses", "/feeds", "/subscribe", "/?from=2030")
STYLE = ROOT / "feeds/web/static/style.css"
COLORS = {"light": "#7a1f5c", "dark": "#e0a3cc"}


def look(serve: Serve, folder: Path, *lines: str) -> Server:
    """Run a server on a list whose calendar has more lines."""
    text = LIST.format(look="".join(f"  {line}\n" for line in lines))
    return serve(Desk(folder, text).files.events)


def images_allowed(server: Server, address: str) -> str:
    """Return from where a page may load pictures."""
    policy = get(server.url + address).header("Content-Security-Policy")
    (found,) = re.findall(r"img-src ([^;]+);", policy)
    return str(found)


@pytest.mark.parametrize("address", PAGES)
def test_a_logo_stands_on_every_page(serve: Serve, tmp_path: Path, address: str) -> None:
    """With its words; the policy names where it is, and nothing more."""
    logo = "https://logos.example.org:8443/own.svg"
    line = f'logo: {{url: "{logo}", alt: {{en: Example Organisation, fr: Organisation}}}}'
    server = look(serve, tmp_path, line)
    (shown,) = page(server, address).xpath("//header//img")
    assert (shown.get("src"), shown.get("referrerpolicy")) == (logo, "no-referrer")
    alt = "Organisation" if address.startswith("/fr") else "Example Organisation"
    assert shown.get("alt") == alt
    assert images_allowed(server, address) == "'self' data: https://logos.example.org:8443"


def test_a_logo_and_a_picture_are_both_let_in(serve: Serve, tmp_path: Path) -> None:
    """Each place once."""
    line = 'logo: {url: "https://logos.example.org/own.svg", alt: Own}'
    server = look(serve, tmp_path, line)
    allowed = images_allowed(server, "/event/two").split()
    assert sorted(allowed) == [
        *("'self'", "data:", "https://logos.example.org", "https://pictures.example.org"),
    ]


def test_a_logo_of_ones_own_needs_no_other_place(serve: Serve, tmp_path: Path) -> None:
    """It is let in as everything of the site is."""
    server = look(serve, tmp_path, "logo: {url: /static/icon.svg, alt: Own}")
    for address in ("/", "/fr/", "/event/one"):
        (shown,) = page(server, address).xpath("//header//img/@src")
        assert shown == "/static/icon.svg"
        assert images_allowed(server, address) == "'self' data:"
        get_ok(server.url + shown)


def test_a_list_without_a_look_has_none(server: Server) -> None:
    """No picture, no footer but the program's, no colour of its own."""
    document = page(server, "/")
    assert not document.xpath("//header//img")
    assert not document.xpath("//footer/div")
    assert styles(server, document) == STYLE.read_text("utf-8")


def styles(server: Server, document: Any) -> str:
    """Return the style sheet that a page asks for."""
    (address,) = document.xpath("//link[@rel='stylesheet']/@href")
    return get_ok(server.url + address).text


def test_a_colour_of_ones_own_is_that_of_links(serve: Serve, tmp_path: Path) -> None:
    """In the light, in the dark, and in frames that ask for either; last, so that it wins."""
    line = f'colors: {{light: "{COLORS["light"]}", dark: "{COLORS["dark"].upper()}"}}'
    server = look(serve, tmp_path, line)
    text = styles(server, page(server, "/"))
    plain = STYLE.read_text("utf-8")
    assert text.startswith(plain)
    added = " ".join(text.removeprefix(plain).split())
    assert added == (
        f':root, :root[data-scheme="light"] {{ --link: {COLORS["light"]}; }} '
        f"@media (prefers-color-scheme: dark) {{ :root {{ --link: {COLORS['dark']}; }} }} "
        f':root[data-scheme="dark"] {{ --link: {COLORS["dark"]}; }}'
    )


def test_a_changed_colour_has_a_style_sheet_of_another_address(
    serve: Serve, tmp_path: Path
) -> None:
    """Or browsers would keep the old one."""
    addresses = set()
    for number, light in enumerate(("#7a1f5c", "#5c1f7a")):
        folder = tmp_path / str(number)
        folder.mkdir()
        server = look(serve, folder, f'colors: {{light: "{light}", dark: "#e0a3cc"}}')
        (address,) = page(server, "/").xpath("//link[@rel='stylesheet']/@href")
        (again,) = page(server, "/fr/event/one").xpath("//link[@rel='stylesheet']/@href")
        assert address == again
        addresses.add(address)
    assert len(addresses) == 2


@pytest.mark.parametrize(
    ("light", "dark", "wrong", "hint"),
    [
        ("#93c1e6", "#93c1e6", "`#93c1e6` is too bright to be read on light paper", True),
        ("#1f5582", "#1f5582", "`#1f5582` is too dark to be read on dark paper", True),
        ("steelblue", "#93c1e6", "“steelblue” is not a colour", False),
        ("#15c", "#93c1e6", "“#15c” is not a colour", False),
    ],
)
def test_a_colour_that_cannot_be_read_is_refused_with_one_that_can(
    tmp_path: Path, light: str, dark: str, wrong: str, *, hint: bool
) -> None:
    """An error of `feeds check`, in the line where it stands; the proposal is a good one."""
    text = LIST.format(look=f'  colors:\n    light: "{light}"\n    dark: "{dark}"\n')
    path = write(tmp_path, text)
    done = run("check", path)
    told = (done.stdout + done.stderr).decode()
    assert done.returncode == 1
    assert wrong in told
    assert re.search(rf"{path.name}:{7 if light != '#1f5582' else 8}:", told), told
    if not hint:
        assert 'write six digits such as "#1f5582", in quotes' in told
        return
    (proposed,) = re.findall(r'write "(#[0-9a-f]{6})"', told)
    old = light if light != "#1f5582" else dark
    place = f'{"light" if light != "#1f5582" else "dark"}: "'
    path.write_text(text.replace(f"{place}{old}", f"{place}{proposed}"))
    assert run("check", path).returncode == 0


@given(st.integers(0, 0xFFFFFF), st.sampled_from(["light", "dark"]))
def test_whatever_is_proposed_can_be_read(number: int, scheme: str) -> None:
    """On all grounds of pages, by WCAG's measure; what can be read already stays as it is."""
    color = f"#{number:06x}"
    proposed = readable(color, scheme)
    worst = min(contrast(proposed, ground[scheme]) for ground in (PAPER, PANEL))
    assert worst >= LEAST_CONTRAST
    assert readable(proposed, scheme) == proposed
    if all(contrast(color, ground[scheme]) >= LEAST_CONTRAST for ground in (PAPER, PANEL)):
        assert proposed == color


def test_contrast_is_that_of_wcag() -> None:
    """As its examples have it."""
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.005)


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    """What is measured against is what is there."""
    light, dark = re.findall(r":root \{\n(.*?)\n\s*\}", STYLE.read_text("utf-8"), re.DOTALL)[:2]
    for scheme, declared in (("light", light), ("dark", dark)):
        values = dict(re.findall(r"--([a-z]+): (#[0-9a-f]{6});", declared))
        assert (values["paper"], values["panel"]) == (PAPER[scheme], PANEL[scheme])


@pytest.mark.parametrize("address", PAGES)
def test_a_footer_stands_at_the_end_of_every_page(
    serve: Serve, tmp_path: Path, address: str
) -> None:
    """In Markdown, in the language of the page; what is no Markdown stands as text."""
    server = look(
        serve,
        tmp_path,
        "footer:",
        "  en: '[Imprint](https://www.example.org/imprint) by *us* <script>alert(1)</script>'",
        "  fr: '[Mentions](https://www.example.org/mentions) par *nous*'",
    )
    document = page(server, address)
    (own,) = document.xpath("//footer/div")
    language = "fr" if address.startswith("/fr") else "en"
    assert own.xpath(".//a/@href") == [
        f"https://www.example.org/{'mentions' if language == 'fr' else 'imprint'}"
    ]
    assert [words(each) for each in own.xpath(".//em")] == ["nous" if language == "fr" else "us"]
    assert not own.xpath(".//script")
    assert ("<script>alert(1)</script>" in words(own)) is (language == "en")


def test_an_error_page_has_the_same_look(serve: Serve, tmp_path: Path) -> None:
    """Whoever mistyped an address is still at home; the logo is let in there too."""
    logo = 'logo: {url: "https://logos.example.org/own.svg", alt: Own}'
    server = look(serve, tmp_path, logo, "footer: Who we are")
    answer = get(f"{server.url}/nothing")
    document: Any = html.document_fromstring(answer.text)
    assert answer.status == 404
    assert words(document.xpath("//footer/div")[0]) == "Who we are"
    assert document.xpath("//header//img/@src") == ["https://logos.example.org/own.svg"]
    assert "https://logos.example.org" in images_allowed(server, "/nothing")


@pytest.mark.parametrize(
    ("url", "told"),
    [("logo.svg", "logo"), ("/static/../x.svg", "logo"), ("javascript:alert(1)", "logo")],
)
def test_a_logo_that_cannot_be_shown_is_an_error(tmp_path: Path, url: str, told: str) -> None:
    """It is a whole address, or a file of the site's own."""
    path = write(tmp_path, LIST.format(look=f'  logo: {{url: "{url}", alt: Own}}\n'))
    done = run("check", path)
    assert done.returncode == 1
    assert told in (done.stdout + done.stderr).decode()
