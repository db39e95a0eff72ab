"""Views: selections with a name, to which an address may add."""

from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from making import NOW, make_calendar, make_event, make_snapshot

from feeds.model import STATUSES, Calendar, View, Views
from feeds.selection import (
    GoneTerm,
    Refusal,
    Selection,
    Terms,
    UnknownTerm,
    ViewBase,
    address,
    base_of,
    find_view,
    identity_of,
    name_of,
    parse_query,
    parse_selection,
    parts_of,
    refusal_of,
)
from feeds.selection import query as written_query
from feeds.selection.queries import LONGEST_QUERY

from .strategies import selections


def view(name: str = "v", title: str | None = None, **parameters: str) -> View:
    """Make a view; ``since`` is its ``from``."""
    pairs = ((each.replace("since", "from"), value) for each, value in parameters.items())
    return View(name=name, title=title, parameters=tuple(pairs))


HIRING = view("hiring", "Hiring", theme="recruitment", since="2008-06")
PLACES = view("places", region="africa,europe")
BOTH = view("both", "In both", region="africa,europe", match="all")
ONE = view("one", "Hiring", theme="recruitment", match="all")
CALENDAR = make_calendar(
    views=Views(
        named={each.name: each for each in (HIRING, PLACES, BOTH, ONE)},
        retired={"old": "hiring", "campaign": None},
    )
)
TERMS = Terms(calendar=CALENDAR, presentation=frozenset({"order", "limit", "page", "alarm"}))


def read(name: str, query: str = "", terms: Terms = TERMS) -> Selection:
    """Read the address of a view and its query."""
    return parse_selection(query, terms, view=find_view(name, terms.calendar))


def read_plain(query: str, terms: Terms = TERMS) -> Selection:
    """Read a query without a view."""
    return parse_selection(query, terms)


@pytest.mark.parametrize(
    ("name", "query", "expanded", "written"),
    [
        ("hiring", "", "theme=recruitment&from=2008-06", "/view/hiring.ics"),
        (
            "hiring",
            "alarm=-P1D&when=past&region=mali",
            "theme=recruitment&from=2008-06&region=mali&when=past&alarm=-P1D",
            "/view/hiring.ics?region=mali&when=past&alarm=-P1D",
        ),
        ("places", "theme=firms", "region=africa,europe&theme=employers", None),
        ("both", "", "region=africa,europe&match=all", "/view/both.ics"),
        ("both", "theme=-firms", "region=africa,europe&match=all&theme=-firms", None),
        ("one", "", "theme=recruitment", "/view/one.ics"),
        (
            "one",
            "region=mali,europe",
            "theme=recruitment&match=all&region=mali,europe",
            "/view/one.ics?region=europe,mali",
        ),
        ("places", "match=any", "region=africa,europe", "/view/places.ics"),
        ("hiring", "order=next&page=1", "theme=recruitment&from=2008-06", "/view/hiring.ics"),
    ],
)
def test_a_view_is_what_its_parameters_say_and_whatever_is_added(
    name: str, query: str, expanded: str, written: str | None
) -> None:
    """Its address has its name and what is added, and reads back as the same."""
    selection = read(name, query)
    assert replace(selection, view=None) == read_plain(expanded)
    found = address(selection, "ics")
    assert written in (None, found)
    assert read(name, urlsplit(found).query) == selection


def test_what_makes_a_view_another_has_an_ordinary_address() -> None:
    """A match of all is not what a view means that takes any."""
    selection = read("places", "match=all&theme=firms")
    assert selection == read_plain("region=africa,europe&match=all&theme=firms")
    assert address(selection) == "/theme/employers?match=all&region=africa,europe"


