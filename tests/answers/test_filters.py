"""The ways from a list to others: links whose numbers are true, and a form that is sent on."""

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlencode

import pytest
from fetching import Answer, get
from publication.desk import Desk
from serving import ROOT, Server, copied, running_server

from .seen import (
    count_of,
    fields,
    filter_names,
    filters,
    form_of_filters,
    page,
    sections,
    shown_events,
    words,
)
from .test_kinds import LIST as KINDS
from .test_views import VIEWS

GROUPS = ("when", "theme", "region", "year", "status")
YEARS = (*range(1998, 2012), 2095)
MANY_YEARS = """\
calendar: {title: Years, domain: years.example.org, timezone: Europe/Zurich, language: en}
themes: {tides: Tides, boats: {label: Boats, within: tides}}
regions: {}
events:
""" + "".join(
    f"  - {{id: in-{year}, title: Talk, start: {year}-05-01, status: {status}, themes: [{theme}],"
    " regions: []}\n"
    for year, status, theme in zip(
        YEARS,
        ("confirmed", "cancelled", "tentative") * 5,
        ("tides", "boats", "tides") * 5,
        strict=True,
    )
)


RARE = """\
calendar: {title: Congress, domain: congress.example.org, timezone: Etc/UTC, language: en}
themes: {}
regions: {}
events:
  - {id: congress, title: Congress, start: 2005-05-01, regions: [], repeat: {rrule: FREQ=YEARLY;INTERVAL=5}}
  - {id: talk, title: Talk, start: 2008-05-01, regions: []}
"""
"""Its next date may be years ahead."""


