"""What there is to follow of a list, and the files of its sitemap, as values."""

from datetime import UTC, date, datetime

from making import ANNOUNCED, NOW, make_event, make_snapshot

from feeds.model import View, Views
from feeds.publication import catalogue_of
from feeds.publication.opml import opml_of
from feeds.publication.sitemap import SitePage, sitemaps

NEXT = Views(named={"next": View(name="next", title="Next", parameters=(("when", "upcoming"),))})
LAST_DAY = date(2026, 11, 26)
LATER = datetime(2026, 11, 26, 23, 30, tzinfo=UTC)
"""Half past midnight of the day after, by the calendar's clocks."""


def test_terms_stand_by_name_each_before_those_within_it() -> None:
    """However deep they lie."""
    catalogue = catalogue_of(make_snapshot(make_event(regions=("bamako",))), NOW)
    regions = [(each.slug, each.depth, each.count) for each in catalogue.of_kind("region")]
    assert regions == [
        *(("africa", 0, 1), ("mali", 1, 1), ("bamako", 2, 1)),
        *(("europe", 0, 0), ("moldova", 1, 0), ("united-kingdom", 1, 0)),
    ]
    assert [each.within for each in catalogue.of_kind("region")] == [
        *(None, "africa", "mali", None, "europe", "europe"),
    ]


def test_a_list_of_nothing_has_the_same_catalogue_with_noughts() -> None:
    """Whoever follows an empty term gets what comes."""
    empty, full = catalogue_of(make_snapshot(), NOW), catalogue_of(make_snapshot(make_event()), NOW)
    assert [each.page for each in empty.offers] == [each.page for each in full.offers]
    assert {each.count for each in empty.offers} == {0}


def test_a_catalogue_changes_with_the_day_where_a_view_does() -> None:
    """R8: in the calendar's zone; without such a view, with the list alone."""
    event = make_event(start=LAST_DAY)
    by_day, plain = make_snapshot(event, views=NEXT), make_snapshot(event)
    before, after = (catalogue_of(by_day, moment) for moment in (NOW, LATER))
    assert [catalogue.of_kind("view")[0].count for catalogue in (before, after)] == [1, 0]
    assert before.last_modified == ANNOUNCED
    assert after.last_modified == datetime(2026, 11, 26, 23, tzinfo=UTC)
    assert catalogue_of(plain, LATER) == catalogue_of(plain, NOW)


def test_the_time_in_opml_is_that_of_the_list() -> None:
    """No clock: the same list on another day is the same bytes."""
    snapshot = make_snapshot(make_event())
    early, late = (opml_of(catalogue_of(snapshot, moment)) for moment in (NOW, LATER))
    assert early == late
    assert b"<dateModified>Tue, 24 Nov 2026 08:30:00 GMT</dateModified>" in early


def test_a_sitemap_is_cut_where_a_file_is_full() -> None:
    """In one language there is room for 50,000 pages; alternates take room as well."""
    pages = tuple(SitePage(url=f"/{number}", modified=ANNOUNCED) for number in range(50_001))
    assert [len(file) for file in sitemaps(pages[:50_000])] == [50_000]
    assert [len(file) for file in sitemaps(pages)] == [50_000, 1]
    assert tuple(page for file in sitemaps(pages) for page in file) == pages
    alternates = (("en", "/"), ("fr", "/fr/"), ("x-default", "/"))
    many = (SitePage(url="/", modified=ANNOUNCED, alternates=alternates),) * 5
    assert [len(file) for file in sitemaps(many, room=8)] == [2, 2, 1]
    assert [len(file) for file in sitemaps(many, room=1)] == [1] * 5
