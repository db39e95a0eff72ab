"""What left the list since it was last recorded: nothing leaves a subscriber unannounced.

A theme, region or view that was published and is gone would turn subscribed addresses into
errors, so it is an error to the editor until it is an alias (of a term), retired to a successor,
or said to be gone. An event that vanished stays in some calendars, so the editor is advised to cancel it
first; one that only changed its id would be there twice, so that is an error. So is a file without
an end that lacks events: it is most likely still on its way here, or got stuck.
"""

from collections.abc import Iterator

from feeds.history import History, content_of
from feeds.model import Views, Vocabulary
from feeds.problems import Problem
from feeds.reading import Reading


def departures(reading: Reading, known: History | None) -> Iterator[Problem]:
    """Give a problem for whatever a list published once and no longer has."""
    if known is None:
        return
    yield from _domain(reading, known)
    calendar = reading.calendar
    yield from _terms("themes", calendar.themes, known.themes, reading)
    yield from _terms("regions", calendar.regions, known.regions, reading)
    yield from _views(calendar.views, known.views, reading)
    yield from _events(reading, known)


def _domain(reading: Reading, known: History) -> Iterator[Problem]:
    domain = reading.calendar.domain
    if domain != known.domain:
        yield reading.problem(
            ("calendar", "domain"),
            "domain-changed",
            f"the domain was `{known.domain}`, and is part of every id that subscribers have",
            f"write `{known.domain}` again; the address of the list is `url`",
        )


def _terms(
    name: str, vocabulary: Vocabulary, published: tuple[str, ...], reading: Reading
) -> Iterator[Problem]:
    kind = name.removesuffix("s")
    for slug in published:
        if vocabulary.find(slug) is None and not vocabulary.is_gone(slug):
            yield reading.problem(
                (name,),
                f"{kind}-gone",
                f"the {kind} `{slug}` was published and is gone; people follow it",
                f"add `{slug}` to the aliases of another, or the line "
                f"“{slug}: {{retired: …}}” with the {kind} that takes its place, or with `gone`",
            )


def _views(views: Views, published: tuple[str, ...], reading: Reading) -> Iterator[Problem]:
    for name in published:
        if views.find(name) is None and not views.is_gone(name):
            yield reading.problem(
                ("views",),
                "view-gone",
                f"the view `{name}` was published and is gone; people follow it",
                f"add the line “{name}: {{retired: …}}” under “views:” with the view that takes "
                "its place, or with `gone`",
            )


def _events(reading: Reading, known: History) -> Iterator[Problem]:
    present = {event.id: event for event in reading.calendar.events}
    vanished = {
        name: record
        for name, record in known.records.items()
        if name not in present and record.gone is None
    }
    if not vanished:
        return
    by_content = {record.content: name for name, record in vanished.items()}
    renamed: set[str] = set()
    for event in present.values():
        old = by_content.get(content_of(event, reading.calendar))
        if event.id not in known.records and old is not None:
            renamed.add(old)
            yield reading.problem(
                reading.event_loc(event.id),
                "id-changed",
                f"the event `{old}` seems to have become `{event.id}`; subscribers would have both",
                f"write `{old}` again: ids are permanent",
            )
    left = sorted(vanished.keys() - renamed)
    for file in reading.files if left else ():
        if not file.text.endswith("\n"):
            yield file.problem(
                len(file.text),
                "cut-off",
                f"the file seems to be cut off here: the event `{left[0]}` has left the list, "
                "and there is no line break at the end",
                "save the whole file again; if the event is to leave, end the last line",
            )
    for name in left:
        yield reading.problem(
            ("events",),
            "event-gone",
            f"the event `{name}` has left the list; some calendars keep it",
            "if it will not be held, put it back with “status: cancelled” for a while first",
            "warning",
        )
