"""What an entry says to people, for the formats to set as text or as HTML."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from feeds import wording
from feeds.model import Change, Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feed reader is given: an event, or the notice of a change of it.

    ``id`` is a tag URI (RFC 4151); the title is plain text and holds the days (R46).
    """

    entry: Entry
    id: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime


def item_of(entry: Entry) -> Item:
    """Return an event as a reader shows it."""
    return Item(
        entry=entry,
        id=entry.tag,
        title=dated_title_of(entry),
        summary="\n\n".join(filter(None, (*news_of(entry), entry.event.summary))),
        html=html_of(entry),
        published=entry.revision.announced,
        updated=entry.revision.updated,
    )


def notice_of(entry: Entry, change: Change) -> Item:
    """Return the notice of a change, which readers show as an item of its own (R47).

    It stays as it was published: what it says is the change's, not what came after.
    """
    said = wording.change(change, entry.language)
    days = wording.days(change.after.start, change.after.end, entry.language)
    sentence = f"{said.sentence} {change.after.title}, {days}."
    lines = [Markup("<p><strong>{}</strong></p>").format(sentence), _links(entry)]
    return Item(
        entry=entry,
        id=f"{entry.tag}/{change.sequence}",
        title=wording.labelled(said.prefix, f"{change.after.title} — {said.days}", entry.language),
        summary=sentence,
        html="".join(lines),
        published=change.at,
        updated=change.at,
    )


def news_of(entry: Entry) -> tuple[str, ...]:
    """Return what subscribers should read first: what changed, and the editor's note on it."""
    change = entry.revision.last_news
    event = entry.event
    said = [wording.change(change, entry.language).sentence] if change else []
    if not said and entry.is_off:
        said = [f"{wording.status_name(event.status, entry.language)}."]
    return (*said, *((event.note,) if event.note else ()))


def title_of(entry: Entry) -> str:
    """Return the title; what does not stand firm says so first (R39)."""
    event = entry.event
    if event.status == "confirmed" or entry.is_rescheduled:
        return event.title
    status = wording.status_name(event.status, entry.language)
    return wording.labelled(status, event.title, entry.language)


def dated_title_of(entry: Entry) -> str:
    """Return the title with date and place, for readers that show no other date (R46)."""
    return f"{title_of(entry)} — {', '.join(when_and_where(entry))}"


def when_and_where(entry: Entry) -> tuple[str, ...]:
    """Return the days in words, and the place where it is known."""
    event = entry.event
    days = wording.days(event.start, event.end, entry.language)
    return (days, str(event.location)) if event.location else (days,)


def facts(entry: Entry) -> Iterator[tuple[str, str]]:
    """Give name and value of all else that is known: who organises, hosts, pays, joins in."""
    for role, named in entry.event.organisations():
        names = wording.listed(map(str, named), entry.language)
        yield wording.role_name(role, len(named), entry.language), names


def labels(entry: Entry) -> tuple[str, ...]:
    """Return the labels of the entry's themes and regions."""
    return tuple(term.label for term in (*entry.themes, *entry.regions))


def text_of(entry: Entry) -> str:
    """Return the description as plain text: what changed first, the event's page last (R36)."""
    paragraphs = [" ".join(news_of(entry)), entry.event.summary]
    paragraphs.append("\n".join(wording.labelled(*fact, entry.language) for fact in facts(entry)))
    return "\n\n".join(filter(None, (*paragraphs, entry.page)))


def html_of(entry: Entry) -> str:
    """Return the content as HTML: what changed, days and place, everything else (R46, R51)."""
    lines = [_paragraph(text) for text in news_of(entry)]
    lines.append(Markup("<p><strong>{}</strong></p>").format(" · ".join(when_and_where(entry))))
    lines += [_paragraph(text) for text in entry.event.summary.split("\n\n") if text]
    labelled = (wording.labelled(*fact, entry.language) for fact in facts(entry))
    if listed := [Markup("<li>{}</li>").format(each) for each in labelled]:
        lines.append(Markup("<ul>{}</ul>").format(Markup("").join(listed)))
    return "".join((*lines, _links(entry)))


def _links(entry: Entry) -> Markup:
    _ = wording.translation(entry.language).gettext
    to_calendar = Markup('<a href="{}">{}</a>').format(entry.ics, _("Add to calendar"))
    to_page = Markup('<a href="{}">{}</a>').format(entry.page, _("More on this event"))
    return Markup("<p>{} · {}</p>").format(to_calendar, to_page)


def _paragraph(text: str) -> Markup:
    return Markup("<p>{}</p>").format(Markup("<br>").join(map(escape, text.splitlines())))