@pytest.fixture(
    scope="module", params=["real", "small", "empty", "kinds", "years", "views", "rare"]
)
def listed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    """Run a server on one list after another, each of another kind."""
    folder = tmp_path_factory.mktemp(request.param)
    made = {
        "kinds": KINDS,
        "years": MANY_YEARS,
        "rare": RARE,
        "views": (ROOT / "events.yaml").read_text("utf-8") + VIEWS,
    }
    if text := made.get(request.param):
        path = Desk(folder, text).files.events
    else:
        golden = ROOT / "tests/golden" / request.param / "events.yaml"
        path = copied(golden if golden.exists() else ROOT / "events.yaml", folder)
    with running_server(path) as server:
        yield server


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on a list that spans many years, past and to come."""
    with running_server(Desk(tmp_path_factory.mktemp("many"), MANY_YEARS).files.events) as it:
        yield it


@pytest.fixture(scope="module")
def viewed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """Run a server on the real list with views."""
    path = tmp_path_factory.mktemp("viewed") / "events.yaml"
    path.write_text((ROOT / "events.yaml").read_text("utf-8") + VIEWS, "utf-8")
    with running_server(path) as server:
        yield server


def followed(server: Server, starts: tuple[str, ...], depth: int) -> dict[str, Any]:
    """Follow the filters of pages so many clicks deep; return the pages by their addresses.

    What each link says is held against the page that it leads to.
    """
    pages: dict[str, Any] = {start: page(server, start) for start in starts}
    nearest = list(pages)
    for _ in range(depth):
        found = []
        for here in nearest:
            for label, link in _links(pages[here]):
                if link.address not in pages:
                    pages[link.address] = page(server, link.address)
                    found.append(link.address)
                if not link.is_chosen:
                    assert count_of(pages[link.address]) == link.count > 0, (here, label)
        nearest = found
    return pages


def _links(document: Any) -> Iterator[tuple[str, Any]]:
    for name in filter_names(document):
        assert name in GROUPS
        yield from filters(document, name).items()


def test_every_link_leads_to_as_many_events_as_it_says(listed: Server) -> None:
    """However they are combined: two clicks deep; and by canonical addresses."""
    pages = followed(listed, ("/",), 2)
    for address, document in pages.items():
        (canonical,) = document.xpath("//link[@rel='canonical']/@href")
        assert canonical.removeprefix(listed.base) == address


@pytest.mark.parametrize(
    "start",
    [
        "/?limit=3",
        "/?q=trade&from=2008-03",
        "/?theme=employers,human-trafficking&region=asia,europe&match=all",
        "/?theme=-employers&order=start",
        "/?from=2030",
        "/?status=tentative",
        "/?when=upcoming",
        "/?from=-90d",
        "/view/unions?region=europe",
        "/view/europe-2008",
        "/view/employers?limit=1",
    ],
)
def test_links_are_true_wherever_one_starts(viewed: Server, start: str) -> None:
    """With words, days, limits, exclusions, views, and where nothing is left."""
    followed(viewed, (start,), 1)


def test_a_series_counts_once_whatever_is_chosen(
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    """However often it is held in what is shown."""
    with running_server(Desk(tmp_path_factory.mktemp("series"), KINDS).files.events) as talks:
        starts = ("/?limit=4", "/?from=2031-04&to=2031-09", "/?q=seminar", "/?when=upcoming")
        pages = followed(talks, starts, 1)
        assert count_of(pages["/?q=seminar"]) == 1
        assert len(shown_events(pages["/?q=seminar"])) > 5


def test_groups_are_there_where_there_is_something_to_choose(server: Server, years: Server) -> None:
    """The real list is all of one year, past and confirmed: neither time, year nor status."""
    assert filter_names(page(server, "/")) == ["theme", "region"]
    assert filter_names(page(years, "/")) == ["when", "theme", "year", "status"]


def test_the_years_of_a_list_are_links_the_latest_first(years: Server) -> None:
    """Twelve of them; others are chosen by days, and what is chosen is marked."""
    document = page(years, "/")
    found = filters(document, "year")
    assert list(found) == [str(year) for year in sorted(YEARS, reverse=True)[:12]]
    assert found["2011"].address == "/?from=2011&to=2011"
    chosen = page(years, "/?from=2011&to=2011")
    assert shown_events(chosen) == ["in-2011"]
    there = filters(chosen, "year")
    assert [label for label, link in there.items() if link.is_chosen] == ["2011"]
    assert there["2011"].address == "/"
    assert there["2010"].address == "/?from=2010&to=2010"


def test_what_is_past_and_what_is_to_come_can_be_chosen(years: Server) -> None:
    """And stand apart where both are shown, what comes first."""
    document = page(years, "/")
    found = filters(document, "when")
    assert [(label, link.address, link.count) for label, link in found.items()] == [
        ("Upcoming", "/?when=upcoming", 1),
        ("Past", "/?when=past", 14),
    ]
    assert [heading for heading, _ in sections(document)] == ["Upcoming events", "Past events"]
    assert shown_events(document) == [f"in-{year}" for year in (2095, *range(2011, 1997, -1))]
    past = page(years, "/?when=past")
    assert [heading for heading, _ in sections(past)] == ["Past events"]
    assert filters(past, "when")["Past"].address == "/"
    assert [(link.field, link.is_chosen) for link in filters(past, "when").values()] == [
        (("when", "upcoming", False), False),
        (("when", "past", True), True),
    ]


def test_an_order_that_is_asked_for_is_not_taken_apart(years: Server) -> None:
    """The events stand in it, in one section."""
    document = page(years, "/?order=start")
    ((heading, months),) = sections(document)
    assert (heading, len(months)) == ("Events", len(YEARS))
    assert shown_events(document) == [f"in-{year}" for year in YEARS]


def test_statuses_can_be_chosen(years: Server) -> None:
    """Each by a link and a field; several by fields."""
    found = filters(page(years, "/"), "status")
    assert [(label, link.count, link.address) for label, link in found.items()] == [
        ("Confirmed", 5, "/?status=confirmed"),
        ("Tentative", 5, "/?status=tentative"),
        ("Cancelled", 5, "/?status=cancelled"),
    ]
    assert sent_on(years, "/", ("status", "tentative"), ("status", "confirmed")) == (
        "/?status=confirmed,tentative"
    )
    both = filters(page(years, "/?status=confirmed,tentative"), "status")
    assert both["Tentative"].address == "/?status=confirmed"
    assert [link.is_chosen for link in both.values()] == [True, True, False]


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/", {}),
        ("/theme/employers", {"Employers": "/"}),
        (
            "/?theme=employers,unions&region=asia&q=trade&from=2008-03&when=past",
            {
                "Past": "/region/asia?from=2008-03&q=trade&theme=employers,trade-unions",
                "Employers": "/theme/trade-unions/region/asia?from=2008-03&q=trade&when=past",
                "Trade unions": "/theme/employers/region/asia?from=2008-03&q=trade&when=past",
                "Asia": "/?from=2008-03&q=trade&theme=employers,trade-unions&when=past",
                "matching “trade”": (
                    "/region/asia?from=2008-03&theme=employers,trade-unions&when=past"
                ),
                "from March 2008": ("/region/asia?q=trade&theme=employers,trade-unions&when=past"),
            },
        ),
        ("/?from=2030&to=2031", {"from 2030 to 2031": "/"}),
        ("/?from=-90d", {"from 90 days ago": "/"}),
    ],
)
def test_all_that_is_chosen_can_be_taken_out(
    server: Server, address: str, expected: dict[str, str]
) -> None:
    """One by one, or all at once."""
    chosen = page(server, address).xpath("//ul[@class='chosen']//a")
    links = {words(link).removesuffix(" remove"): link.get("href") for link in chosen}
    assert links.pop("Show all events", "/") == "/"
    assert links == expected


def test_an_empty_page_offers_every_way_out(server: Server) -> None:
    """It says so, and each limit can be taken out where it says so."""
    document = page(server, "/theme/employers/region/africa?q=nobody")
    (none,) = document.xpath("//div[@class='none']")
    assert words(none).startswith("No events match this selection.")
    ways = {words(link): link.get("href") for link in none.xpath(".//a")}
    assert ways == {
        "Employers": "/region/africa?q=nobody",
        "Africa": "/theme/employers?q=nobody",
        "matching “nobody”": "/theme/employers/region/africa",
        "Show all events": "/",
    }


def submitted(server: Server, address: str, query: str) -> Answer:
    """Send the form of a page, with a query of one's own."""
    form = form_of_filters(page(server, address))
    return get(f"{server.url}{form.get('action')}?{query}")


