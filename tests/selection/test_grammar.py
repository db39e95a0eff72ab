"""What a query may say, and how everything else is refused."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from making import REGIONS, THEMES, make_calendar

from feeds.model import Term, Vocabulary, Wishes
from feeds.selection import (
    PARAMETERS,
    Choice,
    Refusal,
    Selection,
    Terms,
    UnknownTerm,
    as_asked_of,
    find_term,
    parse_selection,
    refuse_parameters,
)
from feeds.selection.queries import split_query
from feeds.wording import Phrase

CALENDAR = make_calendar()
EVERY = frozenset({"order", "limit", "page", "cancelled", "alarm", "busy", "tbc", "notices"})
TERMS = Terms(calendar=CALENDAR, presentation=EVERY)
NEWS = Terms(calendar=CALENDAR, order="updated")
TABLE = Terms(
    calendar=CALENDAR,
    order="start",
    presentation=frozenset({"order", "limit"}),
    otherwise=Phrase("Limit."),
)
PLAIN = Terms(
    calendar=CALENDAR,
    order="start",
    presentation=frozenset(),
    otherwise=Phrase("Use “from” and “to”."),
)


def read(query: str, terms: Terms = TERMS, **path: Term) -> Selection:
    """Read a query, with the terms of a path."""
    return parse_selection(query, terms, path)


def refusal(query: str, terms: Terms = TERMS, **path: Term) -> Refusal:
    """Return how a query is refused."""
    with pytest.raises(Refusal) as caught:
        read(query, terms, **path)
    return caught.value


@pytest.mark.parametrize("query", ["", "&", "&&", "utm_source=x", "v=1&_=2&nocache", "page=1"])
def test_a_query_that_limits_nothing_asks_for_everything(query: str) -> None:
    """Without a parameter of the grammar there is no limit."""
    assert read(query) == Selection()


@pytest.mark.parametrize(
    ("query", "fields"),
    [
        ("theme=employers", {"theme": Choice(("employers",))}),
        ("theme=firms", {"theme": Choice(("employers",))}),
        ("theme=EMPLOYERS", {"theme": Choice(("employers",))}),
        ("theme=employers,business", {"theme": Choice(("employers",))}),
        ("region=mali,africa", {"region": Choice(("africa", "mali"))}),
        ("region=mali&region=africa", {"region": Choice(("africa", "mali"))}),
        ("region=+mali+,+africa", {"region": Choice(("africa", "mali"))}),
        ("region=mali%2Cafrica", {"region": Choice(("africa", "mali"))}),
        ("region=africa,-mali", {"region": Choice(("africa",), ("mali",))}),
        ("region=-uk", {"region": Choice((), ("united-kingdom",))}),
        ("status=Cancelled", {"status": Choice(("cancelled",))}),
        ("status=-cancelled&status=-postponed", {"status": Choice((), ("cancelled", "postponed"))}),
        ("when=upcoming", {"when": "upcoming"}),
        ("when=PAST", {"when": "past"}),
        ("q=b+A+a", {"words": ("a", "b")}),
        ("q=caf%C3%A9", {"words": ("cafe",)}),
        ("q=%22trade+unions%22", {"words": ("trade", "unions")}),
        ("order=start", {"order": "start"}),
        ("order=Announced", {"order": "announced"}),
        ("limit=5", {"limit": 5}),
        ("limit=1000", {"limit": 1000}),
        ("limit=007", {"limit": 7}),
        ("page=3", {"page": 3}),
        ("alarm=-PT15M", {"wishes": Wishes(alarm="-PT15M")}),
        ("alarm=-p1w", {"wishes": Wishes(alarm="-P1W")}),
        ("busy=1", {"wishes": Wishes(busy=True)}),
        ("tbc=1&busy=1", {"wishes": Wishes(busy=True, tbc=True)}),
        ("busy=0&tbc=0&notices=1&cancelled=mark", {}),
        ("cancelled=Show&notices=0", {"wishes": Wishes(cancelled="show", notices=False)}),
        ("utm_source=%FF&fbclid=%00&theme=employers", {"theme": Choice(("employers",))}),
        ("utm_source=a&amp;theme=employers", {"theme": Choice(("employers",))}),
    ],
)
def test_a_parameter_means_one_thing_however_it_is_spelled(
    query: str, fields: dict[str, Any]
) -> None:
    """Aliases, case, order, repetition and what programs add make no difference."""
    assert read(query) == Selection(**fields)


@pytest.mark.parametrize(
    ("query", "begins", "ends"),
    [
        ("from=2008-06&to=2008-07", date(2008, 6, 1), date(2008, 7, 31)),
        ("from=2008-06-30&to=2008-06-30", date(2008, 6, 30), date(2008, 6, 30)),
        ("from=-90d&to=+18m", date(2026, 8, 26), date(2028, 5, 24)),
        ("from=TODAY&to=%2B18M", date(2026, 11, 24), date(2028, 5, 24)),
    ],
)
def test_a_span_of_days_has_both_ends_in_it(query: str, begins: date, ends: date) -> None:
    """A plus that became a space on its way is read as meant."""
    selection, today = read(query), date(2026, 11, 24)
    assert selection.since is not None
    assert selection.until is not None
    assert (selection.since.begins(today), selection.until.ends(today)) == (begins, ends)


@pytest.mark.parametrize(
    ("query", "match_all"),
    [
        ("theme=employers,recruitment&match=all", True),
        ("theme=employers,recruitment&match=any", False),
        ("theme=employers,recruitment", False),
        ("region=mali,africa&theme=employers&match=all", True),
        ("theme=employers&region=mali&match=all", False),
        ("theme=employers,firms&match=all", False),
        ("theme=employers,-recruitment&match=all", False),
        ("match=all", False),
    ],
)
def test_match_counts_only_where_there_are_several_to_match(query: str, *, match_all: bool) -> None:
    """Otherwise it makes no difference, and must make none to the address."""
    assert read(query).match_all is match_all


@pytest.mark.parametrize(
    ("query", "terms", "order"),
    [
        ("order=next", TERMS, None),
        ("order=next&when=past", TERMS, None),
        ("order=next", NEWS, "next"),
        ("order=next&when=past", NEWS, "next"),
        ("order=next&when=upcoming", TABLE, "next"),
        ("order=-start", TERMS, "-start"),
        ("order=-start&when=past", TERMS, "-start"),
        ("order=start", TERMS, "start"),
        ("order=start&when=upcoming", TERMS, "start"),
        ("order=-start&when=upcoming", TERMS, "-start"),
        ("order=updated", NEWS, None),
        ("order=updated&when=upcoming", NEWS, None),
        ("order=announced", NEWS, "announced"),
        ("order=start", TABLE, None),
    ],
)
def test_the_order_that_stands_unasked_is_not_written(
    query: str, terms: Terms, order: str | None
) -> None:
    """Any other is, also where single events would stand alike: series do not."""
    assert read(query, terms).order == order


@pytest.mark.parametrize(
    ("query", "message", "meant"),
    [
        ("regoin=africa", "There is no parameter “regoin”.", "region"),
        ("Theme=employers", "There is no parameter “Theme”.", "theme"),
        ("=employers", "There is no parameter “”.", ""),
        ("langs=fr", "There is no parameter “langs”.", ""),
        ("alarms=-PT1H", "There is no parameter “alarms”.", "alarm"),
        ("utm=x", "There is no parameter “utm”.", ""),
        ("match=both", "“both” is not a valid value for “match”.", ""),
        ("when=upcomming", "“upcomming” is not a valid value for “when”.", "upcoming"),
        ("status=canceled", "“canceled” is not a valid value for “status”.", "cancelled"),
        ("order=strat", "“strat” is not a valid value for “order”.", "start"),
        ("alarm=P1D", "“P1D” is not a valid value for “alarm”.", "-P1D"),
        ("alarm=-PT2H", "“-PT2H” is not a valid value for “alarm”.", "-PT1H"),
        ("busy=yes", "“yes” is not a valid value for “busy”.", ""),
        ("tbc=2", "“2” is not a valid value for “tbc”.", ""),
    ],
)
def test_a_word_that_the_grammar_does_not_have_is_refused(
    query: str, message: str, meant: str
) -> None:
    """With the nearest that it has, and all that there are."""
    refused = refusal(query)
    assert (refused.message, refused.meant) == (message, meant)
    assert not isinstance(refused, UnknownTerm)
    assert meant in ("", *refused.choices)
    assert refused.choices


def test_a_language_in_the_query_is_refused() -> None:
    """It stands in the path; the refusal knows what was meant, but for other mistakes in it."""
    refused = refusal("theme=employers&lang=fr")
    assert refused.message == "The language goes at the start of the path, not in the query."
    assert (refused.language, refused.selection) == (
        "fr",
        parse_selection("theme=employers", TERMS),
    )
    assert refusal("lang=fr&regoin=mali").meant == "region"


@pytest.mark.parametrize(
    ("query", "message", "meant"),
    [
        ("theme=human-traficking", "There is no theme “human-traficking”.", "human-trafficking"),
        ("theme=Human+trafficking", "There is no theme “Human trafficking”.", "human-trafficking"),
        ("theme=busines", "There is no theme “busines”.", "employers"),
        ("theme=-recruitmen", "There is no theme “recruitmen”.", "recruitment"),
        ("theme=employers,xyzzy", "There is no theme “xyzzy”.", ""),
        ("theme=africa", "There is no theme “africa”.", ""),
        ("region=afrika", "There is no region “afrika”.", "africa"),
        ("region=--africa", "There is no region “-africa”.", "africa"),
        ("region=europe;africa", "There is no region “europe;africa”.", "europe"),
    ],
)
def test_a_term_that_the_calendar_does_not_have_is_refused_as_such(
    query: str, message: str, meant: str
) -> None:
    """R10: it is another answer than that to any other mistake."""
    refused = refusal(query)
    assert isinstance(refused, UnknownTerm)
    assert (refused.message, refused.meant) == (message, meant)
    known = (THEMES if query.startswith("theme") else REGIONS).terms
    assert (refused.choices, refused.kind) == (tuple(known), f"{query[: query.index('=')]}s")


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("value", ["", "=", "=+", "=%20%20"])
def test_a_parameter_without_a_value_is_refused(name: str, value: str) -> None:
    """It says how one is written, and the example is a good one."""
    refused = refusal(name + value)
    example = PARAMETERS[name].example
    assert refused.message == f"“{name}” has no value; write {name}={example}, or leave it out."
    if name in {"theme", "region"}:
        example = "employers" if name == "theme" else "africa"
    assert read(f"{name}={example}") is not None


@pytest.mark.parametrize("name", [name for name, each in PARAMETERS.items() if not each.repeatable])
def test_a_parameter_of_one_value_may_stand_once(name: str) -> None:
    """Even with the same value: who wrote it twice meant something by it."""
    pair = f"{name}={PARAMETERS[name].example}"
    assert (
        refusal(f"{pair}&{pair}").message == f"“{name}” appears in the address 2 times; keep one."
    )


@pytest.mark.parametrize("name", ["theme", "region", "status"])
@pytest.mark.parametrize("value", [",", "a,", ",a", "a,,b", "-", "a,-", "a,+,b"])
def test_a_list_with_a_gap_is_refused(name: str, value: str) -> None:
    """A comma too many may be a term too few."""
    good = {"theme": ("employers", "recruitment"), "region": ("africa", "mali")}
    first, second = good.get(name, ("tentative", "confirmed"))
    written = value.replace("a", first).replace("b", second)
    assert refusal(f"{name}={written}").message == f"“{name}” has one comma or hyphen too many."


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize("value", ["2008-13", "2008-02-30", "yesterday", "18", "1+2", "٢٠٠٨"])
def test_what_is_no_date_is_refused_with_the_forms_that_dates_have(name: str, value: str) -> None:
    """Each form that is offered is one."""
    refused = refusal(f"{name}={value}")
    assert refused.message == f"“{name}={value.replace('+', ' ')}” is not a date."
    assert refused.kind == "forms"
    for form in refused.choices:
        assert read(f"{name}={form}") != Selection()


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("limit=-1", "“limit=-1” must be a whole number from 1 to 1000."),
        ("limit=0", "“limit=0” must be a whole number from 1 to 1000."),
        ("limit=1001", "“limit=1001” must be a whole number from 1 to 1000."),
        ("limit=1e3", "“limit=1e3” must be a whole number from 1 to 1000."),
        ("limit=٥", "“limit=٥” must be a whole number from 1 to 1000."),
        ("page=0", "“page=0” must be a whole number from 1 to 100000."),
        ("page=2.5", "“page=2.5” must be a whole number from 1 to 100000."),
        ("page=" + "9" * 100, f"“page={'9' * 60}…” must be a whole number from 1 to 100000."),
        ("q=%E2%80%A6", "“q=…” contains no word to search for."),
        ("q=" + "+".join(map(str, range(21))), "“q” has 21 words; the limit is 20."),
        ("from=2009&to=2008", "“from=2009” is after “to=2008”."),
        ("from=2008-12&to=2008-11-30", "“from=2008-12” is after “to=2008-11-30”."),
        ("from=1y&to=-1y", "“from=1y” is after “to=-1y”."),
        ("from=2w&to=13d", "“from=2w” is after “to=13d”."),
        ("from=1y&to=11m", "“from=1y” is after “to=11m”."),
        ("from=today&to=-1m", "“from=today” is after “to=-1m”."),
        ("from=1m&to=today", "“from=1m” is after “to=today”."),
        ("theme=recruitment,-recruitment", "“theme” asks for “recruitment” and excludes it."),
        ("theme=a%00b", "The query contains an invisible control character."),
        ("q=a%C2%85b", "The query contains an invisible control character."),
        ("a%0Db=c", "The query contains an invisible control character."),
        ("q=caf%E9", "The query is not UTF-8 text."),
        ("q=%ED%B2%80", "The query is not UTF-8 text."),
        ("%FF=1", "The query is not UTF-8 text."),
        ("q=" + "a" * 9998, "The query has 10000 characters; the limit is 2000."),
    ],
)
def test_what_cannot_be_meant_is_refused_in_plain_words(query: str, message: str) -> None:
    """Nothing is ignored, cut or corrected in silence."""
    refused = refusal(query)
    assert (refused.message, type(refused)) == (message, Refusal)


@pytest.mark.parametrize("query", ["order=start", "limit=5", "page=2"])
def test_a_calendar_holds_all_its_events_in_no_order(query: str) -> None:
    """What a format has no meaning for is refused there, with what to use in its place."""
    name = query.partition("=")[0]
    assert refusal(query, PLAIN).message == f"“{name}” cannot be used here. Use “from” and “to”."


def test_what_has_no_meaning_is_refused_even_with_nothing_in_its_place() -> None:
    """A format need not say what to use instead."""
    bare = Terms(calendar=CALENDAR, presentation=frozenset())
    assert refusal("page=2", bare).message == "“page” cannot be used here."


def test_a_table_has_no_pages() -> None:
    """It takes order and limit."""
    assert refusal("page=2", TABLE).message == "“page” cannot be used here. Limit."
    assert read("limit=2&order=updated", TABLE) == Selection(limit=2, order="updated")


def test_the_path_and_the_query_give_the_same_selection() -> None:
    """And narrow one another."""
    path = {"theme": THEMES.terms["employers"], "region": REGIONS.terms["mali"]}
    assert read("q=x", TERMS, **path) == read("region=mali&q=x&theme=business")


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ("theme=recruitment", Selection(theme=Choice(("employers", "recruitment")))),
        ("theme=employers", Selection(theme=Choice(("employers",)))),
        ("theme=-recruitment", Selection(theme=Choice(("employers",), ("recruitment",)))),
        (
            "theme=recruitment&region=mali&limit=3",
            Selection(
                theme=Choice(("employers", "recruitment")), region=Choice(("mali",)), limit=3
            ),
        ),
    ],
)
def test_a_parameter_of_the_path_may_not_stand_in_the_query_as_well(
    query: str, meant: Selection
) -> None:
    """The refusal knows what was meant."""
    refused = refusal(query, TERMS, theme=THEMES.terms["employers"])
    assert refused.message == "“theme” is in the path and again in the query; write it once."
    assert refused.selection == meant


@pytest.mark.parametrize(
    ("name", "slug"), [("africa", "africa"), ("AFRICA", "africa"), ("uk", "united-kingdom")]
)
def test_a_term_is_found_by_slug_and_by_alias_in_any_case(name: str, slug: str) -> None:
    """As addresses of all kinds name it."""
    assert find_term("region", name, CALENDAR).slug == slug


@pytest.mark.parametrize("query", ["theme=employers", "x", "q="])
def test_where_there_is_nothing_to_choose_every_parameter_is_refused(query: str) -> None:
    """But for those that programs add."""
    refuse_parameters("utm_source=x&v=2")
    with pytest.raises(Refusal, match="cannot be used here"):
        refuse_parameters(query)


@pytest.mark.parametrize("name", ["utm_source", "fbclid", "gclid", "mc_cid", "mc_eid", "_", "v"])
def test_what_programs_add_is_dropped_by_name(name: str) -> None:
    """Whatever it holds, however often it stands there."""
    assert split_query(f"{name}=1&q=x&{name}=%00&amp;{name}&amp;page=2") == (
        ("q", "x"),
        ("page", "2"),
    )


@pytest.mark.parametrize(
    ("selection", "terms", "expected"),
    [
        (Selection(page=2), NEWS, Selection()),
        (Selection(limit=5), NEWS, Selection(limit=5, order="next")),
        (
            Selection(limit=5, when="upcoming"),
            TABLE,
            Selection(limit=5, when="upcoming", order="next"),
        ),
        (Selection(limit=5, order="updated"), NEWS, Selection(limit=5)),
        (Selection(order="updated"), NEWS, Selection()),
        (Selection(order="start"), NEWS, Selection(order="start")),
        (Selection(limit=5, order="start"), PLAIN, Selection()),
    ],
)
def test_another_format_is_asked_for_the_same_events(
    selection: Selection, terms: Terms, expected: Selection
) -> None:
    """Which events a limit leaves depends on the order, so that it is kept; pages are not."""
    assert as_asked_of(terms, selection, "next") == expected


def answer(query: str) -> str:
    """Return the message that a query is refused with, or nothing."""
    try:
        read(query)
    except Refusal as refused:
        return refused.message
    return ""


PIECES = ("theme", "region", "q", "-", ",", "=", "&", "%", "+", "a", "0", "C3", "9", "amp;", "#")


@settings(deadline=None)
@given(st.text() | st.lists(st.sampled_from(PIECES)).map("".join))
def test_any_query_is_read_or_refused_in_a_short_line(query: str) -> None:
    """Never another error; and what is refused is told in printable characters."""
    message = answer(query)
    assert message.isprintable()
    assert len(message) < 300


def test_a_great_many_terms_are_compared_quickly() -> None:
    """A hundred thousand characters before five thousand terms give an answer, not a wait."""
    many = {f"term-{number}": Term(slug=f"term-{number}", label="x") for number in range(5000)}
    calendar = make_calendar(themes=Vocabulary(terms=many))
    with pytest.raises(UnknownTerm):
        find_term("theme", "x" * 100_000, calendar)