def test_a_view_is_left_where_what_it_sets_is_chosen_otherwise() -> None:
    """As on its page, by a click on another theme; what it leaves open keeps it."""
    selection = read("hiring")
    mali = selection.choosing("region", replace(selection.region, wanted=("mali",)))
    assert address(mali) == "/view/hiring?region=mali"
    employers = mali.choosing("theme", replace(mali.theme, wanted=("employers",)))
    assert address(employers) == "/theme/employers/region/mali?from=2008-06"
    changed = replace(selection, words=("a",), since=None)
    assert address(changed, "rss") == "/theme/recruitment.rss?q=a"
    assert name_of(changed, CALENDAR) == "Events · Recruitment · matching “a”"


@pytest.mark.parametrize(
    ("name", "query", "right"),
    [
        ("hiring", "theme=firms", "/theme/employers?from=2008-06"),
        ("hiring", "theme=recruitment&q=a", "/view/hiring?q=a"),
        ("hiring", "from=today&region=mali", "/theme/recruitment/region/mali?from=today"),
        ("places", "region=asia,africa&region=uk", None),
        ("both", "match=any", "/?region=africa,europe"),
    ],
)
def test_what_a_view_sets_cannot_be_asked_for_again(
    name: str, query: str, right: str | None
) -> None:
    """It would be unclear what is meant; the right address has it in the view's place."""
    with pytest.raises(Refusal) as caught:
        read(name, query)
    if right is None:
        assert isinstance(caught.value, UnknownTerm)
        return
    asked = query.partition("=")[0]
    assert caught.value.message == (
        f"“{asked}” is set by the view “{name}”, and again in the query."
    )
    assert caught.value.selection is not None
    assert address(caught.value.selection) == right


@pytest.mark.parametrize(
    ("name", "query", "words"),
    [
        ("hiring", "", "Hiring"),
        ("hiring", "region=mali&limit=5", "Hiring · Mali · at most 5"),
        ("places", "q=a", "Africa or Europe · matching “a”"),
        ("places", "match=all", "Africa and Europe"),
        ("one", "region=mali,europe", "Hiring · Europe and Mali"),
        ("both", "", "In both"),
    ],
)
def test_a_view_is_called_by_its_title(name: str, query: str, words: str) -> None:
    """In place of what it sets; without a title, in words."""
    assert name_of(read(name, query), CALENDAR) == f"Events · {words}"


def test_the_same_view_is_the_same_feed_whatever_it_is_made_of() -> None:
    """R43: its id is made of its name."""
    other = make_calendar(views=Views(named={"hiring": view("hiring", theme="employers")}))
    ids = {
        address(identity_of(read("hiring", "page=2", Terms(calendar=calendar))))
        for calendar in (CALENDAR, other)
    }
    assert ids == {"/view/hiring"}


def test_a_retired_view_leads_on_or_is_gone() -> None:
    """R10: an unknown one is told with the nearest, and all that there are."""
    assert find_view("OLD", CALENDAR).view == HIRING
    with pytest.raises(GoneTerm, match="The view “campaign” is no longer used"):
        find_view("campaign", CALENDAR)
    with pytest.raises(UnknownTerm) as caught:
        find_view("Hirring", CALENDAR)
    refused = caught.value
    assert (refused.message, refused.meant, refused.kind) == (
        "There is no view “Hirring”.",
        "hiring",
        "views",
    )
    assert refused.choices == ("hiring", "places", "both", "one")


@pytest.mark.parametrize(
    ("parameters", "message"),
    [
        ({"theme": "recruitmen"}, "There is no theme “recruitmen”."),
        ({"since": "soon"}, "“from=soon” is not a date."),
        ({"since": "2009", "to": "2008"}, "“from=2009” is after “to=2008”."),
        ({"q": "é" * 700}, f"The query has {len('q=') + 6 * 700} characters; the limit is 2000."),
    ],
)
def test_a_view_that_cannot_be_meant_is_refused(parameters: dict[str, str], message: str) -> None:
    """Whatever an address would be refused for: so that it always has an ordinary one too."""
    refused = refusal_of(view(**parameters).parameters, CALENDAR)
    assert refused is not None
    assert refused.message == message
    assert refusal_of(HIRING.parameters, CALENDAR) is None


