"""The page that explains how to follow a selection: what its links mean, and a pasted link."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, parse_qsl, quote, unquote, urlencode, urlsplit

import icalendar
import pytest
from fetching import get, get_ok
from making import NOW, make_event, make_snapshot
from publication.desk import Desk
from serving import Serve, Server, running_server

from feeds.model import Repeat
from feeds.publication import Snapshot
from feeds.schedule import Unsettled, parse_rule
from feeds.selection import Choice, Selection
from feeds.selection.bounds import parse_bound
from feeds.web.programs import CALENDARS, READERS
from feeds.web.subscriptions import Glimpse, subscription_of

from .held import events_in
from .seen import fields, page, shown_events, words

BASE = "https://events.example.org"
LIST = """\
calendar:
  title: {en: Talks & more, fr: Exposés}
  domain: talks.example.org
  timezone: Europe/Zurich
  languages: [en, fr]
themes:
  tides: {label: {en: Tides, fr: Marées}, aliases: [tide]}
  ebbs: {label: Ebbs, within: tides}
  storms: Storms
  gales: {retired: storms}
  calms: {retired: gone}
regions:
  sea: {label: The sea, aliases: [ocean]}
  bay: {label: The bay, within: sea}
views:
  best: {title: The best, theme: tides}
  sea-storms: {title: Storms at sea, theme: storms, region: sea}
  finest: {retired: best}
events:
  - {id: old, title: Old talk, start: 2008-02-20, themes: [ebbs], regions: [sea]}
  - {id: older, title: Older talk, start: 2007-02-20, themes: [storms], regions: [bay]}
  - {id: oldest, title: Oldest talk, start: 2006-02-20, themes: [storms], regions: []}
  - {id: ancient, title: Ancient talk, start: 2005-02-20, themes: [storms], regions: []}
  - {id: off, title: Talk that is off, start: 2095-01-05, status: cancelled, themes: [tides], regions: [sea]}
  - {id: soon, title: Coming talk, start: 2095-02-01, themes: [tides], regions: [sea]}
  - {id: later, title: Later talk, start: 2095-03-01, themes: [tides], regions: [bay]}
  - {id: last, title: Last talk, start: 2095-04-01, themes: [tides, storms], regions: [bay]}
  - {id: month, title: Autumn talk, start: 2096-09, themes: [tides], regions: []}
  - {id: undated, title: Some day, start: tbc, themes: [ebbs], regions: [sea]}
"""
QUERIES = (
    "",
    "theme=tides",
    "theme=tides&region=sea",
    "theme=tides,storms&region=bay&match=all",
    "theme=tides,-ebbs",
    "view=best",
    "view=sea-storms&from=2007",
    "q=talk&from=2007&to=2095-03",
    "when=past",
    "when=upcoming&status=-cancelled",
    "from=2099",
    "limit=2&order=start",
    "alarm=-P1D&busy=1&cancelled=drop&notices=0&tbc=1&theme=tides",
    "view=best&alarm=-PT15M&cancelled=show",
)


@pytest.fixture(scope="module")
def talks(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list with themes, regions, views, and events of the past and to come."""
    desk = Desk(tmp_path_factory.mktemp("talks"), LIST)
    with running_server(desk.files.events, {"FEEDS_BASE_URL": BASE}) as it:
        yield it


def here(server: Server, url: str) -> str:
    """Return where this server answers what has an absolute address."""
    return server.url + url.removeprefix(BASE)


def subscribe(server: Server, query: str) -> Any:
    """Fetch the page that tells how to follow a selection."""
    return page(server, f"/subscribe?{query}" if query else "/subscribe")


def feeds_on(document: Any) -> dict[str, str]:
    """Return the addresses that a page gives to people, by the extension of each."""
    (calendar,) = document.xpath("//input[@id='address']/@value")
    readers = document.xpath("//ul[contains(@class, 'readers')]//a/@href")
    return {urlsplit(url).path.rpartition(".")[2]: url for url in (calendar, *readers)}


def programs_on(document: Any) -> dict[str, str]:
    """Return where the buttons of calendar programs lead, or what they copy."""
    buttons = document.xpath("//ul[@class='ways']/li/*[contains(@class, 'button')]")
    return {words(each): each.get("data-copy") or each.get("href") for each in buttons}


