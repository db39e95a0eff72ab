"""What a feed of a site says of itself."""

from dataclasses import dataclass, replace
from urllib.parse import urlsplit
from uuid import NAMESPACE_DNS, uuid5

from feeds.formats import Envelope, Format
from feeds.history import History
from feeds.model import Calendar
from feeds.selection import (
    Page,
    Selection,
    Terms,
    address,
    as_asked_of,
    identity_of,
    name_of,
    parts_of,
)
from feeds.wording import labelled, translation


@dataclass(frozen=True, slots=True)
class Site:
    """A list, its history, and where the world sees it (without a slash at the end).

    ``prefix`` begins the paths of a language other than the list's own: "/fr".
    """

    calendar: Calendar
    history: History
    base_url: str
    prefix: str = ""

    @property
    def root(self) -> str:
        """What begins every path, where the site has no host of its own: "/events"."""
        return urlsplit(self.base_url).path

    def url(self, path: str) -> str:
        """Return the absolute address of a path, in the language of the site."""
        return f"{self.base_url}{self.prefix}{path}"


def prefix_of(language: str, languages: tuple[str, ...]) -> str:
    """Return what begins the paths of a language; nothing does those of the list's own."""
    return f"/{language.lower()}" if language in languages[1:] else ""


def envelope_of(site: Site, selection: Selection, kind: Format, page: Page, total: int) -> Envelope:
    """Return the envelope of a page of a feed; ``total`` is the number of events in all."""
    calendar, domain = site.calendar, site.history.domain
    identity = identity_of(selection)
    revisions = [posting.entry.revision for posting in page.postings]
    start = site.history.beginning
    updated = [  # as `moment_of` says; called for each it would be a quarter of a filtered feed
        posting.change.at if posting.change else posting.entry.revision.updated
        for posting in page.postings
    ]
    shown = as_asked_of(Terms(calendar=calendar), selection, kind.order)
    return Envelope(
        title=name_of(selection, calendar),
        summary=summary_of(identity, calendar, total),
        author=author_of(calendar),
        author_url=calendar.publisher.url if calendar.publisher else None,
        uid=str(uuid5(uuid5(NAMESPACE_DNS, domain), site.prefix + address(identity))),
        language=calendar.language,
        timezone=calendar.timezone,
        color=calendar.color,
        address=site.url(address(selection, kind.extension)),
        page=site.url(address(shown)),
        icon=f"{site.base_url}/static/icon-512.png",
        icon_small=f"{site.base_url}/static/icon-144.png",
        updated=max(updated, default=start),
        modified=max((revision.modified for revision in revisions), default=start),
        count=len(page.postings),
        total=total,
        next_page=_page_url(site, selection, kind, page.following),
        previous_page=_page_url(site, selection, kind, page.preceding),
    )


def summary_of(selection: Selection, calendar: Calendar, total: int) -> str:
    """Say in words what a selection holds, an empty one too."""
    parts = parts_of(selection, calendar)
    what = count_of(total, calendar.language)
    if parts:
        what = labelled(what, ", ".join(parts), calendar.language)
    return f"{calendar.description} {what}.".strip()


def count_of(total: int, language: str) -> str:
    """Say how many events there are: "No events", "One event", "2 events"."""
    spoken = translation(language)
    if not total:
        return spoken.gettext("No events")
    return spoken.ngettext("One event", "{count} events", total).format(count=total)


def author_of(calendar: Calendar) -> str:
    """Return whose list it is: the publisher's or, without one, the list itself by name."""
    return calendar.publisher.name if calendar.publisher else calendar.title


def _page_url(site: Site, selection: Selection, kind: Format, number: int | None) -> str | None:
    if number is None:
        return None
    return site.url(address(replace(selection, page=number), kind.extension))
