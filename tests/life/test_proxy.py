"""Behind nginx, set up as the manual says, on a host of its own or under a path of another's."""

import re
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import quote, urlsplit

import pytest
from fetching import get
from lxml import html
from serving import HOST, ROOT, Server, free_port, running_process, running_server

MANUAL = (ROOT / "docs" / "operating.md").read_text("utf-8")
OWN_HOST, OWN_PATH = re.findall(r"```nginx\n(.*?)```", MANUAL, re.DOTALL)
LIST = """\
calendar:
  title: Meetings
  domain: meetings.example.org
  timezone: Europe/Zurich
  language: en
  languages: [en, fr]
  logo: {url: /static/icon.svg, alt: A calendar}
themes:
  employers: Employers
regions:
  europe: Europe
events:
  - id: autumn
    title: {en: Autumn meeting, fr: Réunion d’automne}
    start: 2008-11-25
    themes: [employers]
    regions: [europe]
  - id: winter
    title: Winter meeting
    start: 2008-12-10
    regions: [europe]
"""
PAGES = (
    *("/", "/fr/", "/event/autumn", "/fr/event/autumn", "/theme/employers", "/subscribe", "/embed"),
    *("/feeds", "/addresses", "/nothing", "/events.ics?theme=employer", "/theme/employer"),
)
"""From here, each link is followed."""


@contextmanager
def proxied(places: str, base: str, folder: Path) -> Iterator[str]:
    """Run the server behind nginx; give where nginx is.

    Args:
        places: The part of nginx's configuration that passes requests on.
        base: The address that the world sees.
        folder: Where the list is kept.
    """
    events = folder / "events.yaml"
    events.write_text(LIST, "utf-8")
    with running_server(events, {"FEEDS_BASE_URL": base}) as server, _nginx(places, server) as url:
        yield url


@contextmanager
def _nginx(places: str, server: Server) -> Iterator[str]:
    port = free_port()
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        kept = "".join(
            f"{kind}_temp_path {folder}/{kind};\n"
            for kind in ("client_body", "proxy", "fastcgi", "scgi", "uwsgi")
        )
        text = places.replace("127.0.0.1:8000", urlsplit(server.url).netloc)
        text = text.replace("listen 443 ssl;", f"listen {HOST}:{port};")
        text = text.replace("listen 80;", f"listen {HOST}:{free_port()};")
        written = Path(folder, "nginx.conf")
        written.write_text(
            f"daemon off;\npid {folder}/pid;\nevents {{}}\n"
            f"http {{\naccess_log off;\n{kept}{text}\n}}\n",
            "utf-8",
        )
        command = ["nginx", "-p", folder, "-c", str(written), "-e", f"{folder}/error.log"]
        with running_process(command, port):
            yield f"http://{HOST}:{port}"


def shared(place: str) -> str:
    """Return the configuration of a host that is shared, with a place in it."""
    upstream, _, _ = OWN_HOST.partition("server {\n    listen 443")
    return f"{upstream}server {{\nlisten 443 ssl;\n{place}\n}}"


STRIPPING = OWN_PATH.replace("proxy_pass http://events;", "proxy_pass http://events/;")


@pytest.mark.parametrize(
    ("places", "root"),
    [(OWN_HOST, ""), (shared(OWN_PATH), "/events"), (shared(STRIPPING), "/events")],
    ids=["own host", "own path", "path taken off"],
)
def test_every_link_leads_somewhere(places: str, root: str, tmp_path: Path) -> None:
    """Also those of the pages that come when something is wrong; and none leaves the site."""
    base = f"https://www.example.org{root}"
    with proxied(places, base, tmp_path) as url:
        found = {link for page in PAGES for link in _links(f"{url}{root}{page}", base)}
        assert {link for link in found if not link.startswith(f"{root}/")} == set()
        assert len(found) > 50
        wrong = {link: status for link in found if (status := get(f"{url}{link}").status) >= 400}
        assert wrong == {}


def _links(url: str, base: str) -> Iterator[str]:
    """Give what a page of the site leads to within the site, as paths and queries."""
    origin = base.removesuffix(urlsplit(base).path)
    found = html.fromstring(get(url).body).xpath("//@href | //@src | //@action")
    assert isinstance(found, list)
    for link in found:
        path = str(link).removeprefix(origin).partition("#")[0]
        if path.startswith("/"):
            yield path


def test_whoever_is_sent_on_stays_on_the_site(tmp_path: Path) -> None:
    """Near misses, forms, and links that are pasted."""
    base = "https://www.example.org/events"
    with proxied(shared(OWN_PATH), base, tmp_path) as url:
        for asked, expected in (
            ("/calendar", "/events/"),
            ("/calendar.ics", "/events/events.ics"),
            ("/en/feeds", "/events/feeds"),
            ("/FR/theme/employers", "/events/fr/theme/employers"),
            ("/favicon.ico", "/events/static/icon-144.png"),
            ("/find?theme=employers", "/events/theme/employers"),
            ("/fr/find?theme=employers", "/events/fr/theme/employers"),
        ):
            assert get(f"{url}/events{asked}").header("Location") == expected, asked
        for link in (f"{base}/fr/theme/employers.ics", "/events/theme/employers"):
            page = get(f"{url}/events/subscribe?link={quote(link, safe='')}")
            assert (page.status, "Employers" in page.text) == (200, True)
        twice = get(f"{url}/events/fr/region/europe.ics?region=europe&q=a").text
        assert "/events/fr/region/europe.ics?q=a" in twice
        robots = get(f"{url}/events/robots.txt").text
        assert "Disallow: /events/find\n" in robots