ABSENT = {"ics": {"limit", "order", "notices"}}
"""What a calendar has no meaning for."""
ABSENT_IN_FEEDS = {"alarm", "busy", "cancelled", "tbc"}


def fitting(query: str, extension: str) -> str:
    """Leave out of a query what a format has no meaning for, and the view."""
    absent = {"view", *ABSENT.get(extension, ABSENT_IN_FEEDS)}
    return "&".join(each for each in query.split("&") if each.partition("=")[0] not in absent)


@pytest.mark.parametrize("query", QUERIES)
def test_the_addresses_mean_exactly_what_is_selected(talks: Server, query: str) -> None:
    """Each feed holds what the same selection gives by a query, byte for byte."""
    document = subscribe(talks, query)
    feeds = feeds_on(document)
    assert list(feeds) == ["ics", *READERS]
    view = dict(parse_qsl(query)).get("view")
    stem = f"/view/{view}" if view else "/events"
    for extension, url in feeds.items():
        direct = get_ok(f"{talks.url}{stem}.{extension}?{fitting(query, extension)}")
        assert get_ok(here(talks, url)).body == direct.body
    held = events_in(get_ok(here(talks, feeds["ics"])), "ics")
    said = words(document.xpath("//div[@class='selection']/p[@class='means']")[0])
    number = {0: "No events", 1: "One event"}.get(len(held), f"{len(held)} events")
    assert said.endswith(f" · {number}")


@pytest.mark.parametrize("query", QUERIES)
def test_the_page_shows_the_events_that_the_feeds_hold(talks: Server, query: str) -> None:
    """The link to what is selected leads to a page of the very events."""
    document = subscribe(talks, query)
    (shown,) = document.xpath("//p[@class='means']/a/@href")
    events = set(shown_events(page(talks, shown)))
    wanted = dict(parse_qsl(query))
    absent = {"undated"} if "tbc" in wanted else {"undated", "month"}
    absent |= {"off"} if wanted.get("cancelled") == "drop" else set()
    feeds = feeds_on(document)
    if "limit" not in wanted:
        assert set(events_in(get_ok(here(talks, feeds["ics"])), "ics")) == events - absent
    atom = {
        each.partition("/")[0] for each in events_in(get_ok(here(talks, feeds["atom"])), "atom")
    }
    assert atom == events


@pytest.mark.parametrize("query", QUERIES)
def test_the_way_of_every_program_leads_to_the_one_address(talks: Server, query: str) -> None:
    """R16 to R19: links decoded again; what the selection is called, where a program asks."""
    document = subscribe(talks, query)
    address = feeds_on(document)["ics"]
    found = programs_on(document)
    assert len(found) == len(CALENDARS)
    assert found["Apple Calendar"] == address.replace("https://", "webcal://")
    assert found["Google Calendar"] == "https://calendar.google.com/calendar/r/settings/addbyurl"
    assert found["Thunderbird and others"] == address
    name = words(document.xpath("//p[@class='means']/a")[0])
    for label, host in (
        ("Outlook.com", "outlook.live.com"),
        ("Outlook for work or school", "outlook.office.com"),
    ):
        parts = urlsplit(found[label])
        assert (parts.scheme, parts.netloc, parts.path) == (
            *("https", host, "/calendar/0/addfromweb"),
        )
        called = parse_qs(parts.query, strict_parsing=True)
        assert called["url"] == [address]
        assert called["name"][0].split(" · ")[0] == "Talks & more"
        if "limit" not in query:
            assert called["name"] == [name]
        assert set(called) == {"url", "name"}
    (google,) = document.xpath("//input[@id='address-google']/@value")
    (shortcut,) = document.xpath("//p[@class='note']/a[contains(@href, 'cid=')]/@href")
    stem, _, cid = shortcut.partition("?cid=")
    assert stem == "https://calendar.google.com/calendar/r"
    assert unquote(cid) == google.replace("https://", "webcal://")
    assert cid == quote(unquote(cid), safe="")
    wished = dict(parse_qsl(query)).get("cancelled", "show")
    assert dict(parse_qsl(urlsplit(google).query))["cancelled"] == wished
    held = get_ok(here(talks, google))
    if "cancelled=" not in query:
        assert events_in(held, "ics") == events_in(get_ok(here(talks, address)), "ics")
        assert "STATUS:CANCELLED" not in held.text  # which Google would hide (R39)


