"""Selections in words."""

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from making import make_calendar

from feeds.model import Term, Vocabulary
from feeds.selection import Selection, Terms, name_of, parse_selection, parts_of

from .strategies import selections

CALENDAR = make_calendar(title="Events on forced labour")


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("", ""),
        ("theme=human-trafficking", "human trafficking"),
        ("theme=ilo-standards", "ILO standards"),
        (
            "theme=human-trafficking&region=africa&from=2008-06",
            "human trafficking · Africa · from June 2008",
        ),
        ("theme=employers,recruitment", "employers or recruitment"),
        ("theme=employers,recruitment&match=all", "employers and recruitment"),
        ("theme=employers,recruitment,child-labour", "child labour or employers or recruitment"),
        ("theme=-human-trafficking", "not human trafficking"),
        ("theme=employers,-recruitment", "employers · not recruitment"),
        ("region=-africa,-moldova", "not Africa or Moldova"),
        ("region=uk,md", "Moldova or United Kingdom"),
        ("from=2008&to=2008", "2008"),
        ("from=2008-06&to=2008-07", "from June 2008 to July 2008"),
        ("to=2008-12", "to December 2008"),
        ("to=2008-12-31", "to 31 December 2008"),
        ("from=2008-01-01", "from 1 January 2008"),
        ("from=0987", "from 0987"),
        ("from=today", "from today"),
        ("from=-90d&to=1y", "from 90 days ago to 1 year ahead"),
        ("from=-1m&to=-1w", "from 1 month ago to 1 week ago"),
        ("when=past&region=africa", "Africa · past"),
        ("when=upcoming&to=18m", "upcoming · to 18 months ahead"),
        ("q=trade+unions", "with “trade” and “unions”"),
        ("status=cancelled,postponed", "cancelled or postponed"),
        ("status=-cancelled", "not cancelled"),
        ("order=start&limit=5", "earliest first · 5 at most"),
        ("order=announced&page=2", "last announced first · page 2"),
        ("order=updated", "last updated first"),
        ("order=-start&when=upcoming", "upcoming · latest first"),
    ],
)
def test_a_selection_reads_well(query: str, name: str) -> None:
    """R22: the calendar's title and each limit, joined by middle dots."""
    selection = parse_selection(query, Terms(calendar=CALENDAR))
    title = f"Events on forced labour · {name}" if name else "Events on forced labour"
    assert name_of(selection, CALENDAR) == title


@pytest.mark.parametrize(
    ("label", "named"),
    [
        ("Trade unions", "trade unions"),
        ("Employers", "employers"),
        ("Émigration", "émigration"),
        ("ILO standards", "ILO standards"),
        ("European Union", "European Union"),
        ("G7", "G7"),
        ("G7 summits", "G7 summits"),
        ("eHealth", "eHealth"),
        ("McDonald", "McDonald"),
        ("A", "A"),
        ("2030 agenda", "2030 agenda"),
        ("Женский труд", "женский труд"),
        ("労働", "労働"),
    ],
)
def test_a_theme_begins_small_where_it_is_a_common_name(label: str, named: str) -> None:
    """A proper name and an abbreviation keep their capitals."""
    calendar = make_calendar(themes=Vocabulary(terms={"x": Term(slug="x", label=label)}))
    selection = parse_selection("theme=x", Terms(calendar=calendar))
    assert parts_of(selection, calendar) == (named,)


def limits(selection: Selection) -> Iterator[object]:
    """Give each limit that a selection sets."""
    for choice in (selection.theme, selection.region, selection.status):
        yield from filter(None, (choice.wanted, choice.unwanted))
    yield from filter(None, (selection.since or selection.until, selection.when, selection.words))
    yield from filter(None, (selection.order, selection.limit, selection.page > 1))


@settings(max_examples=100, deadline=None)
@given(selections())
def test_nothing_that_is_asked_for_goes_unsaid(selection: Selection) -> None:
    """Every limit has its words; the ends of a span share theirs."""
    parts = parts_of(selection, CALENDAR)
    assert len(parts) == len(list(limits(selection)))
    assert all(parts)