SNAPSHOT = make_snapshot(
    *(
        make_event(
            f"e{number}",
            date(2008, 1, 1) + timedelta(days=97 * number),
            themes=(("employers",), ("recruitment", "ilo-standards"), ())[number % 3],
            regions=(("bamako",), ("moldova", "mali"), (), ("europe",))[number % 4],
            status=STATUSES[number % len(STATUSES)],
        )
        for number in range(40)
    )
)


def parameters_of(selection: Selection) -> dict[str, str]:
    """Return the parameters of which events a selection holds, as an address has them."""
    which = replace(selection, order=None, limit=None, page=1)
    parts = urlsplit(address(which))
    steps = parts.path.strip("/").split("/") if parts.path != "/" else []
    return dict(zip(steps[::2], steps[1::2], strict=True)) | dict(parse_qsl(parts.query))


def based_on(parameters: dict[str, str]) -> tuple[ViewBase, Calendar]:
    """Make a view of parameters, and a calendar that has it."""
    named = View(name="v", parameters=tuple(parameters.items()))
    calendar = replace(SNAPSHOT.calendar, views=Views(named={"v": named}))
    return base_of(named, calendar), calendar


@settings(max_examples=200, deadline=None)
@given(wanted=selections(), more=selections(), among=st.data())
def test_a_view_holds_exactly_what_its_expanded_query_does(
    wanted: Selection, more: Selection, among: st.DataObject
) -> None:
    """And what is added narrows it, as it would any other selection."""
    parameters, added = parameters_of(wanted), parameters_of(more)
    assume(parameters and sum(map(len, (*parameters.values(), *added.values()))) < 200)
    base, calendar = based_on(parameters)
    kept = among.draw(st.sets(st.sampled_from(sorted(added)))) if added else set()
    extra = {name: added[name] for name in kept - parameters.keys()}
    terms = Terms(calendar=calendar)
    try:
        expanded = parse_selection(urlencode(parameters | extra), terms)
    except Refusal:
        assume(False)  # noqa: FBT003 - the days of the two do not meet
    selection = parse_selection(urlencode(extra), terms, view=base)
    assert replace(selection, view=None) == expanded
    chosen = SNAPSHOT.select(selection, NOW, "start")
    assert chosen == SNAPSHOT.select(expanded, NOW, "start")
    assert set(chosen) <= set(SNAPSHOT.select(base.selection.settled(), NOW, "start"))


@settings(max_examples=200, deadline=None)
@given(wanted=selections(), more=selections())
def test_the_address_of_a_view_reads_back(wanted: Selection, more: Selection) -> None:
    """So no two selections of a view share one, nor one of a view and one of none."""
    parameters, added = parameters_of(wanted), parameters_of(more)
    assume(parameters)
    base, calendar = based_on(parameters)
    extra = {name: value for name, value in added.items() if name not in parameters}
    terms = Terms(calendar=calendar)
    assume(len(urlencode(parameters)) + len(urlencode(extra)) < LONGEST_QUERY)
    try:
        selection = parse_selection(urlencode(extra), terms, view=base)
    except Refusal:
        assume(False)  # noqa: FBT003 - the days of the two do not meet
    assert parse_query(written_query(selection), terms) == selection
    written = urlsplit(address(selection, "ics"))
    assert (written.path == "/view/v.ics") == (selection.view is not None)
    if selection.view:
        assert parse_selection(written.query, terms, view=base) == selection
        assert not parameters.keys() & dict(parse_qsl(written.query)).keys()


def test_titles_say_nothing_of_what_is_left_at_its_default() -> None:
    """A view's name is one part; a plain selection of the same has its words."""
    assert parts_of(read("hiring"), CALENDAR) == ("Hiring",)
    assert parts_of(replace(read("hiring"), view=None), CALENDAR) == (
        "Recruitment",
        "from June 2008",
    )
