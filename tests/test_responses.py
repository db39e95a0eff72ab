"""What is sent for a document: its coding, its validators, and when 304 is enough (RFC 9110)."""

import gzip
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http import HTTPStatus

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feeds.responses import Answer, Document, answer, choose_coding, is_unchanged, represent

MODIFIED = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
DOCUMENT = Document(
    body=b"BEGIN:VCALENDAR\r\n" * 40,
    media_type="text/calendar; charset=utf-8",
    last_modified=MODIFIED,
)
ETAG = '"0123456789abcdef"'
AT = "Tue, 24 Nov 2026 08:30:00 GMT"
BEFORE = "Tue, 24 Nov 2026 08:29:59 GMT"
AFTER = "Tue, 24 Nov 2026 08:30:01 GMT"


def asked(**headers: str) -> Answer:
    """Ask for the document with request headers."""
    return answer(DOCUMENT, {name.replace("_", "-"): value for name, value in headers.items()})


@pytest.mark.parametrize(
    ("if_none_match", "if_modified_since", "unchanged"),
    [
        (None, None, False),
        # If-None-Match alone (§13.1.2): any of a list, compared weakly, or any document at all.
        (ETAG, None, True),
        (f"W/{ETAG}", None, True),
        ('"x"', None, False),
        ('W/"x"', None, False),
        (f'"x", {ETAG}', None, True),
        (f'"x",{ETAG},"y"', None, True),
        (f'"x" , W/{ETAG}', None, True),
        ('"x", "y"', None, False),
        ("*", None, True),
        ('"*"', None, False),
        ('""', None, False),
        ("", None, False),
        (ETAG.upper(), None, False),
        (ETAG[:-2] + '"', None, False),
        ('"0123456789abcdef', None, False),
        ('"a,b"', None, False),
        # If-Modified-Since alone (§13.1.3), in the three forms of §5.6.7.
        (None, AT, True),
        (None, AFTER, True),
        (None, BEFORE, False),
        (None, "Thu, 01 Jan 1970 00:00:00 GMT", False),
        (None, "Fri, 31 Dec 9999 23:59:59 GMT", True),
        (None, "Tuesday, 24-Nov-26 08:30:00 GMT", True),
        (None, "Tuesday, 24-Nov-26 08:29:59 GMT", False),
        (None, "Tue Nov 24 08:30:00 2026", True),
        (None, "Tue Nov 24 08:29:59 2026", False),
        # What is no date, or not one, is ignored (§13.1.3).
        (None, "", False),
        (None, "0", False),
        (None, "yesterday", False),
        (None, "2027-01-01T00:00:00Z", False),
        (None, "01 Jan 2027", False),
        (None, "Fri, 01 Jan 2027", False),
        (None, "Fri, 32 Jan 2027 00:00:00 GMT", False),
        (None, "Fri, 01 Jan 2027 25:00:00 GMT", False),
        (None, "Fri, 01 Jan 2027 00:00:00", False),
        (None, "Fri, 01 Jan 2027 00:00:00 EST", False),
        (None, "Fri, 01 Jan 2027 00:00:00 +0100", False),
        (None, "Fri, 01 Jan 99999 00:00:00 GMT", False),
        (None, f"{AT}; length=680", False),
        (None, f"{AT}, {AT}", False),
        # Both (§13.1.3): a failed If-None-Match shuts out If-Modified-Since, and a met one wins.
        ('"x"', AT, False),
        ('"x"', AFTER, False),
        ("", AFTER, False),
        (ETAG, BEFORE, True),
        (ETAG, "yesterday", True),
        ("*", BEFORE, True),
    ],
)
def test_304_is_answered_as_rfc_9110_says(
    if_none_match: str | None, if_modified_since: str | None, *, unchanged: bool
) -> None:
    """Every row of the two conditions that a GET may make."""
    assert unchanged == is_unchanged(
        etag=ETAG,
        last_modified=MODIFIED,
        if_none_match=if_none_match,
        if_modified_since=if_modified_since,
    )


@given(st.none() | st.text(), st.none() | st.text())
def test_no_condition_is_an_error(if_none_match: str | None, if_modified_since: str | None) -> None:
    """Clients send anything."""
    is_unchanged(
        etag=ETAG,
        last_modified=MODIFIED,
        if_none_match=if_none_match,
        if_modified_since=if_modified_since,
    )