@pytest.mark.parametrize(
    ("query", "path"),
    [
        ("", "/events.ics"),
        ("theme=tide", "/theme/tides.ics"),
        ("region=ocean&theme=tides", "/theme/tides/region/sea.ics"),
        ("view=best", "/view/best.ics"),
        ("view=best&region=sea", "/view/best.ics?region=sea"),
        ("theme=tides&alarm=-P1D", "/theme/tides.ics?alarm=-P1D"),
        ("theme=tides,storms&limit=3&page=2", "/events.ics?theme=storms,tides"),
    ],
)
def test_a_link_holds_no_ampersand_where_a_path_can_say_it(
    talks: Server, query: str, path: str
) -> None:
    """R16: programs cut a webcal address there."""
    document = subscribe(talks, query)
    assert programs_on(document)["Apple Calendar"] == f"webcal://events.example.org{path}"


def test_a_program_says_what_will_happen_and_how_often_it_looks(talks: Server) -> None:
    """One sentence each, beside its button; and what to do where a link is not enough."""
    document = subscribe(talks, "")
    for item in document.xpath("//ul[contains(@class, 'ways')]/li"):
        (sentence,) = item.findall("p")
        assert len(words(sentence)) > 40
        assert re.search("check", words(sentence))
    advised = [words(each) for each in document.xpath("//dl[@class='advice']//dt")]
    assert advised == ["On Android", "In the new Outlook", "On a Mac"]


def test_events_whose_days_are_not_settled_are_told_of(talks: Server) -> None:
    """Feeds have them, calendars do not, unless that is wished for."""
    one = "One event whose date is not set yet is in feeds but not in calendars."
    two = "2 events whose dates are not set yet are in feeds but not in calendars."
    assert two in words(subscribe(talks, ""))
    assert one in words(page(talks, "/region/sea").xpath("//details[@id='follow']")[0])
    assert one in words(subscribe(talks, "tbc=1"))  # a calendar has no place for no day at all
    assert one in words(subscribe(talks, "q=autumn"))
    for query in ("tbc=1&q=autumn", "theme=storms"):
        assert "not settled" not in words(subscribe(talks, query).xpath("//main//section[1]")[0])


def test_that_a_calendar_holds_more_than_is_shown_is_told(talks: Server) -> None:
    """None is ever cut."""
    note = "The calendar holds all the events in this selection, not just the first ones."
    assert note in words(subscribe(talks, "limit=2"))
    assert note not in words(subscribe(talks, "limit=100"))
    assert note not in words(subscribe(talks, ""))


def wished(document: Any, *more: tuple[str, str]) -> str:
    """Send the form of wishes with some of them; return where it leads."""
    (form,) = document.xpath("//form[@class='wishes']")
    names = {name for name, _ in more}
    kept = [pair for pair in fields(form) if pair[0] not in names]
    return f"{form.get('action')}?{urlencode([*kept, *more])}"


@pytest.mark.parametrize(
    ("query", "more", "expected"),
    [
        ("", (), "/subscribe"),
        ("theme=tide", (("alarm", "-P1D"),), "/subscribe?theme=tides&alarm=-P1D"),
        (
            "view=best&region=sea",
            (("busy", "1"), ("cancelled", "drop")),
            "/subscribe?view=best&region=sea&busy=1&cancelled=drop",
        ),
        (
            "theme=tides,-ebbs&from=-90d&limit=2",
            (("notices", "0"), ("tbc", "1")),
            "/subscribe?from=-90d&limit=2&theme=tides,-ebbs&notices=0&tbc=1",
        ),
        ("alarm=-P1D&busy=1", (("alarm", ""),), "/subscribe?busy=1"),
        ("cancelled=show&notices=0&tbc=1&alarm=-P1W", (), None),
    ],
)
def test_wishes_are_added_to_what_is_selected(
    talks: Server, query: str, more: tuple[tuple[str, str], ...], expected: str | None
) -> None:
    """The form keeps the selection; whoever sends it is sent on to one address."""
    answer = get(talks.url + wished(subscribe(talks, query), *more))
    assert (answer.status, answer.header("Cache-Control")) == (303, "no-store")
    location = answer.header("Location")
    if expected is None:
        assert dict(parse_qsl(urlsplit(location).query)) == dict(parse_qsl(query))
    else:
        assert location == expected
    calendar = get_ok(here(talks, feeds_on(page(talks, location))["ics"]))
    assert ("TRIGGER:-P1D" in calendar.text) is ("alarm=-P1D" in location)
    assert ("TRANSP:OPAQUE" in calendar.text) is ("busy=1" in location)


