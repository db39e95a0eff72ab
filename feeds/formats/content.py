"""What an entry says to people, for the formats to set as text or as HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from markupsafe import Markup, escape

from feeds import markdown, wording
from feeds.formats.facts import Fact, Saying, facts_of, image_of
from feeds.model import Change, Entry, Event, Facts, Location
from feeds.schedule import Days, Unsettled


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """What a feed reader is given: an event, or the notice of a change of it.

    ``id`` is a tag URI (RFC 4151); the title is plain text and holds the days (R46). ``spoken``
    names of title and summary what is in another language than the feed, with that language.
    """

    entry: Entry
    id: str
    title: str
    summary: str
    html: str
    published: datetime
    updated: datetime
    spoken: tuple[tuple[str, str], ...] = ()

    @property
    def language(self) -> str:
        """The language of what it is about: that of the title."""
        return dict(self.spoken).get("title", self.entry.language)


def item_of(entry: Entry) -> Item:
    """Return an event as a reader shows it."""
    news = news_of(entry)
    own = ("title",) if news else ("title", "summary")
    return Item(
        entry=entry,
        id=entry.tag,
        title=dated_title_of(entry),
        summary="\n\n".join(filter(None, (*news, entry.event.summary))),
        html=html_of(entry),
        published=entry.revision.announced,
        updated=entry.revision.updated,
        spoken=tuple(each for each in entry.event.spoken if each[0] in own),
    )


def notice_of(entry: Entry, change: Change) -> Item:
    """Return the notice of a change, which readers show as an item of its own (R47).

    It stays as it was published: what it says is the change's, not what came after.
    """
    said = wording.change(change, entry.language)
    title = change.after.title_in(entry.language)
    dates = wording.dates(change.after.when, change.after.repeat, entry.language)
    sentence = f"{said.sentence} {title}, {dates}."
    lines = [Markup("<p><strong>{}</strong></p>").format(sentence), _links(entry)]
    return Item(
        entry=entry,
        id=f"{entry.tag}/{change.sequence}",
        title=wording.labelled(said.prefix, f"{title} — {said.dates}", entry.language),
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


def marker_title_of(entry: Entry) -> str:
    """Return the title of an event whose days are to come, with what is known of them."""
    return wording.labelled(wording.as_sentence(dates_of(entry)), title_of(entry), entry.language)


def dates_of(entry: Entry) -> str:
    """Return in words when an event is held; of a series, how often."""
    return wording.dates(entry.event.when, entry.event.repeat, entry.language)


def when_and_where(entry: Entry) -> tuple[str, ...]:
    """Return the dates in words, and the place where it is known."""
    event = entry.event
    return (dates_of(entry), str(event.location)) if event.location else (dates_of(entry),)


def coming_of(entry: Entry) -> str:
    """Return the next dates of a series in words, or nothing."""
    return wording.next_dates(entry.coming, entry.language) if entry.coming else ""


def apart_of(entry: Entry) -> Iterator[str]:
    """Say what is other about single dates of a series: not held, added, moved, with more texts."""
    event, language = entry.event, entry.language
    if event.repeat is None:
        return
    place = str(event.location or "")
    series = Facts(
        title=event.title, when=event.when, repeat=event.repeat, place=place, status=event.status
    )
    yield from wording.apart(series, language)
    for change in event.repeat.changes:
        texts = [change.summary, change.note, _coordinates(change.location, language)]
        if said := " ".join(filter(None, texts)):
            day = (change.when or Days(first=change.day, last=change.day)).first
            yield wording.labelled(wording.days(day, day, language), said, language)


def _coordinates(location: Location | None, language: str) -> str:
    if location is None or location.geo is None:
        return ""
    name = wording.translation(language).gettext("Coordinates")
    return wording.labelled(name, str(location.geo), language)


def labels(entry: Entry) -> tuple[str, ...]:
    """Return the labels of the entry's themes and regions."""
    return tuple(term.label for term in (*entry.themes, *entry.regions))


def text_of(entry: Entry) -> str:
    """Return the description as plain text: what changed first, the event's page last (R36)."""
    event = entry.event
    paragraphs = [" ".join(news_of(entry)), event.summary]
    paragraphs.append(markdown.text_of(event.description) if event.description else "")
    known = (*facts_of(entry), *image_of(entry))
    paragraphs.append("\n".join(_line(fact, entry.language) for fact in known))
    return "\n\n".join(filter(None, (*paragraphs, entry.page)))


def html_of(entry: Entry) -> str:
    """Return the content as HTML: what changed, dates and place, everything else (R46, R51)."""
    event = entry.event
    lines = [_paragraph(text) for text in news_of(entry)]
    heading = wording.as_sentence(" · ".join(when_and_where(entry)))
    lines.append(Markup("<p><strong>{}</strong></p>").format(heading))
    if coming := coming_of(entry):
        lines.append(_paragraph(coming))
    lines += [_paragraph(text) for text in apart_of(entry)]
    if event.image:
        picture = Markup('<p><img src="{}" alt="{}" /></p>')
        lines.append(picture.format(event.image.url, event.image.alt))
    spoken = event.language_of("summary")
    lines += [_paragraph(text, spoken) for text in event.summary.split("\n\n") if text]
    if event.description:
        lines.append(_in_language(markdown.html_of(event.description), event))
    if listed := [_list_item(fact, entry.language) for fact in facts_of(entry)]:
        lines.append(Markup("<ul>{}</ul>").format(Markup("").join(listed)))
    return "".join((*lines, _links(entry)))


def _line(fact: Fact, language: str) -> str:
    said = _joined(fact, map(str, fact.sayings), language)
    return wording.labelled(fact.name, said, language)


def _joined(fact: Fact, sayings: Iterable[str], language: str) -> str:
    return wording.listed(sayings, language) if fact.are_alike else ", ".join(sayings)


def _list_item(fact: Fact, language: str) -> Markup:
    said = _joined(fact, map(_linked, fact.sayings), language)
    line = Markup(wording.labelled(str(escape(fact.name)), said, language))  # noqa: S704 - escaped
    return Markup("<li>{}</li>").format(line)


def _linked(saying: Saying) -> str:
    if saying.url is None:
        return str(escape(saying.text))
    return str(Markup('<a href="{}">{}</a>').format(saying.url, saying.text))


def _links(entry: Entry) -> Markup:
    _ = wording.translation(entry.language).gettext
    to_page = Markup('<a href="{}">{}</a>').format(entry.page, _("More on this event"))
    if not has_file(entry):
        return Markup("<p>{}</p>").format(to_page)
    to_calendar = Markup('<a href="{}">{}</a>').format(entry.ics, _("Add to calendar"))
    return Markup("<p>{} · {}</p>").format(to_calendar, to_page)


def has_file(entry: Entry) -> bool:
    """Tell whether an event can be put into a calendar: its days are settled."""
    return not isinstance(entry.event.when, Unsettled)


def _paragraph(text: str, language: str | None = None) -> Markup:
    opening = Markup('<p lang="{}">').format(language) if language else Markup("<p>")
    return opening + Markup("{}</p>").format(Markup("<br>").join(map(escape, text.splitlines())))


def _in_language(html: Markup, event: Event) -> Markup:
    """Say of a description which language it is in, where that is another than the feed's."""
    language = event.language_of("description")
    return Markup('<div lang="{}">{}</div>').format(language, html) if language else html