@pytest.mark.parametrize(
    ("accept_encoding", "coding"),
    [
        ("", "identity"),
        ("gzip", "gzip"),
        ("GZip", "gzip"),
        ("x-gzip", "gzip"),
        ("X-GZIP;q=0.5", "gzip"),
        ("gzip, deflate", "gzip"),
        ("gzip, deflate, br, zstd", "br"),
        ("br;q=1.0, gzip;q=0.8, *;q=0.1", "br"),
        ("br;q=0.5, gzip;q=0.8", "gzip"),
        ("BR", "br"),
        ("br;q=0, gzip", "gzip"),
        ("br;q=0.5, identity", "identity"),
        ("gzip;q=0.001", "gzip"),
        (",, gzip ,", "gzip"),
        ("br", "br"),
        ("deflate, br", "br"),
        ("deflate, zstd", "identity"),
        ("gzip2", "identity"),
        # q=0 shuts a coding out, however it is written.
        ("gzip;q=0", "identity"),
        ("gzip;q=0.0", "identity"),
        ("gzip;q=0.000", "identity"),
        ("gzip; q=0", "identity"),
        ("gzip ;Q=0", "identity"),
        ("GZIP;q=0", "identity"),
        ("x-gzip;q=0", "identity"),
        ("gzip;q=0, x-gzip;q=0, br", "br"),
        # `*` is whatever is not named.
        ("*", "gzip"),
        ("*;q=0.5", "gzip"),
        ("*;q=0", "identity"),
        ("br, *", "br"),
        ("gzip;q=0, *", "identity"),
        ("gzip;q=0, *;q=1", "identity"),
        ("*;q=0, gzip", "gzip"),
        ("identity;q=0, *", "gzip"),
        # A client may like plain bytes better.
        ("identity", "identity"),
        ("identity, gzip", "gzip"),
        ("identity;q=1, gzip;q=0.5", "identity"),
        ("identity;q=0.5, gzip;q=1", "gzip"),
        ("identity;q=0.5, gzip;q=0.5", "gzip"),
        ("identity;q=0.8, *;q=0.5", "identity"),
        ("gzip;q=0.3, *;q=0.5", "identity"),
        ("identity;q=0, gzip", "gzip"),
        # Where nothing is acceptable, plain bytes are the least that any client can read.
        ("identity;q=0", "identity"),
        ("identity;q=0, *;q=0", "identity"),
        ("gzip;q=0, identity;q=0", "identity"),
        # What is no quality is no wish.
        ("gzip;q=x", "identity"),
        ("gzip;q=-1", "identity"),
        ("\x00", "identity"),
    ],
)
def test_the_coding_is_the_one_that_the_client_takes(accept_encoding: str, coding: str) -> None:
    """By RFC 9110 §12.5.3; `gzip;q=0` is believed."""
    assert choose_coding(accept_encoding) == coding
    assert asked(Accept_Encoding=accept_encoding).headers.get("Content-Encoding", "identity") == (
        coding
    )


@given(st.text())
def test_no_wish_for_a_coding_is_an_error(accept_encoding: str) -> None:
    """One of the three is always chosen."""
    assert choose_coding(accept_encoding) in {"br", "gzip", "identity"}


def test_a_document_may_be_kept_from_being_compressed() -> None:
    """Then it does not vary either: there is but one form of it."""
    plain = replace(DOCUMENT, is_compressible=False)
    answered = answer(plain, {"Accept-Encoding": "gzip"})
    assert answered.body == DOCUMENT.body
    assert not {"Vary", "Content-Encoding"} & set(answered.headers)


def test_a_document_is_sent_with_what_describes_it() -> None:
    """All that a client or a cache needs to know."""
    answered = asked()
    assert answered.status is HTTPStatus.OK
    assert answered.body == DOCUMENT.body
    assert {**answered.headers, "ETag": "…"} == {
        "Content-Type": "text/calendar; charset=utf-8",
        "Content-Length": "680",
        "ETag": "…",
        "Last-Modified": AT,
        "Cache-Control": "public, max-age=300",
        "X-Content-Type-Options": "nosniff",
        "Vary": "Accept-Encoding",
    }


def test_a_compressed_document_says_so() -> None:
    """It unpacks to the same bytes, is shorter, and has its own length and ETag."""
    plain, coded = asked(), asked(Accept_Encoding="gzip")
    assert gzip.decompress(coded.body) == plain.body
    assert len(coded.body) < len(plain.body) / 5
    assert coded.headers["Content-Encoding"] == "gzip"
    assert coded.headers["Content-Length"] == str(len(coded.body))
    assert "Content-Encoding" not in plain.headers
    own = {"ETag", "Content-Length", "Content-Encoding"}
    assert {name: coded.headers[name] for name in coded.headers.keys() - own} == {
        name: plain.headers[name] for name in plain.headers.keys() - own
    }


