"""What cannot be given: told in plain words, shortly, quickly, and not kept by anybody."""

import re
import time
from pathlib import Path
from typing import Any

import pytest
from fetching import Answer, get
from lxml import html
from serving import Serve, Server

from .raw import get_raw

LIMIT_BYTES = 4096
LIMIT_SECONDS = 2.0
LONG = "/events.ics?q=" + "a" * 9998

REFUSALS = [
    ("/events.ics?theme=human-traficking", 404, "Did you mean human-trafficking?"),
    ("/events.ics?theme=Human+Trafficking", 404, "Did you mean human-trafficking?"),
    ("/theme/human-traficking.rss", 404, "Did you mean human-trafficking?"),
    ("/theme/employers/region/afrika.json", 404, "Did you mean africa?"),
    ("/region/atlantis.csv", 404, "There is no region “atlantis”."),
    ("/events.ics?regoin=africa", 400, "Did you mean region?"),
    ("/events.ics?from=2008-13", 400, "“from=2008-13” is not a date."),
    ("/events.json?limit=-1", 400, "“limit=-1” must be a whole number from 1 to 1000."),
    ("/events.ics?limit=5", 400, "A calendar holds all its events"),
    ("/events.csv?page=2", 400, "A table holds all its rows"),
    ("/events.ics?theme=", 400, "“theme” has no value; write theme=human-trafficking"),
    ("/events.ics?theme=a%00b", 400, "The query contains an invisible control character."),
    ("/events.ics?q=%FF", 400, "The query is not UTF-8 text."),
    ("/events.ics?q=%E2%80%A6", 400, "contains no word to search for"),
    ("/events.ics?when=past&when=past", 400, "“when” appears in the address 2 times"),
    ("/events.ics?from=2009&to=2008", 400, "“from=2009” is after “to=2008”."),
    ("/events.rss?page=2", 400, "is past the end; there is only one page."),
    ("/events.ics?lang=fr", 400, "The language goes at the start of the path, not in"),
    ("/events.ics?alarms=-PT1H", 400, "There is no parameter “alarms”."),
    ("/theme/employers.ics?theme=unions", 400, "is /events.ics?theme=employers,trade-unions"),
    ("/theme/employers.rss?theme=employers&q=a", 400, "is /theme/employers.rss?q=a"),
    ("/event/engaging-business.ics?alarm=-PT1H", 400, "“alarm” cannot be used here"),
    ("/event/engaging-busines.ics", 404, "Did you mean /event/engaging-business?"),
    ("/events.pdf", 404, "Valid formats: ics, rss, atom, json, csv"),
    ("/theme/employers.docx", 404, "There is no format “docx”."),
    ("/nothing.ics", 404, "There is nothing at this address."),
    ("/static/nothing.css", 404, "There is nothing at this address."),
    (LONG, 400, "The query has 10000 characters; the limit is 2000."),
    ("/theme/" + "x" * 5000 + ".ics", 404, f"There is no theme “{'x' * 60}…”."),
    ("/events." + "x" * 5000, 404, f"There is no format “{'x' * 20}”."),
]

PAGES = [
    ("/?theme=human-traficking", 404, "Did you mean human-trafficking?"),
    ("/theme/human-traficking", 404, "Did you mean human-trafficking?"),
    ("/?regoin=africa", 400, "Did you mean region?"),
    ("/?limit=0", 400, "“limit=0” must be a whole number from 1 to 1000."),
    ("/theme/employers?theme=unions", 400, "The right address is /?theme=employers,trade-unions."),
    ("/region/africa?region=africa&q=a", 400, "The right address is /region/africa?q=a."),
    ("/event/engaging-busines", 404, "Did you mean /event/engaging-business?"),
    ("/event/engaging-business?x=1", 400, "“x” cannot be used here; leave it out."),
    ("/addresses?theme=employers", 400, "“theme” cannot be used here; leave it out."),
    ("/nothing", 404, "There is nothing at this address."),
    ("/" + "x" * 5000, 404, "There is nothing at this address."),
    (LONG.replace("events.ics", ""), 400, "The query has 10000 characters; the limit is 2000."),
]


def refused(server: Server, address: str) -> Answer:
    """Ask for what cannot be given; the answer must be short and quick, and is not to be kept."""
    began = time.perf_counter()
    answer = get(server.url + address)
    assert time.perf_counter() - began < LIMIT_SECONDS
    assert 0 < len(answer.body) < LIMIT_BYTES
    assert answer.header("Cache-Control") == "no-store"
    assert answer.header("X-Content-Type-Options") == "nosniff"
    assert not answer.header("ETag")
    return answer


def main_of(answer: Answer) -> Any:
    """Return the main part of a page."""
    document: Any = html.document_fromstring(answer.body.decode())
    (main,) = document.xpath("//main")
    return main


def shown(answer: Answer) -> str:
    """Return what a page says in its main part, with single spaces."""
    return " ".join(main_of(answer).text_content().split())