def sent_on(
    server: Server, address: str, *more: tuple[str, str], without: tuple[str, ...] = ()
) -> str:
    """Fill in the form of a page, and return where whoever sends it is sent on to."""
    form = form_of_filters(page(server, address))
    kept = [
        (name, value)
        for name, value in fields(form)
        if name not in without and f"{name}={value}" not in without
    ]
    answer = submitted(server, address, urlencode([*kept, *more]))
    assert (answer.status, answer.header("Cache-Control")) == (303, "no-store"), answer.text
    location = answer.header("Location")
    assert get(server.url + location).status == 200, location
    return location


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/theme/employers",
        "/theme/employers/region/europe",
        "/?match=all&region=asia,europe&theme=employers,trade-unions",
        "/?theme=-employers,-trade-unions",
        "/?region=europe,-moldova&theme=employers,-trade-unions",
        "/?limit=3&order=start",
        "/?order=announced",
        "/?q=trade+unions&when=past",
        "/?status=-cancelled,-postponed",
        "/?status=confirmed,tentative",
        "/?from=-90d&to=18m",
        "/?from=2008-05-21&to=2008-06-20",
        "/?from=2008&to=2008",
        "/region/europe?to=2008-06",
        "/view/unions",
        "/view/unions?region=europe&limit=1",
        "/view/employers?from=2008-02-20",
        "/view/europe-2008",
        "/view/europe-2008?q=forced",
    ],
)
def test_a_form_that_is_sent_as_it_stands_leads_back(viewed: Server, address: str) -> None:
    """So that it keeps whatever it has no field for, and what its fields hold."""
    expected = get(viewed.url + address)
    assert expected.status == 200
    location = sent_on(viewed, address)
    found = page(viewed, location)
    (canonical,) = page(viewed, address).xpath("//link[@rel='canonical']/@href")
    assert viewed.base + location == canonical
    assert shown_events(found) == shown_events(page(viewed, address))


