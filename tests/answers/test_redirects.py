"""Near misses: what people and programs try, and where it leads."""

import re

import pytest
from fetching import get, get_ok
from hypothesis import given, settings
from hypothesis import strategies as st
from serving import Server

from feeds.web.spellings import WELL_KNOWN, right_spelling

from .raw import get_raw

SPELLINGS = [
    ("/events.ics/", "/events.ics"),
    ("/EVENTS.ICS", "/events.ics"),
    ("/events.ICS", "/events.ics"),
    ("/Theme/Employers.ics", "/theme/employers.ics"),
    ("/theme/employers/", "/theme/employers"),
    ("/theme/business.ics", "/theme/employers.ics"),
    ("/theme/business", "/theme/employers"),
    ("/region/uk.rss", "/region/united-kingdom.rss"),
    ("/theme/unions/region/uk.json", "/theme/trade-unions/region/united-kingdom.json"),
    ("/region/africa/theme/employers.ics", "/theme/employers/region/africa.ics"),
    ("/region/africa/theme/employers", "/theme/employers/region/africa"),
    ("/events.xml", "/events.rss"),
    ("/theme/employers.xml", "/theme/employers.rss"),
    ("/theme/employers.ical", "/theme/employers.ics"),
    ("/events", "/"),
    ("/index.html", "/"),
    ("/calendar", "/"),
    ("/calendar.ics", "/events.ics"),
    ("/feed", "/events.rss"),
    ("/feed/", "/events.rss"),
    ("/feed.xml", "/events.rss"),
    ("/rss", "/events.rss"),
    ("/rss.xml", "/events.rss"),
    ("/RSS.xml", "/events.rss"),
    ("/atom", "/events.atom"),
    ("/atom.xml", "/events.atom"),
    ("/feed.json", "/events.json"),
    ("/favicon.ico", "/static/icon-144.png"),
    ("/event/engaging-business/", "/event/engaging-business"),
    ("/Event/Engaging-Business.ics", "/event/engaging-business.ics"),
    ("/theme//employers.ics", "/theme/employers.ics"),
    ("/events.ics//", "/events.ics"),
    ("/addresses/", "/addresses"),
]


@pytest.mark.parametrize(("path", "expected"), SPELLINGS)
@pytest.mark.parametrize("query", ["", "?from=2008-06&q=caf%C3%A9+%22a%22&theme=", "?a=b?c=/d"])
def test_a_near_miss_leads_to_what_was_meant(
    server: Server, path: str, expected: str, query: str
) -> None:
    """R10: for good, with the query as it was, at whatever host was asked."""
    answer = get(server.url + path + query)
    assert answer.status == 308
    assert answer.header("Location") == expected + query
    assert answer.header("Cache-Control") == "public, max-age=300"
    assert answer.header("Access-Control-Allow-Origin") == "*"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert answer.text == f"This is at {expected}{query}\n"


@pytest.mark.parametrize("path", [path for path, _ in SPELLINGS])
def test_where_it_leads_there_is_something(server: Server, path: str) -> None:
    """R10: at once; ICSx5 gives up after five."""
    get_ok(server.url + get(server.url + path).header("Location"))


def test_doubled_slashes_in_front_make_no_difference(server: Server) -> None:
    """Flask takes them for one."""
    for path in ("/", "/events.ics"):
        assert get_ok(f"{server.url}//{path}").body == get_ok(server.url + path).body


def test_two_mistakes_at_once_are_put_right_one_after_the_other(server: Server) -> None:
    """Still far from the five that a client may follow."""
    first = get(f"{server.url}/REGION/UK/theme/Business.XML/?q=a").header("Location")
    second = get(server.url + first).header("Location")
    assert second == "/theme/employers/region/united-kingdom.rss?q=a"
    get_ok(server.url + second)


@pytest.mark.parametrize("method", ["HEAD", "POST"])
def test_a_near_miss_leads_there_whatever_the_method(server: Server, method: str) -> None:
    """A 308 keeps the method, so that a POST is refused where it arrives."""
    answer = get(f"{server.url}/rss.xml", method=method)
    assert (answer.status, answer.header("Location")) == (308, "/events.rss")


@pytest.mark.parametrize(
    "target",
    [
        *(b"//evil.example/", b"///evil.example//", b"/\\evil.example/", b"/%5Cevil.example/"),
        *(b"/%09/evil.example/", b"/%0D/evil.example/", b"/ %2F/evil.example/".replace(b" ", b"")),
        *(b"/%2F%2Fevil.example/", b"/%0a%0d/EVIL.example", b"/https://evil.example/"),
        *(b"/EVENTS.ics%0d%0aSet-Cookie:a=b", b"/Theme/a%3Fb=c.ics", b"/Theme/a%23b"),
        *(b"/TH\xc3\x89ME/", b"/THEME/%C3%A9", b"/THEME/%FF", b"/Events.ics%00"),
        b"/Events.ics?q=a%0d%0aSet-Cookie:a=b&\xc3\xa9=%FF",
    ],
)
def test_nobody_is_led_elsewhere(server: Server, target: bytes) -> None:
    """No host, header or query slips in: a Location is one encoded path of this server's."""
    status, headers, body = get_raw(server, target)
    assert status == 308
    location = headers["location"]
    assert re.fullmatch(r"/(?!/)[A-Za-z0-9._~:@!$&'()*+,;=%/-]*(\?[!-~]*)?", location)
    assert ("?" in location) == (b"?" in target)
    assert "set-cookie" not in headers
    assert body.decode() == f"This is at {location}\n"
    status, _, _ = get_raw(server, location.encode())
    assert status in (200, 400, 404)


def test_a_host_that_was_asked_for_is_not_in_any_location(server: Server) -> None:
    """R14: nor in the text."""
    for path, _ in SPELLINGS:
        status, headers, body = get_raw(server, path.encode())
        assert status == 308
        assert "evil" not in str(headers) + body.decode()


@settings(deadline=None)
@given(st.lists(st.sampled_from([*WELL_KNOWN, "theme", "region", "A", "b.xml", "é", "İ", ""])))
def test_a_corrected_spelling_soon_needs_no_more_correction(pieces: list[str]) -> None:
    """Never a circle."""
    path = "/" + "/".join(pieces)
    for _ in range(3):
        spelled = right_spelling(path)
        if spelled is None:
            break
        assert spelled.startswith("/")
        assert not spelled.startswith("//")
        path = spelled
    assert right_spelling(path) is None