def test_each_coding_has_its_own_strong_etag() -> None:
    """The bytes differ, so the tags must (RFC 9110 §8.8.3.3); none begins with W/."""
    plain, coded = (represent(DOCUMENT, coding).whole for coding in ("identity", "gzip"))
    assert plain.headers["ETag"] != coded.headers["ETag"]
    for each in (plain, coded):
        assert each.headers["ETag"].startswith('"')
        assert each.headers["ETag"].endswith('"')
        assert each.headers["ETag"][1:-1].isalnum()


@pytest.mark.parametrize("coding", ["identity", "gzip"])
def test_the_etag_follows_the_bytes_and_nothing_else(coding: str) -> None:
    """One other byte is another tag; another date is not."""
    etag = represent(DOCUMENT, coding).whole.headers["ETag"]
    later = replace(DOCUMENT, last_modified=MODIFIED + timedelta(days=1))
    other = replace(DOCUMENT, body=DOCUMENT.body + b"\n")
    assert represent(later, coding).whole.headers["ETag"] == etag
    assert represent(other, coding).whole.headers["ETag"] != etag


def test_the_same_document_is_the_same_bytes_each_time() -> None:
    """No clock and no name goes into the compressed form: its header has neither (RFC 1952)."""
    first, second = (represent(each, "gzip").whole for each in (DOCUMENT, replace(DOCUMENT)))
    assert first == second
    flags, written = first.body[3], first.body[4:8]
    assert (flags, written) == (0, b"\0\0\0\0")


def test_the_validators_of_one_coding_do_not_answer_for_another() -> None:
    """A cache that holds the plain form and asks for gzip gets gzip."""
    plain = asked().headers["ETag"]
    assert asked(If_None_Match=plain).status is HTTPStatus.NOT_MODIFIED
    assert asked(If_None_Match=plain, Accept_Encoding="gzip").status is HTTPStatus.OK


@pytest.mark.parametrize("accept_encoding", ["", "gzip"])
def test_304_has_no_body_and_the_headers_it_must_have(accept_encoding: str) -> None:
    """Those that a 200 would have had, as far as a cache needs them (RFC 9110 §15.4.5)."""
    document = replace(DOCUMENT, extra=(("Access-Control-Allow-Origin", "*"), ("X-Other", "x")))
    full = answer(document, {"Accept-Encoding": accept_encoding})
    short = answer(
        document, {"Accept-Encoding": accept_encoding, "If-None-Match": full.headers["ETag"]}
    )
    assert (short.status, short.body) == (HTTPStatus.NOT_MODIFIED, b"")
    kept = {"ETag", "Cache-Control", "Vary", "Access-Control-Allow-Origin"}
    assert short.headers == {name: full.headers[name] for name in kept}
    assert full.headers["X-Other"] == "x"


def test_a_date_alone_is_enough_for_304() -> None:
    """Some feed readers keep no ETag."""
    assert asked(If_Modified_Since=AT).status is HTTPStatus.NOT_MODIFIED
    assert asked(If_Modified_Since=BEFORE).status is HTTPStatus.OK
    assert asked(If_Modified_Since=AT, If_None_Match='"x"').status is HTTPStatus.OK


@pytest.mark.parametrize("name", ["If-None-Match", "if-none-match", "IF-NONE-MATCH"])
def test_headers_are_understood_in_any_case(name: str) -> None:
    """Clients and servers write them as they like."""
    assert answer(DOCUMENT, {name: "*"}).status is HTTPStatus.NOT_MODIFIED


def test_a_document_may_have_headers_of_its_own() -> None:
    """Beside those that all have."""
    answered = answer(replace(DOCUMENT, extra=(("Link", "<a>"),)), {})
    assert answered.headers["Link"] == "<a>"
    assert answered.headers["X-Content-Type-Options"] == "nosniff"


def test_an_empty_document_is_one_too() -> None:
    """It has a length and a tag, compressed or not."""
    empty = replace(DOCUMENT, body=b"")
    assert represent(empty, "identity").whole.headers["Content-Length"] == "0"
    assert gzip.decompress(represent(empty, "gzip").whole.body) == b""