def large(folder: Path, count: int, *, size: int = 0) -> Path:
    """Write a list of events, one a day backwards from today, each with a summary of a size."""
    days = (date.today() + timedelta(days=30 - number) for number in range(count))  # noqa: DTZ011 - the server's day, or one beside it
    path = folder / "events.yaml"
    path.write_text(
        "calendar: {title: T, domain: d.example.org, timezone: Etc/UTC, language: en}\n"
        "regions: {}\nevents:\n"
        + "".join(
            f"  - {{id: on-{day}, title: A, start: {day}, regions: [], summary: {'a ' * (size // 2)}a}}\n"
            for day in days
        )
    )
    return path


@pytest.mark.parametrize(("count", "size"), [(1001, 0), (350, 3000)])
def test_a_calendar_too_large_for_google_is_warned_of(
    serve: Serve, tmp_path: Path, count: int, size: int
) -> None:
    """R25: by number or by bytes; with an address that stays below, which is true."""
    server = serve(large(tmp_path, count, size=size), {"FEEDS_BASE_URL": BASE})
    for document in (subscribe(server, ""), page(server, "/").xpath("//details")[0]):
        (warning,) = document.xpath(".//p[@class='warning']")
        (address,) = document.xpath(".//input[@id='address']/@value")
        calendar = get_ok(here(server, address))
        kilobytes = len(calendar.body) // 1000
        told = f"has {count} events;" if count > 1000 else f"is {kilobytes} kB;"
        assert told in words(warning).replace(",", "")
        (near,) = warning.xpath("./a/@href")
        assert near == f"{BASE}/events.ics?from=-1y"
        held = events_in(get_ok(here(server, near)), "ics")
        assert 300 < len(held) < 400
        assert set(held) <= set(events_in(calendar, "ics"))
    lately = subscribe(server, "from=-1y")
    if size:
        (warning,) = lately.xpath("//p[@class='warning']")  # as many, as large
        assert not warning.xpath("./a")
    else:
        assert not lately.xpath("//p[@class='warning']")


def test_a_calendar_of_a_usual_size_is_not_warned_of(serve: Serve, tmp_path: Path) -> None:
    """999 short events are well below."""
    server = serve(large(tmp_path, 999))
    assert not subscribe(server, "").xpath("//p[@class='warning']")


def test_an_address_too_long_for_google_is_warned_of(talks: Server) -> None:
    """R6: from the 241st character, by its true number."""
    stem = len(f"{BASE}/events.ics?q=")
    fitting = subscribe(talks, f"q={'a' * (240 - stem)}")
    assert len(feeds_on(fitting)["ics"]) == 240
    assert not fitting.xpath("//p[@class='warning']")
    for length in (241, 1500):
        document = subscribe(talks, f"q={'a' * (length - stem)}")
        assert len(feeds_on(document)["ics"]) == length
        (warning,) = document.xpath("//p[@class='warning']")
        assert f"has {length} characters" in words(warning).replace(",", "")


def test_a_glimpse_shows_the_next_three(talks: Server) -> None:
    """Soonest first, what is off as such; of another list the last ones."""
    (heading,) = subscribe(talks, "").xpath("//h2[@id='glimpse']")
    assert words(heading) == "The next 3 events"
    assert glimpsed(subscribe(talks, "status=confirmed")) == ["soon", "later", "last"]
    document = subscribe(talks, "")
    assert glimpsed(document) == ["off", "soon", "later"]
    assert words(document.xpath("//ul[@class='glimpse']/li[1]")[0]) == (
        "5 January 2095 Cancelled Talk that is off"
    )
    (one,) = subscribe(talks, "q=coming").xpath("//h2[@id='glimpse']")
    assert words(one) == "The next event"


def test_a_glimpse_of_what_is_over_shows_the_last_three(talks: Server) -> None:
    """The latest first; an empty selection has none."""
    document = subscribe(talks, "when=past")
    (heading,) = document.xpath("//h2[@id='glimpse']")
    assert words(heading) == "The last 3 events"
    assert glimpsed(document) == ["old", "older", "oldest"]
    assert not subscribe(talks, "q=nobody").xpath("//h2[@id='glimpse']")


