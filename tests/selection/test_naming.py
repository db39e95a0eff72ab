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
        ("theme=human-trafficking", "Human trafficking"),
        ("theme=ilo-standards", "ILO standards"),
        (
            "theme=human-trafficking&region=africa&from=2008-06",
            "Human trafficking · Africa · from June 2008",
        ),
        ("theme=employers,recruitment", "Employers or Recruitment"),
        ("theme=employers,recruitment&match=all", "Employers and Recruitment"),
        ("theme=employers,recruitment,child-labour", "Child labour, Employers or Recruitment"),
        ("theme=-human-trafficking", "not Human trafficking"),
        ("theme=employers,-recruitment", "Employers · not Recruitment"),
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
        ("q=trade+unions", "matching “trade” and “unions”"),
        ("status=cancelled,postponed", "cancelled or postponed"),
        ("status=-cancelled", "not cancelled"),
        ("order=start&limit=5", "earliest first · at most 5"),
        ("order=announced&page=2", "newest announcements first · page 2"),
        ("order=updated", "most recently updated first"),
        ("order=-start&when=upcoming", "upcoming · latest first"),
    ],
)
def test_a_selection_reads_well(query: str, name: str) -> None:
    """R22: the calendar's title and each limit, joined by middle dots."""
    selection = parse_selection(query, Terms(calendar=CALENDAR))
    title = f"Events on forced labour · {name}" if name else "Events on forced labour"
    assert name_of(selection, CALENDAR) == title


@pytest.mark.parametrize(
    "label", ["Trade unions", "Roma inclusion", "ILO standards", "eHealth", "Émigration", "労働"]
)
def test_a_label_stands_as_the_editor_wrote_it(label: str) -> None:
    """Nobody else knows which of its capitals are those of names."""
    calendar = make_calendar(themes=Vocabulary(terms={"x": Term(slug="x", label=label)}))
    terms = Terms(calendar=calendar)
    asked, shut_out = (parse_selection(query, terms) for query in ("theme=x", "theme=-x"))
    assert parts_of(asked, calendar) == (label,)
    assert parts_of(shut_out, calendar) == (f"not {label}",)


@pytest.mark.parametrize(
    ("query", "french", "spanish"),
    [
        ("theme=employers,recruitment", "Employers ou Recruitment", "Employers o Recruitment"),
        ("region=africa,europe&match=all", "Africa et Europe", "Africa y Europe"),
        ("region=-africa", "sauf Africa", "excepto Africa"),
        ("from=2008&to=2008", "2008", "2008"),
        (
            "from=2008-06&to=2009",
            "dès juin 2008, jusqu’en 2009",
            "desde junio de 2008 hasta 2009",
        ),
        (
            "from=2008-07-01&to=2008-08-01",
            "dès le 1er juillet 2008, jusqu’au 1er août 2008",
            "desde el 1 de julio de 2008 hasta el 1 de agosto de 2008",
        ),
        ("from=today", "dès aujourd’hui", "desde hoy"),
        ("to=today", "jusqu’à aujourd’hui", "hasta hoy"),
        (
            "from=-90d&to=1y",
            "au plus tôt il y a 90 jours, au plus tard dans 1 an",
            "desde hace 90 días hasta dentro de 1 año",
        ),
        ("when=upcoming", "à venir", "próximos"),
        ("q=b+a", "avec «\u00a0a\u00a0» et «\u00a0b\u00a0»", "con «a» y «b»"),
        ("status=cancelled,postponed", "annulés ou reportés", "cancelados o aplazados"),
        (
            "order=start&limit=5",
            "par ordre chronologique · 5 au maximum",
            "por orden cronológico · 5 como máximo",
        ),
    ],
)
def test_a_selection_reads_well_in_other_languages(query: str, french: str, spanish: str) -> None:
    """What "from" is depends on what follows; labels are the list's own."""
    for language, words in (("fr", french), ("es", spanish)):
        calendar = make_calendar(language=language)
        selection = parse_selection(query, Terms(calendar=calendar))
        assert " · ".join(parts_of(selection, calendar)) == words


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
