"""A selection in words: "human trafficking", "Africa", "from June 2008"."""

from collections.abc import Callable, Iterator
from datetime import date

from feeds import wording
from feeds.model import Calendar, Vocabulary
from feeds.selection.bounds import Bound
from feeds.selection.selection import Choice, Selection

_SEPARATOR = " · "
_ORDERS = {
    "start": "earliest first",
    "-start": "latest first",
    "announced": "last announced first",
    "updated": "last updated first",
}


def name_of(selection: Selection, calendar: Calendar) -> str:
    """Return the title of a selection: the calendar's, and what is selected."""
    return _SEPARATOR.join((calendar.title, *parts_of(selection, calendar)))


def parts_of(selection: Selection, calendar: Calendar) -> tuple[str, ...]:
    """Return each limit that a selection sets, in words; nothing for the whole list."""
    return tuple(_parts(selection, calendar))


def _parts(selection: Selection, calendar: Calendar) -> Iterator[str]:
    joint = " and " if selection.match_all else " or "
    yield from _choice(selection.theme, joint, lambda slug: _as_common(calendar.themes, slug))
    yield from _choice(selection.region, joint, lambda slug: calendar.regions.terms[slug].label)
    yield from _time(selection, calendar.language)
    if selection.words:
        yield f"with {' and '.join(f'“{word}”' for word in selection.words)}"
    yield from _choice(selection.status, " or ", str)
    if selection.order:
        yield _ORDERS[selection.order]
    if selection.limit:
        yield f"{selection.limit} at most"
    if selection.page > 1:
        yield f"page {selection.page}"


def _choice(choice: Choice, joint: str, label: Callable[[str], str]) -> Iterator[str]:
    if choice.wanted:
        yield joint.join(label(value) for value in choice.wanted)
    if choice.unwanted:
        yield f"not {' or '.join(label(value) for value in choice.unwanted)}"


def _as_common(terms: Vocabulary, slug: str) -> str:
    """Write a theme's label as it stands in a sentence: "human trafficking", but "ILO standards"."""
    label = terms.terms[slug].label
    first = label.split(maxsplit=1)[0]
    is_common = first[1:].isalpha() and label[1:].islower()
    return label[0].lower() + label[1:] if is_common else label


def _time(selection: Selection, language: str) -> Iterator[str]:
    if selection.when:
        yield selection.when
    since, until = selection.since, selection.until
    if since and until and since.text == until.text:
        yield _bound(since, language)
        return
    span = [f"from {_bound(since, language)}"] if since else []
    span += [f"to {_bound(until, language)}"] if until else []
    if span:
        yield " ".join(span)


def _bound(bound: Bound, language: str) -> str:
    if bound.first is None:
        return _distance(bound)
    if bound.first == bound.last:
        return wording.days(bound.first, bound.first, language)
    whole_year = bound.last == date(bound.first.year, 12, 31) and bound.first.month == 1
    return f"{bound.first.year:04}" if whole_year else wording.month(bound.first, language)


def _distance(bound: Bound) -> str:
    if not bound.count:
        return "today"
    count = abs(bound.count)
    unit = bound.unit if count != 1 else bound.unit.removesuffix("s")
    return f"{count} {unit} ago" if bound.count < 0 else f"{count} {unit} ahead"