def glimpsed(document: Any) -> list[str]:
    """Return the ids of the events that a page gives a glimpse of."""
    links = document.xpath("//ul[@class='glimpse']//a/@href")
    return [link.rpartition("/")[2] for link in links]


TODAY = date(2026, 11, 24)


def glimpse_of(snapshot: Snapshot, selection: Selection, now: datetime) -> Glimpse | None:
    """Return what is shown of a selection that might be subscribed to."""
    return subscription_of(snapshot, selection, now).glimpse


def test_a_glimpse_goes_by_the_day_and_the_next_date_of_a_series() -> None:
    """What ends today is still to come; a series stands on its next date."""
    weekly = Repeat(rule=parse_rule("FREQ=WEEKLY"))
    snapshot = make_snapshot(
        make_event("yesterday", TODAY - timedelta(days=1)),
        make_event("today", TODAY - timedelta(days=3), TODAY),
        make_event("series", TODAY - timedelta(days=13), repeat=weekly),
        make_event("tomorrow", TODAY + timedelta(days=2)),
    )
    glimpse = glimpse_of(snapshot, Selection(), NOW)
    assert glimpse is not None
    assert [(each.event.id, each.event.when.first.isoformat()) for each in glimpse.entries] == [
        ("today", "2026-11-21"),
        ("series", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
    ]
    later = glimpse_of(snapshot, Selection(), NOW + timedelta(days=1))
    assert later is not None
    assert "today" not in [each.event.id for each in later.entries]


def test_a_glimpse_keeps_to_the_selection_but_not_to_its_order_or_limit() -> None:
    """It is of what the calendar will show."""
    events = [
        make_event(f"in-{days}", TODAY + timedelta(days=days), status=status)
        for days, status in ((1, "confirmed"), (2, "cancelled"), (3, "confirmed"), (4, "confirmed"))
    ]
    snapshot = make_snapshot(*events)
    asked = Selection(status=Choice((), ("cancelled",)), order="-start", limit=1)
    glimpse = glimpse_of(snapshot, asked, NOW)
    assert glimpse is not None
    assert [each.event.id for each in glimpse.entries] == ["in-1", "in-3", "in-4"]
    assert glimpse_of(snapshot, Selection(until=parse_bound("2020")), NOW) is None


def test_a_glimpse_of_few_has_few() -> None:
    """What has no date stands after what has."""
    snapshot = make_snapshot(
        make_event("undated", when=Unsettled()), make_event("dated", TODAY + timedelta(days=9))
    )
    glimpse = glimpse_of(snapshot, Selection(), NOW)
    assert glimpse is not None
    assert [each.event.id for each in glimpse.entries][:1] == ["dated"]


def pasted(server: Server, link: str, prefix: str = "") -> Any:
    """Paste a link into the box, and fetch the page that explains it."""
    document = page(server, f"{prefix}/subscribe")
    (form,) = document.xpath("//form[@class='paste']")
    (field,) = form.xpath(".//input")
    return page(server, f"{form.get('action')}?{urlencode({field.get('name'): link})}")


TIDES = "/subscribe?theme=tides"


@pytest.mark.parametrize(
    ("link", "means"),
    [
        (f"{BASE}/theme/tides", TIDES),
        (f"{BASE}/theme/tides.ics", TIDES),
        (f"{BASE}/theme/tides.rss", TIDES),
        (f"{BASE}/theme/tides.atom", TIDES),
        (f"{BASE}/theme/tides.json", TIDES),
        (f"{BASE}/theme/tides.csv", TIDES),
        ("webcal://events.example.org/theme/tides.ics", TIDES),
        ("webcals://events.example.org/theme/tides.ics", TIDES),
        ("http://events.example.org/theme/tides.ics", TIDES),
        ("feed://events.example.org/theme/tides.rss", TIDES),
        ("HTTPS://EVENTS.EXAMPLE.ORG/theme/tides", TIDES),
        ("events.example.org/theme/tides", TIDES),
        ("/theme/tides", TIDES),
        (f"  {BASE}/theme/tides  ", TIDES),
        (f"{BASE}/theme/tides#content", TIDES),
        (f"{BASE}/theme/tide", TIDES),
        (f"{BASE}/Theme/TIDES.ICS", TIDES),
        (f"{BASE}/theme/tides/", TIDES),
        (f"{BASE}//theme//tides.ical", TIDES),
        (f"{BASE}/theme/t%69des", TIDES),
        (f"{BASE}/theme/tides?utm_source=mail&fbclid=x&_=1", TIDES),
        (f"{BASE}/?theme=tides", TIDES),
        (f"{BASE}/events.ics?theme=tide", TIDES),
        (f"{BASE}/events.atom?amp;theme=tides", TIDES),
        (f"{BASE}/fr/theme/tides.ics", TIDES),
        (f"{BASE}/FR/theme/tides", TIDES),
        (f"{BASE}/theme/gales", "/subscribe?theme=storms"),
        (f"{BASE}/", "/subscribe"),
        (BASE, "/subscribe"),
        (f"{BASE}/events.ics", "/subscribe"),
        (f"{BASE}/calendar.ics", "/subscribe"),
        (f"{BASE}/feed.xml", "/subscribe"),
        (f"{BASE}/region/sea/theme/tides.ics", "/subscribe?region=sea&theme=tides"),
        (f"{BASE}/?q=Talk&from=2008-01&when=past", "/subscribe?from=2008-01&q=talk&when=past"),
        (f"{BASE}/?theme=tides,-ebbs", "/subscribe?theme=tides,-ebbs"),
        (f"{BASE}/theme/tides.ics?alarm=-P1D", "/subscribe?theme=tides&alarm=-P1D"),
        (f"{BASE}/events.rss?limit=5&order=start", "/subscribe?limit=5&order=start"),
        (f"{BASE}/view/best", "/subscribe?view=best"),
        (f"{BASE}/view/best.rss?region=sea", "/subscribe?view=best&region=sea"),
        (f"{BASE}/view/finest.ics", "/subscribe?view=best"),
        (f"{BASE}/subscribe?theme=tides", TIDES),
        (f"{BASE}/subscribe?view=best&alarm=-P1D", "/subscribe?view=best&alarm=-P1D"),
    ],
)
def test_a_pasted_link_is_explained_in_any_spelling(talks: Server, link: str, means: str) -> None:
    """It says in words what it means, and gives the addresses of the same selection."""
    document = pasted(talks, link)
    (told,) = document.xpath("//div[contains(@class, 'pasted')]")
    assert "wrong" not in told.get("class")
    assert words(told).startswith("This link shows: ")
    asked = page(talks, means)
    assert feeds_on(document) == feeds_on(asked)
    assert document.xpath("//link[@rel='canonical']/@href") == [BASE + means]
    assert document.xpath("//h2[@id='glimpse']/text()") == asked.xpath("//h2[@id='glimpse']/text()")


def test_a_pasted_link_is_told_in_words(talks: Server) -> None:
    """With the number of events."""
    told = pasted(talks, "/theme/tides/region/bay.ics?from=2095-04").xpath(
        "//div[contains(@class, 'pasted')]"
    )
    assert words(told[0]) == "This link shows: One event: Tides, The bay, from April 2095."


@pytest.mark.parametrize("link", [f"{BASE}/event/soon", "/event/soon.ics", "/fr/event/soon"])
def test_a_link_to_an_event_leads_to_it(talks: Server, link: str) -> None:
    """And below is the whole list."""
    document = pasted(talks, link)
    (told,) = document.xpath("//div[contains(@class, 'pasted')]")
    assert "This link leads to a single event, Coming talk:" in words(told)
    assert told.xpath(".//a/@href") == ["/event/soon"]
    assert feeds_on(document) == feeds_on(page(talks, "/subscribe"))


@pytest.mark.parametrize(
    ("link", "said", "meant"),
    [
        ("https://example.com/theme/tides.ics", "This link leads to example.com;", ""),
        ("https://events.example.org.example.com/", "leads to events.example.org.example.com", ""),
        ("https://events.example.org@example.com/", "This link leads to", ""),
        (f"{BASE}/theme/tidse.ics", "There is no theme “tidse”.", "tides"),
        (f"{BASE}/?region=seaa", "There is no region “seaa”.", "sea"),
        (f"{BASE}/view/bset", "There is no view “bset”.", "best"),
        (f"{BASE}/theme/calms", "The theme “calms” is no longer used.", ""),
        (f"{BASE}/events.pdf", "There is no format “pdf”.", ""),
        (f"{BASE}/event/nothing", "There is no event with this name.", ""),
        (f"{BASE}/nothing", "There is nothing at this address.", ""),
        (f"{BASE}/addresses", "This link does not lead to any events.", ""),
        (f"{BASE}/healthz", "This link does not lead to any events.", ""),
        (f"{BASE}/static/style.css", "This link does not lead to any events.", ""),
        (f"{BASE}/?when=upcomming", "upcomming", "upcoming"),
        (f"{BASE}/?colour=red", "There is no parameter “colour”.", ""),
        (f"{BASE}/?from=2009&to=2008", "2009", ""),
        (f"{BASE}/theme/tides?theme=storms", "theme", ""),
        ("mailto:someone@example.org", "This link leads to mailto:someone@example.org;", ""),
        ("javascript:alert(1)", "This link leads to javascript:alert(1);", ""),
        ("ftp://events.example.org/events.ics", "This is not a link to this site.", ""),
        ("https://[", "This is not a link to this site.", ""),
        ("hello", "This link leads to hello;", ""),
        ("a" * 1500, "This link leads to", ""),
    ],
)
def test_what_is_wrong_with_a_pasted_link_is_said(
    talks: Server, link: str, said: str, meant: str
) -> None:
    """With what was most likely meant; below is the whole list, and the link is still there."""
    document = pasted(talks, link)
    (told,) = document.xpath("//div[@class='pasted wrong']")
    assert said in words(told)
    assert (f"Did you mean {meant}?" in words(told)) is bool(meant)
    assert ("Did you mean" in words(told)) is bool(meant)
    assert "Below is the whole list." in words(told)
    assert feeds_on(document) == feeds_on(page(talks, "/subscribe"))
    assert document.xpath("//input[@id='pasted']/@value") == [link]
    assert not document.xpath("//a[starts-with(@href, 'javascript:')]")


@pytest.mark.parametrize("link", ["", "   "])
def test_where_nothing_was_pasted_there_is_nothing_to_say(talks: Server, link: str) -> None:
    """It is the page of the whole list."""
    document = pasted(talks, link)
    assert not document.xpath("//div[contains(@class, 'pasted')]")
    assert document.xpath("//link[@rel='canonical']/@href") == [f"{BASE}/subscribe"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("link=" + "a" * 3000, "3005 characters"),
        ("link=%00", "control character"),
        ("link=%0A/theme/tides", "control character"),
        ("link=%FF", "not UTF-8"),
        ("link=/theme/tides&theme=storms", "“link”"),
        ("link=/a&link=/b", "“link”"),
        ("theme=tidse", "There is no theme “tidse”."),
        ("view=nothing", "There is no view “nothing”."),
        ("colour=red", "There is no parameter “colour”."),
    ],
)
def test_what_nobody_can_have_pasted_is_refused(talks: Server, query: str, said: str) -> None:
    """As any address that cannot be meant."""
    answer = get(f"{talks.url}/subscribe?{query}")
    assert answer.status in {400, 404}
    assert answer.header("Cache-Control") == "no-store"
    assert said in answer.text


