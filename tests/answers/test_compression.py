"""Content codings, as an operator may switch them off for calendars."""

from fetching import get
from serving import Serve


def coding(address: str) -> str:
    """Return the content coding that an address answers with when gzip is accepted."""
    answer = get(address, **{"Accept-Encoding": "gzip"})
    assert answer.status == 200
    return answer.header("Content-Encoding")


def test_calendars_can_be_sent_uncompressed_and_all_else_is_not(serve: Serve) -> None:
    """R12: two Outlooks were cured so."""
    server = serve(env={"FEEDS_COMPRESS_ICS": "0"})
    for path in ("/events.ics", "/theme/employers.ics", "/event/engaging-business.ics"):
        assert coding(f"{server.url}{path}") == "", path
    assert coding(f"{server.url}/events.rss") == "gzip"
    assert coding(f"{server.url}/") == "gzip"


def test_calendars_are_compressed_unless_it_is_switched_off(serve: Serve) -> None:
    """As everything else."""
    server = serve()
    assert coding(f"{server.url}/events.ics") == "gzip"
