"""A selection in words: "Human trafficking", "Africa", "from June 2008"."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Literal

from feeds.model import Calendar
from feeds.selection.bounds import Bound
from feeds.selection.selection import Choice, Selection
from feeds.wording import days, listed, month, quoted, translation

_SEPARATOR = " · "


def name_of(selection: Selection, calendar: Calendar) -> str:
    """Return the title of a selection: the calendar's, and what is selected."""
    return _SEPARATOR.join((calendar.title, *parts_of(selection, calendar)))


def parts_of(selection: Selection, calendar: Calendar) -> tuple[str, ...]:
    """Return each limit that a selection sets, in words; nothing for the whole list."""
    return tuple(_parts(selection, calendar))


def _parts(selection: Selection, calendar: Calendar) -> Iterator[str]:
    base = selection.held_view
    if base and base.view.title:
        yield base.view.title
        selection = base.rest_of(selection)
    language, match_all = calendar.language, selection.match_all
    themes, regions = calendar.themes.terms, calendar.regions.terms
    yield from _choice(
        selection.theme, lambda slug: themes[slug].label, language, match_all=match_all
    )
    yield from _choice(
        selection.region, lambda slug: regions[slug].label, language, match_all=match_all
    )
    yield from _time(selection, language)
    yield from _words(selection.words, language)
    yield from _choice(selection.status, _statuses(language).__getitem__, language)
    yield from _presentation(selection, language)


def _choice(
    choice: Choice, named: Callable[[str], str], language: str, *, match_all: bool = False
) -> Iterator[str]:
    if choice.wanted:
        yield listed(map(named, choice.wanted), language, "and" if match_all else "or")
    if choice.unwanted:
        names = listed(map(named, choice.unwanted), language, "or")
        yield translation(language).gettext("not {names}").format(names=names)


def _statuses(language: str) -> dict[str, str]:
    """Return the statuses as they are said of several events."""
    pgettext = translation(language).pgettext
    return {
        "confirmed": pgettext("events", "confirmed"),
        "tentative": pgettext("events", "tentative"),
        "postponed": pgettext("events", "postponed"),
        "cancelled": pgettext("events", "cancelled"),
    }


def _words(words: tuple[str, ...], language: str) -> Iterator[str]:
    if words:
        all_words = listed((quoted(word, language) for word in words), language)
        yield translation(language).gettext("matching {words}").format(words=all_words)


def _presentation(selection: Selection, language: str) -> Iterator[str]:
    _ = translation(language).gettext
    orders = {
        "next": _("next events first"),
        "start": _("earliest first"),
        "-start": _("latest first"),
        "announced": _("newest announcements first"),
        "updated": _("most recently updated first"),
    }
    if selection.order:
        yield orders[selection.order]
    if selection.limit:
        yield _("at most {count}").format(count=selection.limit)
    if selection.page > 1:
        yield _("page {number}").format(number=selection.page)


def _time(selection: Selection, language: str) -> Iterator[str]:
    pgettext = translation(language).pgettext
    if selection.when:
        whens = {"upcoming": pgettext("events", "upcoming"), "past": pgettext("events", "past")}
        yield whens[selection.when]
    since, until = selection.since, selection.until
    if since and until and since.text == until.text:
        yield _bound(since, language)
    elif since and until:
        both = pgettext("the two ends of a span of days", "{since} {until}")
        yield both.format(since=_since(since, language), until=_until(until, language))
    elif since:
        yield _since(since, language)
    elif until:
        yield _until(until, language)


def _since(bound: Bound, language: str) -> str:
    """Write where a span begins; in many languages "from" depends on what follows."""
    pgettext = translation(language).pgettext
    templates = {
        "day": pgettext("a day", "from {date}"),
        "month": pgettext("a month or year", "from {date}"),
        "today": pgettext("today", "from {date}"),
        "distance": pgettext("so many days ago or ahead", "from {date}"),
    }
    return templates[_kind(bound)].format(date=_bound(bound, language))


def _until(bound: Bound, language: str) -> str:
    """Write where a span ends."""
    pgettext = translation(language).pgettext
    templates = {
        "day": pgettext("a day", "to {date}"),
        "month": pgettext("a month or year", "to {date}"),
        "today": pgettext("today", "to {date}"),
        "distance": pgettext("so many days ago or ahead", "to {date}"),
    }
    return templates[_kind(bound)].format(date=_bound(bound, language))


def _kind(bound: Bound) -> Literal["day", "month", "today", "distance"]:
    if bound.first is None:
        return "distance" if bound.count else "today"
    return "day" if bound.first == bound.last else "month"


def _bound(bound: Bound, language: str) -> str:
    if bound.first is None:
        return _distance(bound, language)
    if bound.first == bound.last:
        return days(bound.first, bound.first, language)
    whole_year = bound.last == date(bound.first.year, 12, 31) and bound.first.month == 1
    return f"{bound.first.year:04}" if whole_year else month(bound.first, language)


def _distance(bound: Bound, language: str) -> str:
    spoken, count = translation(language), abs(bound.count)
    ngettext = spoken.ngettext
    if not count:
        return spoken.gettext("today")
    if bound.count < 0:
        templates = {
            "days": ngettext("{count} day ago", "{count} days ago", count),
            "weeks": ngettext("{count} week ago", "{count} weeks ago", count),
            "months": ngettext("{count} month ago", "{count} months ago", count),
            "years": ngettext("{count} year ago", "{count} years ago", count),
        }
    else:
        templates = {
            "days": ngettext("{count} day ahead", "{count} days ahead", count),
            "weeks": ngettext("{count} week ahead", "{count} weeks ahead", count),
            "months": ngettext("{count} month ahead", "{count} months ahead", count),
            "years": ngettext("{count} year ahead", "{count} years ahead", count),
        }
    return templates[bound.unit].format(count=count)