def test_a_link_is_explained_in_the_language_of_the_page(talks: Server) -> None:
    """Whatever language the link is in."""
    document = pasted(talks, f"{BASE}/theme/tides", prefix="/fr")
    assert document.get("lang") == "fr"
    told = words(document.xpath("//div[contains(@class, 'pasted')]")[0])
    assert "Marées" in told
    assert feeds_on(document)["ics"] == f"{BASE}/fr/theme/tides.ics"


def test_the_page_can_be_kept_as_any_other(talks: Server) -> None:
    """R7: with a validator; the plain one is for search engines, what is asked for is not."""
    for query in ("", "?theme=tides", "?link=/theme/tides"):
        answer = get_ok(f"{talks.url}/subscribe{query}")
        assert answer.header("Cache-Control") == "public, max-age=300"
        etag = answer.header("ETag")
        assert get(f"{talks.url}/subscribe{query}", if_none_match=etag).status == 304
        assert ('content="noindex"' in answer.text) is bool(query)


def test_a_calendar_that_was_subscribed_to_is_one(talks: Server) -> None:
    """Each of the addresses that calendars are told of reads as a calendar."""
    for query in QUERIES:
        document = subscribe(talks, query)
        for url in document.xpath("//input[@readonly]/@value"):
            calendar = icalendar.Calendar.from_ical(get_ok(here(talks, url)).body)
            assert calendar.errors == []
