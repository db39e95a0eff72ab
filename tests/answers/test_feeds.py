"""The feeds over HTTP: what is in them, and how caches and clients are told about them."""

import gzip
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import brotli
import pytest
from fetching import get, get_ok
from serving import ROOT, Serve, Server, running_server

from .held import events_in
from .raw import send

TYPES = {
    "ics": "text/calendar; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "atom": "application/atom+xml; charset=utf-8",
    "json": "application/feed+json",
    "csv": "text/csv; charset=utf-8; header=present",
}
FORMATS = pytest.mark.parametrize("extension", TYPES)
KINDS = pytest.mark.parametrize(
    "address",
    [
        *("/events.ics", "/theme/employers.rss", "/region/africa.atom", "/events.json?limit=2"),
        *("/events.csv?q=employers", "/events.ics?from=2030", "/event/engaging-business.ics"),
        *("/", "/theme/employers", "/event/engaging-business", "/addresses", "/static/style.css"),
        *("/static/icon-144.png", "/events.ics?theme=nonsense", "/theme/nonsense", "/nothing"),
        *("/rss.xml", "/Theme/Employers.ics?q=a"),
    ],
)

FOCAL, CONFERENCE, RASHT = "trade-union-focal-points", "trade-union-conference", "rasht-valley"
INSPECTORS, PREVENTING = "training-labour-inspectors", "preventing-trafficking"
AFRICA, ROLE, LATIN = (
    "trade-union-leaders-africa",
    "role-of-employers",
    "labour-inspection-latin-america",
)
STRATEGIES, BUSINESS = "employers-strategies", "engaging-business"
TRAFFICKING = {FOCAL, CONFERENCE, INSPECTORS, PREVENTING, AFRICA, STRATEGIES}
ALL = {*TRAFFICKING, RASHT, ROLE, LATIN, BUSINESS}

SELECTIONS = [
    ("", ALL),
    ("?region=europe", {FOCAL, CONFERENCE, PREVENTING, STRATEGIES}),
    ("?region=moldova", {FOCAL, STRATEGIES}),
    ("?region=africa,moldova", {AFRICA, FOCAL, STRATEGIES}),
    ("?region=africa&region=moldova", {AFRICA, FOCAL, STRATEGIES}),
    ("?region=asia", {RASHT, PREVENTING}),
    ("?region=americas", {LATIN, BUSINESS}),
    ("?region=europe,-moldova", {CONFERENCE, PREVENTING}),
    ("?region=-europe,-africa,-americas", {RASHT, INSPECTORS, ROLE}),
    ("?region=europe,asia&match=all", {PREVENTING}),
    ("?theme=human-trafficking", TRAFFICKING),
    ("?theme=human-trafficking&region=africa", {AFRICA}),
    ("?theme=-human-trafficking", ALL - TRAFFICKING),
    ("?theme=employers,human-trafficking&match=all", {STRATEGIES}),
    ("?theme=unions&region=uk", {PREVENTING}),
    ("?from=2008-06&to=2008-07", {AFRICA, ROLE, LATIN}),
    ("?from=2008-07-01&to=2008-07-01", {ROLE}),
    ("?from=2008-11-26", {FOCAL}),
    ("?to=2008-02", {BUSINESS}),
    ("?q=employers", {ROLE, STRATEGIES, BUSINESS}),
    ("?q=employers+business", {ROLE, STRATEGIES, BUSINESS}),
    ("?q=COCA-COLA", {BUSINESS}),
    ("?q=%E2%80%9Crasht+valley%E2%80%9D", {RASHT}),
    ("?q=dushanbe", {RASHT}),
    ("?q=gsee", {CONFERENCE}),
    ("?q=mployers", set()),
    ("?when=past", ALL),
    ("?when=upcoming", set()),
    ("?from=-1d", set()),
    ("?status=confirmed", ALL),
    ("?status=-confirmed", set()),
    ("?status=cancelled,tentative", set()),
    ("?utm_source=mail&region=africa&fbclid=x", {AFRICA}),
    ("?region=africa&amp;theme=human-trafficking", {AFRICA}),
]


