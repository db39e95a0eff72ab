"""The OPML imported by newsboat: what it subscribes to then, and that other readers can read that."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest
from fetching import get_ok
from making import NOW, make_event, make_snapshot
from publication.desk import Desk
from serving import Server, running_server

from feeds.publication import catalogue_of
from feeds.publication.opml import opml_of

from .programs import run
from .test_newsboat import CONFIGURATION, Newsboat

LIST = """\
calendar:
  title: {en: "Talks & <walks>", fr: Causeries}
  domain: talks.example.org
  timezone: Etc/UTC
  languages: [en, fr]
themes: {art: {en: "Art, \\"craft\\" & more", fr: Beaux-arts}, zinc: Zinc}
regions: {lima: Lima, miraflores: {label: Miraflores, within: lima}}
views: {summer: {title: {en: The summer, fr: L’été}, from: 2008-06, to: 2008-08}}
events:
  - {id: one, title: One, start: 2008-07-01, themes: [art], regions: [miraflores]}
"""
PATHS = [
    *("/events.rss", "/theme/art.rss", "/theme/zinc.rss", "/region/lima.rss"),
    *("/region/miraflores.rss", "/view/summer.rss"),
]


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list whose names are hard to write in XML."""
    desk = Desk(tmp_path_factory.mktemp("talks"), LIST)
    with running_server(desk.files.events) as server:
        yield server


def imported(home: Path, opml: bytes) -> list[tuple[str, str]]:
    """Have newsboat import OPML, and return each address that it subscribed to, with its tag.

    Raises:
        ValueError: newsboat complained.
    """
    urls = home / "urls"
    urls.touch()
    (home / "feeds.opml").write_bytes(opml)
    (home / "config").write_text(CONFIGURATION.format(home=home))
    files = ("-u", urls, "-c", home / "cache.db", "-C", home / "config")
    done = run("newsboat", *files, "-i", home / "feeds.opml", home=home)
    if done.returncode or "error" in (done.stdout + done.stderr).lower():
        raise ValueError(f"{done.returncode}: {done.stdout}{done.stderr}")
    lines = [line.partition(" ") for line in urls.read_text("utf-8").splitlines()]
    return [(address, tag.strip('"')) for address, _, tag in lines]


@pytest.mark.parametrize(
    ("prefix", "tags"),
    [
        ("", ["The whole list", "Themes", "Regions", "Views"]),
        ("/fr", ["La liste entière", "Thèmes", "Régions", "Vues"]),
    ],
)
def test_newsboat_imports_every_feed_with_its_group(
    talks: Server, tmp_path: Path, prefix: str, tags: list[str]
) -> None:
    """Each feed once, and each of them is there: to newsboat, and to feedparser by its name."""
    opml = get_ok(f"{talks.url}{prefix}/feeds.opml").body
    found = imported(tmp_path, opml)
    assert [address for address, _ in found] == [talks.base + prefix + path for path in PATHS]
    whole, themes, regions, views = tags
    assert [tag for _, tag in found] == [whole, themes, themes, regions, regions, views]
    outlines = {each.get("xmlUrl"): each for each in ET.fromstring(opml).iter("outline")}
    for number, (address, _) in enumerate(found):
        home = tmp_path / str(number)
        home.mkdir()
        newsboat = Newsboat(home, address)
        newsboat.reload()
        parsed = feedparser.parse(get_ok(address).body)
        title, page = outlines[address].get("title"), outlines[address].get("htmlUrl")
        assert newsboat.feed_title == parsed.feed.title == title
        assert parsed.feed.link == page
        assert parsed.feed.language == outlines[address].get("language")


def test_an_address_with_an_ampersand_comes_through_as_it_is(talks: Server, tmp_path: Path) -> None:
    """Escaped once and no more: one reader asked for `amp;q` where it was escaped again."""
    query = "/events.rss?from=2008&q=one&theme=art"
    catalogue = catalogue_of(make_snapshot(make_event()), NOW)
    (whole,) = catalogue.of_kind("all")
    offer = replace(whole, feeds={**whole.feeds, "rss": talks.url + query})
    opml = opml_of(replace(catalogue, offers=(offer,)))
    assert opml.count(b"&amp;") == 2
    assert imported(tmp_path, opml) == [(talks.url + query, "The whole list")]
    (item,) = Newsboat(tmp_path, talks.url + query).reload()
    assert item.guid.endswith(":one")


def test_newsboat_says_when_it_is_no_opml(tmp_path: Path) -> None:
    """The check is able to fail."""
    with pytest.raises(ValueError, match=r"feeds\.opml"):
        imported(tmp_path, b"<opml><body><outline>")