@pytest.mark.parametrize(
    ("address", "more", "expected"),
    [
        ("/", (("q", "Trade  UNIONS "),), "/?q=trade+unions"),
        ("/", (("theme", "employers"),), "/theme/employers"),
        ("/", (("theme", "business"),), "/theme/employers"),
        ("/", (("theme", "employers"), ("region", "europe")), "/theme/employers/region/europe"),
        ("/theme/employers", (("theme", "trade-unions"),), "/?theme=employers,trade-unions"),
        ("/?theme=-employers", (("theme", "trade-unions"),), "/?theme=trade-unions,-employers"),
        ("/", (("from", "2008-06-02"), ("to", "")), "/?from=2008-06-02"),
        ("/", (("from", "2008-06-01"), ("to", "2008-06-30")), "/?from=2008-06&to=2008-06"),
        ("/", (("from", "2008-01-01"), ("to", "2009-12-31")), "/?from=2008&to=2009"),
        ("/", (("from", "2008-01-01"), ("to", "2008-06-30")), "/?from=2008-01&to=2008-06"),
        ("/", (("from", "2008-06-01"), ("to", "2008-06-10")), "/?from=2008-06-01&to=2008-06-10"),
        ("/", (("from", "-90d"), ("to", "2030-01-31")), "/?from=-90d&to=2030-01"),
        ("/", (("match", "all"), ("region", "europe")), "/region/europe"),
        ("/?limit=3", (("region", "europe"),), "/region/europe?limit=3"),
        ("/view/unions", (("region", "europe"),), "/view/unions?region=europe"),
        ("/?page=1", (("q", ""),), "/"),
    ],
)
def test_what_is_filled_in_is_found_at_its_one_address(
    viewed: Server, address: str, more: tuple[tuple[str, str], ...], expected: str
) -> None:
    """Whatever is empty is dropped, and spellings are put right."""
    names = tuple(name for name, _ in more if name in {"q", "from", "to", "when"})
    assert sent_on(viewed, address, *more, without=names) == expected


@pytest.mark.parametrize(
    ("address", "without", "more", "expected"),
    [
        ("/view/unions", ("theme=trade-unions",), (), "/"),
        ("/view/unions", ("theme",), (("theme", "employers"),), "/theme/employers"),
        ("/view/employers", ("q",), (("q", "unions"),), "/?q=unions&status=-cancelled"),
        ("/view/europe-2008", ("to",), (), "/?from=2008-06&region=asia,europe"),
        ("/theme/employers/region/europe", ("region=europe",), (), "/theme/employers"),
        (
            "/?match=all&theme=employers,trade-unions",
            ("match",),
            (),
            "/?theme=employers,trade-unions",
        ),
    ],
)
def test_what_is_unticked_is_gone(
    viewed: Server,
    address: str,
    without: tuple[str, ...],
    more: tuple[tuple[str, str], ...],
    expected: str,
) -> None:
    """A view is left where what is asked is no longer within it."""
    assert sent_on(viewed, address, *more, without=without) == expected


def test_a_distance_from_today_stays_one(server: Server) -> None:
    """Or the page would no longer move on with the days; a day can be put in its place."""
    form = form_of_filters(page(server, "/?from=-90d&to=2008-06"))
    since, until = (form.xpath(f".//input[@name='{name}']")[0] for name in ("from", "to"))
    assert (since.get("value"), since.get("type")) == ("-90d", None)
    assert (until.get("value"), until.get("type")) == ("2008-06-30", "date")
    assert sent_on(server, "/?from=-90d", ("from", "2008-01-02"), without=("from",)) == (
        "/?from=2008-01-02"
    )
    assert sent_on(server, "/?from=today") == "/?from=today"


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("theme=emploiers", 404, "employers"),
        ("from=2008-13-01", 400, "2008-13-01"),
        ("from=2009-01-01&to=2008-01-01", 400, "2009"),
        ("colour=red", 400, "colour"),
        ("limit=0", 400, "limit"),
        ("q=%FF", 400, ""),
        ("q=%00", 400, ""),
        ("view=nothing", 404, "nothing"),
        ("when=sometimes", 400, "sometimes"),
        ("match=all&match=any", 400, "match"),
        ("q=" + "a" * 3000, 400, ""),
    ],
)
def test_what_cannot_be_meant_is_refused(
    viewed: Server, query: str, status: int, told: str
) -> None:
    """As it is in any address, with what is wrong, on a page of its own."""
    for path in ("/find", "/find/subscribe"):
        answer = get(f"{viewed.url}{path}?{query}")
        assert (answer.status, answer.header("Cache-Control")) == (status, "no-store")
        assert answer.header("Content-Type") == "text/html; charset=utf-8"
        assert told in answer.text
        assert "Location" not in answer.headers


def test_a_form_is_in_the_language_of_its_page(server: Server) -> None:
    """Its reader is sent on within it."""
    answer = submitted(server, "/fr/", "theme=employers&q=")
    assert (answer.status, answer.header("Location")) == (303, "/fr/theme/employers")


def test_only_a_form_that_asks_is_answered(server: Server) -> None:
    """R3: a page that is only read."""
    assert get(f"{server.url}/find?q=a", method="POST").status == 405
    assert get(f"{server.url}/find?q=a", method="HEAD").status == 303