@pytest.mark.parametrize(("address", "status", "said"), REFUSALS)
def test_a_feed_that_cannot_be_given_is_refused_in_plain_text(
    server: Server, address: str, status: int, said: str
) -> None:
    """R10: with the right spelling where it is known, and where all of them are told."""
    answer = refused(server, address)
    assert answer.status == status
    assert answer.header("Content-Type") == "text/plain; charset=utf-8"
    assert answer.header("Access-Control-Allow-Origin") == "*"
    assert said in answer.text
    last_line = answer.text.splitlines()[-1]
    assert last_line == f"How addresses work: {server.base}/addresses"


@pytest.mark.parametrize(("address", "status", "said"), PAGES)
def test_a_page_that_cannot_be_given_is_refused_as_a_page(
    server: Server, address: str, status: int, said: str
) -> None:
    """With the same words, a link to all that can be asked for, and the policy of every page."""
    answer = refused(server, address)
    assert answer.status == status
    assert answer.header("Content-Type") == "text/html; charset=utf-8"
    assert answer.header("Content-Security-Policy").startswith("default-src 'none'; ")
    assert said in shown(answer)
    assert 'href="/addresses"' in answer.text
    assert '<meta name="robots" content="noindex">' in answer.text


def test_at_most_ten_valid_values_are_named(server: Server) -> None:
    """The rest is a link away."""
    text = refused(server, "/events.ics?region=atlantis").text
    (listed,) = re.findall("^Valid regions: (.+)$", text, re.MULTILINE)
    assert listed.split(", ")[-1] == "…"
    assert len(listed.split(", ")) == 11
    page = refused(server, "/?region=atlantis")
    assert len(main_of(page).xpath(".//code")) == 10
    assert '<a href="/addresses">and more</a>' in page.text


def test_every_value_is_named_where_there_are_few(server: Server) -> None:
    """All of them, and no dots."""
    text = refused(server, "/events.ics?status=happening").text
    assert "Valid values: confirmed, tentative, postponed, cancelled\n" in text


@pytest.mark.parametrize("extension", [".ics", ".json", ""])
@pytest.mark.parametrize(
    "query", ["theme=-unions&region=europe", "theme=employers", "theme=unions"]
)
def test_the_right_address_leads_to_what_was_meant(
    server: Server, extension: str, query: str
) -> None:
    """In the format that was asked for."""
    text = refused(server, f"/theme/employers{extension}?{query}").text
    (right,) = re.findall(r"The right address is (?:<a href=\")?([^\s\">]+)", text)
    assert right.partition("?")[0].endswith(extension)
    assert get(server.url + right.replace("&amp;", "&")).status == 200


@pytest.mark.parametrize(
    "address",
    ["/theme/<script>alert(1)<", "/?theme=<script>x", "/?<img>=1", "/event/<b>", "/?q=1&q=<b>"],
)
def test_nothing_that_is_asked_becomes_part_of_the_page(server: Server, address: str) -> None:
    """What was asked for is shown as text."""
    answer = refused(server, address.replace("<", "%3C").replace(">", "%3E"))
    assert not re.search("<script>|<img|<b>", answer.text)
    assert len(re.findall("<script", answer.text)) == 1


@pytest.mark.parametrize(
    "target",
    [
        *(b"/theme/%00.ics", b"/%", b"/%FF", b"/\xc3\xa9", b"/events.ics?\xc3\xa9=1", b"*"),
        *(b"/events.ics?%", b"/events.ics?q=%C3", b"/event/%2e%2e%2fetc.ics", b"/static/../x.css"),
        *(b"/static/%2e%2e%2f__init__.py", b"/events.ics?theme=" + b"a," * 900),
    ],
)
def test_the_oddest_request_has_an_answer(server: Server, target: bytes) -> None:
    """And never that something went wrong here."""
    status, headers, body = get_raw(server, target)
    assert status in (400, 404)
    assert headers["cache-control"] == "no-store"
    assert 0 < len(body) < LIMIT_BYTES


@pytest.mark.parametrize("target", [b"/\xff\xfe", b"/events.ics?q=\xe9", b"/a b"])
def test_what_is_no_request_is_a_bad_one(server: Server, target: bytes) -> None:
    """The server itself says so."""
    assert get_raw(server, target)[0] == 400


@pytest.mark.parametrize("address", ["/events.ics?theme=nonsense", "/theme/nonsense", "/nothing"])
def test_an_error_has_no_body_for_head(server: Server, address: str) -> None:
    """R3: but the status is the same."""
    answer = get(server.url + address, method="HEAD")
    assert (answer.status, answer.body) == (404, b"")


def test_a_long_vocabulary_is_told_as_shortly(serve: Serve, tmp_path: Path) -> None:
    """With a thousand long names an answer stays under 4 KB, and comes at once."""
    terms = "".join(f"  {'long-name-' * 5}{number}: Label\n" for number in range(1000))
    path = tmp_path / "events.yaml"
    path.write_text(
        "calendar: {title: T, domain: d.example.org, announced: 2026-11-24, "
        f"timezone: Etc/UTC, language: en}}\nthemes:\n{terms}events: []\n"
    )
    server = serve(path)
    for address in ("/events.ics?theme=long-nam", "/?theme=long-name-x", "/theme/x.rss"):
        assert refused(server, address).status == 404