@FORMATS
@pytest.mark.parametrize(("query", "expected"), SELECTIONS, ids=[query for query, _ in SELECTIONS])
def test_a_selection_holds_what_a_reader_of_the_list_would_pick(
    server: Server, query: str, expected: set[str], extension: str
) -> None:
    """The same events in every format, each once; an empty one is a feed too (R9)."""
    found = events_in(get_ok(f"{server.url}/events.{extension}{query}"), extension)
    assert len(found) == len(set(found))
    assert set(found) == expected


@FORMATS
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/theme/employers", "?theme=employers"),
        ("/theme/employers", "?theme=BUSINESS,employers"),
        ("/region/europe", "?region=europe"),
        ("/theme/human-trafficking/region/africa", "?region=africa&theme=trafficking"),
        ("/theme/employers", "?theme=employers&match=all&utm_source=x"),
    ],
)
def test_the_path_form_is_the_same_feed_as_the_query_form(
    server: Server, path: str, query: str, extension: str
) -> None:
    """R44: byte for byte, with the same tag."""
    by_path = get_ok(f"{server.url}{path}.{extension}")
    by_query = get_ok(f"{server.url}/events.{extension}{query}")
    assert by_path.body == by_query.body
    assert by_path.header("ETag") == by_query.header("ETag")


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("", [FOCAL, CONFERENCE, RASHT, INSPECTORS, PREVENTING, AFRICA, ROLE, LATIN]),
        ("?order=start&limit=2", [BUSINESS, STRATEGIES]),
        ("?order=-start&limit=1", [FOCAL]),
        ("?order=announced&limit=3", [FOCAL, CONFERENCE, RASHT]),
    ],
)
@pytest.mark.parametrize("extension", ["rss", "atom", "json"])
def test_a_feed_stands_in_the_order_that_is_asked_for(
    server: Server, query: str, expected: list[str], extension: str
) -> None:
    """Unasked with what is new first; what is as new, by date."""
    found = events_in(get_ok(f"{server.url}/events.{extension}{query}"), extension)
    assert found[: len(expected)] == expected


@FORMATS
def test_a_feed_is_told_about_in_full(server: Server, extension: str) -> None:
    """R1, R2, R7, R13: type, name, validators, lifetime, codings, and open to any site."""
    answer = get_ok(f"{server.url}/theme/employers.{extension}")
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert re.fullmatch('"[0-9a-f]{32}"', headers.pop("etag"))
    assert headers.pop("last-modified").endswith(" GMT")
    assert headers.pop("date").endswith(" GMT")
    assert headers.pop("content-length") == str(len(answer.body))
    assert headers == {
        "content-type": TYPES[extension],
        "content-disposition": f'inline; filename="employers.{extension}"',
        "cache-control": "public, max-age=300",
        "vary": "Accept-Encoding",
        "access-control-allow-origin": "*",
        "cross-origin-resource-policy": "cross-origin",
        "x-content-type-options": "nosniff",
    }


@KINDS
def test_head_is_answered_as_get_is_but_without_a_body(server: Server, address: str) -> None:
    """R3: the same status and the same headers, the length too."""
    asked, probed = (get(server.url + address, method=method) for method in ("GET", "HEAD"))
    assert probed.status == asked.status
    assert probed.body == b""
    kept = [
        sorted((name, value) for name, value in answer.headers.items() if name.lower() != "date")
        for answer in (asked, probed)
    ]
    assert kept[0] == kept[1]
    assert asked.header("Content-Length") == str(len(asked.body))


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE", "OPTIONS", "PROPFIND", "X"])
@pytest.mark.parametrize(
    "address",
    ["/events.ics", "/region/africa.json?q=a", "/event/engaging-business.ics", "/", "/addresses"],
)
def test_what_can_only_be_read_says_so(server: Server, address: str, method: str) -> None:
    """R3: with the methods that there are; Thunderbird tries several."""
    answer = get(server.url + address, method=method)
    assert answer.status == 405
    assert answer.header("Allow") == "GET, HEAD"
    assert "This address is read-only: use GET or HEAD." in answer.text
    assert answer.header("Cache-Control") == "no-store"


def conditions(etag: str, last_modified: str) -> Iterator[tuple[int, dict[str, str]]]:
    """Give conditional requests, each with the status that RFC 9110 §13.2.2 wants."""
    yield 304, {"if_none_match": etag}
    yield 304, {"if_none_match": f"W/{etag}"}
    yield 304, {"if_none_match": f'"x", W/"y", {etag}'}
    yield 304, {"if_none_match": "*"}
    yield 304, {"if_modified_since": last_modified}
    yield 304, {"if_modified_since": "Fri, 31 Dec 2100 00:00:00 GMT"}
    yield 304, {"if_none_match": etag, "if_modified_since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    yield 200, {"if_none_match": '"x"'}
    yield 200, {"if_none_match": '"x"', "if_modified_since": last_modified}
    yield 200, {"if_none_match": etag.strip('"')[:-1]}
    yield 200, {"if_modified_since": "Sat, 01 Jan 2000 00:00:00 GMT"}
    yield 200, {"if_modified_since": "yesterday"}


@pytest.mark.parametrize("method", ["GET", "HEAD"])
@pytest.mark.parametrize("address", ["/events.ics", "/region/africa.rss", "/", "/static/style.css"])
def test_what_a_client_has_is_not_sent_again(server: Server, address: str, method: str) -> None:
    """R7: by tag or, where there is none, by date; a 304 repeats what caches live on."""
    fresh = get_ok(server.url + address)
    for status, headers in conditions(fresh.header("ETag"), fresh.header("Last-Modified")):
        answer = get(server.url + address, method=method, **headers)
        assert answer.status == status, headers
        for name in ("ETag", "Cache-Control", "Vary"):
            assert answer.header(name) == fresh.header(name)
        if status == 304:
            assert answer.body == b""
            assert not answer.header("Content-Type")


@FORMATS
@pytest.mark.parametrize(
    ("accepted", "coding", "decode"),
    [
        ("gzip, deflate", "gzip", gzip.decompress),
        ("gzip, deflate, br, zstd", "br", brotli.decompress),
    ],
)
def test_a_feed_comes_compressed_to_who_can_read_it_so(
    server: Server, extension: str, accepted: str, coding: str, decode: Callable[[bytes], bytes]
) -> None:
    """R7: with a tag of its own, so that no cache mixes the two up."""
    url = f"{server.url}/events.{extension}"
    plain, packed = get_ok(url), get(url, accept_encoding=accepted)
    assert packed.header("Content-Encoding") == coding
    assert decode(packed.body) == plain.body
    assert len(packed.body) < len(plain.body) / 2
    assert packed.header("ETag") != plain.header("ETag")
    assert get(url, accept_encoding=accepted, if_none_match=packed.header("ETag")).status == 304
    assert get(url, accept_encoding=accepted, if_none_match=plain.header("ETag")).status == 200


@pytest.mark.parametrize("accepted", ["gzip;q=0", "identity", "zstd", "", "gzip;q=0, *", "*;q=0"])
def test_a_client_that_takes_no_gzip_is_believed(server: Server, accepted: str) -> None:
    """RFC 9110 §12.5.3: a quality of nothing is a refusal."""
    answer = get(f"{server.url}/events.ics", accept_encoding=accepted)
    assert not answer.header("Content-Encoding")
    assert answer.body.startswith(b"BEGIN:VCALENDAR")


@pytest.mark.parametrize(
    "headers",
    [
        {"accept": "text/html"},
        {"accept": "application/feed+json;q=1, */*;q=0"},
        {"accept_language": "fr"},
        {"cookie": "theme=employers"},
        {"host": "evil.example"},
        {"host": "evil.example:99999"},
        {"x_forwarded_host": "evil.example"},
        {"x_forwarded_proto": "https"},
        {"forwarded": "host=evil.example"},
    ],
    ids=str,
)
@pytest.mark.parametrize("address", ["/events.ics", "/events.atom", "/"])
def test_the_address_alone_decides(server: Server, address: str, headers: dict[str, str]) -> None:
    """R4, R14: neither what is accepted nor which host was named makes a difference."""
    plain = get_ok(server.url + address)
    asked = get(server.url + address, **headers)
    assert (asked.status, asked.body) == (200, plain.body)
    assert asked.header("ETag") == plain.header("ETag")
    assert asked.header("Content-Type") == plain.header("Content-Type")


def test_a_client_that_names_no_host_is_answered(server: Server) -> None:
    """As HTTP/1.0 allows."""
    status, _, body = send(server, b"GET /events.ics HTTP/1.0\r\n\r\n")
    assert status == 200
    assert body == get_ok(f"{server.url}/events.ics").body


def test_bare_letters_in_a_query_are_read_as_utf_8(server: Server) -> None:
    """Some clients send them unencoded; they must not find nothing, in silence."""
    target = "/events.csv?q=“rasht valley”".replace(" ", "+").encode()
    request = b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n"
    status, _, body = send(server, request)
    assert status == 200
    assert body == get_ok(f"{server.url}/events.csv?q=rasht+valley").body


def test_one_event_is_the_same_in_its_file_and_in_every_calendar(server: Server) -> None:
    """R22: and the file is no calendar of its own."""
    alone = get_ok(f"{server.url}/event/engaging-business.ics").text
    (event,) = re.findall("BEGIN:VEVENT.*END:VEVENT\r\n", alone, re.DOTALL)
    for address in ("/events.ics", "/theme/employers.ics", "/events.ics?to=2008-02"):
        assert event in get_ok(server.url + address).text
    assert "X-WR-CALNAME" not in alone


@pytest.mark.parametrize("address", ["/events.ics", "/events.rss", "/events.atom", "/events.json"])
def test_absolute_addresses_are_those_of_the_settings(serve: Serve, address: str) -> None:
    """R14: none begins as the server was reached."""
    server = serve(env={"FEEDS_BASE_URL": "https://events.example.org/sub/"})
    text = get_ok(server.url + address).text.replace("\r\n ", "")
    assert "https://events.example.org/sub/event/engaging-business" in text
    assert server.url.partition("//")[2] not in text
    assert "localhost" not in text


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Server]]:
    """Run two servers from two copies of the project, which are seen at one address."""
    with ExitStack() as stack:
        servers = []
        for number in ("1", "2"):
            root = tmp_path_factory.mktemp("copy")
            copy_project(root)
            env = {"FEEDS_BASE_URL": "https://events.example.org", "PYTHONHASHSEED": number}
            servers.append(stack.enter_context(running_server(env=env, root=root)))
        yield servers[0], servers[1]


def copy_project(root: Path) -> None:
    """Copy what a server needs, as a clone has it."""
    shutil.copytree(ROOT / "feeds", root / "feeds", ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("server.py", "events.yaml"):
        (root / name).write_bytes((ROOT / name).read_bytes())


@FORMATS
@pytest.mark.parametrize("query", ["", "?theme=employers", "?q=trade+unions", "?when=past"])
def test_two_servers_from_two_copies_give_the_same_feeds(
    copies: tuple[Server, Server], extension: str, query: str
) -> None:
    """So a balancer may send each request to another, and a client sees one publication."""
    one, other = (get_ok(f"{each.url}/events.{extension}{query}") for each in copies)
    assert one.body == other.body
    assert one.header("ETag") == other.header("ETag")
    assert (
        get(f"{copies[1].url}/events.{extension}{query}", if_none_match=one.header("ETag")).body
        == b""
    )
